package dev.lungo.shell;

import dev.lungo.shell.Invocation.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What running a script may run. */
public final class Commands {
    private Commands() {}

    /**
     * Every simple command, in the order in which they stand, those of substitutions before the command they are in.
     * Bodies of functions count whether they are called or not.
     */
    public static List<Invocation> of(Script script) {
        var all = new All();
        new Walk(all).script(script, Set.of());
        return all.simple.stream().map(all::invocation).toList();
    }

    /** Collects them. */
    private static final class All implements Walk.Visitor {
        private final List<Placed> simple = new ArrayList<>();
        private final Set<String> functions = new HashSet<>();

        private record Placed(ShellCommand.Simple command, Set<Place> places) {}

        @Override
        public void command(ShellCommand.Simple command, Set<Place> places) {
            simple.add(new Placed(command, places));
        }

        @Override
        public void function(ShellCommand.Function function) {
            functions.add(function.name());
        }

        @Override
        public void test(ShellCommand.Test test) {}

        @Override
        public void arithmetic(WordPart.Arithmetic arithmetic) {}

        private Invocation invocation(Placed placed) {
            ShellCommand.Simple command = placed.command();
            boolean redefined = !command.words().isEmpty()
                    && command.words()
                            .getFirst()
                            .constant()
                            .filter(functions::contains)
                            .isPresent();
            return new Invocation(
                    command.assignments(), command.words(), command.redirections(), placed.places(), redefined);
        }
    }
}
