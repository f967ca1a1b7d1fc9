package dev.lungo.shell;

/** Refuses scripts that may run what nobody sees in them. */
final class HiddenCode {
    private HiddenCode() {}

    static void refuse(Script script) {
        new Walk(new Walk.Visitor() {
                    @Override
                    public void command(ShellCommand.Simple command, java.util.Set<Invocation.Place> places) {}

                    @Override
                    public void function(ShellCommand.Function function) {}

                    @Override
                    public void test(ShellCommand.Test test) {}

                    @Override
                    public void arithmetic(WordPart.Arithmetic arithmetic) {}
                })
                .script(script, java.util.Set.of());
    }
}
