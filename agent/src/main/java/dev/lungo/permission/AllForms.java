package dev.lungo.permission;

import dev.lungo.shell.Redirection;
import dev.lungo.shell.Script;
import dev.lungo.shell.ShellParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything in a line that a rule which forbids or asks may mean: every command, also without its folder, without a
 * wrapper around it, and inside a script for a shell. Rather too much than too little. One use.
 */
final class AllForms {
    private static final int DEEPEST = 6;

    /**
     * A command that another one may run.
     *
     * @param certain whether it would run it, and its name is not just a subcommand
     */
    record Carried(ReadLine line, Call call, boolean certain) {}

    /** A wrapper with more words in front of its command hides it. */
    private static final int MOST_WORDS = 64;

    private final Path home;
    private final Map<String, String> environment;
    private final List<CommandText> texts = new ArrayList<>();
    private final List<ReadLine> lines = new ArrayList<>();
    private final List<Carried> carried = new ArrayList<>();
    private final Set<String> hidden = new LinkedHashSet<>();

    AllForms(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    List<CommandText> texts() {
        return texts;
    }

    /** The line and the scripts in it. */
    List<ReadLine> lines() {
        return lines;
    }

    List<Carried> carried() {
        return carried;
    }

    /** What cannot be seen before it runs, for people. */
    Set<String> hidden() {
        return hidden;
    }

    /** What a command of a line may run besides itself. */
    static AllForms behind(ReadLine line, Call call, Path home, Map<String, String> environment) {
        var forms = new AllForms(home, environment);
        forms.call(line, call, 0);
        return forms;
    }

    AllForms add(ReadLine line) {
        return add(line, 0);
    }

    private AllForms add(ReadLine line, int depth) {
        lines.add(line);
        for (Call call : line.calls()) {
            call(line, call, depth);
        }
        return this;
    }

    private void call(ReadLine line, Call call, int depth) {
        if (call.words().isEmpty()) {
            return;
        }
        if (!call.settings().isEmpty()) {
            texts.add(call.text(true));
        }
        texts.add(call.text(false));
        String program = call.program();
        if (program.isEmpty() && !call.words().getFirst().constant()) {
            hidden.add("which program " + call.words().getFirst().written() + " is");
        } else if (!call.words().getFirst().is(program)) {
            texts.add(named(program, call).text(false));
        }
        if (program.equals("git")) {
            texts.add(GitForms.withoutOptions(call).text(false));
        } else if (program.startsWith("git-")) {
            texts.add(GitForms.subcommand(program.substring(4), call).text(false));
        }
        if (program.equals("eval")) {
            Shells.evaluated(call)
                    .ifPresentOrElse(
                            text -> script(text, call, line, depth),
                            () -> hidden.add("what " + call.shown() + " runs"));
        } else if (program.equals(".") || program.equals("source")) {
            sourced(line, call, depth);
        } else if (program.equals("alias") && call.words().size() > 1) {
            hidden.add("what the names of " + call.shown() + " run");
        } else if (Wrappers.isShell(program)) {
            shell(line, call, depth);
        } else if (Wrappers.carries(program)) {
            carried(line, call, depth);
        }
    }

    /** A file is a program of its own; what is none, such as a here-string, may be anything. */
    private void sourced(ReadLine line, Call call, int depth) {
        boolean file = call.arguments().stream()
                .limit(1)
                .allMatch(name -> name.constant() && !name.value().matches("/(dev|proc)/.*"));
        if (!documents(line, call, depth) && !file) {
            hidden.add("what " + call.shown() + " runs");
        }
    }

    private void shell(ReadLine line, Call call, int depth) {
        boolean documents = documents(line, call, depth);
        switch (Shells.of(call, false)) {
            case Shells.Source.Script(var text) -> {
                script(text, call, line, depth);
                boolean read = Shells.of(call, true) instanceof Shells.Source.Script;
                if (!read || !PortableScript.isRead(call.program(), text)) {
                    hidden.add("what " + call.shown() + " runs");
                }
            }
            case Shells.Source.File() -> {}
            case Shells.Source.Unknown(var _) -> {
                if (!documents) {
                    hidden.add("what " + call.shown() + " runs");
                }
            }
        }
    }

    /** The scripts that stand in here-documents and here-strings; false where there is none. */
    private boolean documents(ReadLine line, Call call, int depth) {
        boolean documents = false;
        for (Redirection redirection : call.redirections()) {
            var text = redirection.document().isPresent()
                    ? redirection.document().get().body().constant()
                    : redirection.kind() == Redirection.Kind.HERE_STRING
                            ? redirection.target().constant()
                            : Optional.<String>empty();
            if (text.isPresent()) {
                documents = true;
                script(text.get(), call, line, depth);
            }
        }
        return documents;
    }

    /** Any of the words may be the begin of a command, and any single one a script. */
    private void carried(ReadLine line, Call call, int depth) {
        if (call.words().size() > MOST_WORDS || depth >= DEEPEST) {
            hidden.add("what " + call.shown() + " runs");
            return;
        }
        boolean text = CarriedScripts.readsScript(call) && documents(line, call, depth);
        if (CarriedScripts.areHidden(call, text)) {
            hidden.add("what " + call.shown() + " runs");
        }
        CarriedScripts.in(call).forEach(script -> script(script, call, line, depth));
        unwrapped(call, depth);
        for (int at = 1; at < call.words().size(); at++) {
            Argument word = call.words().get(at);
            if (word.constant() && (word.value().startsWith("-") || word.value().isEmpty())) {
                continue;
            }
            Call inner = call.from(at);
            texts.add(inner.text(false));
            texts.add(named(inner.program(), inner).text(false));
            carried.add(new Carried(line, inner, !CommandSuggestions.takesSubcommand(call.program())));
            if (inner.program().equals("git")) {
                texts.add(GitForms.withoutOptions(inner).text(false));
            }
            if (Wrappers.isShell(inner.program()) || inner.program().equals("eval")) {
                call(line, inner, depth + 1);
            }
        }
    }

    /** A wrapper whose command, or the begin of whose command, is made of what it reads or finds. */
    private void unwrapped(Call call, int depth) {
        if (call.program().equals("find")) {
            FindExpression.of(call.arguments())
                    .runs()
                    .forEach(run -> unwrapped(call.with(List.of(), run.words()), depth + 1));
        } else if (depth < DEEPEST && Wrappers.wraps(call.program())) {
            switch (Wrappers.unwrap(call)) {
                case Wrappers.Unwrapped.Inner(var inner) -> {
                    if (inner.words().getFirst().constant()) {
                        texts.add(inner.text(false));
                        unwrapped(inner, depth + 1);
                    } else {
                        hidden.add("which program " + call.shown() + " runs");
                    }
                }
                case Wrappers.Unwrapped.Unclear _ -> {
                    if (call.program().equals("xargs")) {
                        hidden.add("which program " + call.shown() + " runs");
                    }
                }
                case Wrappers.Unwrapped.Nothing() -> {}
            }
        }
    }

    private void script(String text, Call call, ReadLine around, int depth) {
        if (depth < DEEPEST && ShellParser.parse(text) instanceof Script script) {
            add(ReadLine.of(script, around.folders(), home, environment, false), depth + 1);
        } else {
            hidden.add("what " + call.shown() + " runs");
        }
    }

    /** The same command under its program's bare name. */
    private static Call named(String program, Call call) {
        if (program.isEmpty()) {
            return call;
        }
        var words = new ArrayList<Argument>();
        words.add(Argument.of(program));
        words.addAll(call.arguments());
        return call.with(List.of(), words);
    }
}
