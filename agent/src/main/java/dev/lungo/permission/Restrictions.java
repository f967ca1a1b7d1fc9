package dev.lungo.permission;

import dev.lungo.permission.CommandPattern.Fit;
import dev.lungo.shell.Redirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the rule of a list that forbids a command line or wants it asked about. Immutable. */
final class Restrictions {
    /** What the rules say. */
    sealed interface Found {
        /** The rule means something that would run. */
        record Certainly(PermissionRule rule) implements Found {}

        /** Nobody knows whether it does. */
        record Perhaps(String why) implements Found {}

        record Nothing() implements Found {}
    }

    private static final int MOST_WORDS = 2_000;

    private final List<PermissionRule> files;
    private final CommandRules commands;
    private final Places places;

    Restrictions(List<PermissionRule> rules, String tool, Places places) {
        this.files = rules.stream().filter(Restrictions::isAboutFiles).toList();
        this.commands = CommandRules.of(rules, tool);
        this.places = places;
    }

    /** The rule about every command. */
    Optional<PermissionRule> everything() {
        return commands.everything();
    }

    Found of(ReadLine line, AllForms forms) {
        Optional<CommandRules.Reading> fitting = commands.fitting(forms.texts(), Fit.YES);
        if (fitting.isPresent()) {
            return new Found.Certainly(fitting.get().rule());
        }
        if (!files.isEmpty() && isTooLong(line)) {
            return new Found.Perhaps("it names too many files to look at each, and a rule is about files");
        }
        Optional<PermissionRule> file = files.isEmpty() ? Optional.empty() : file(line);
        if (file.isPresent()) {
            return new Found.Certainly(file.get());
        }
        Optional<CommandRules.Reading> perhaps = commands.fitting(forms.texts(), Fit.MAYBE);
        if (perhaps.isPresent()) {
            return new Found.Perhaps("it may come to what the rule "
                    + perhaps.get().rule().shown() + " means, which is only known while it runs");
        }
        if (!commands.some().isEmpty() && !forms.hidden().isEmpty()) {
            return new Found.Perhaps(
                    "nobody can see " + String.join(" and ", forms.hidden()) + " before it runs, and the rule "
                            + commands.some().getFirst().rule().shown() + " may mean it");
        }
        return new Found.Nothing();
    }

    /** Of a line that cannot be read. */
    Found ofUnreadable(String line) {
        Optional<PermissionRule> named = commands.named(line);
        if (named.isPresent()) {
            return new Found.Certainly(named.get());
        }
        return commands.some().isEmpty()
                ? new Found.Nothing()
                : new Found.Perhaps("it cannot be read, and the rule "
                        + commands.some().getFirst().rule().shown() + " may mean it");
    }

    /** That no file at all may be read says nothing about commands. */
    private static boolean isAboutFiles(PermissionRule rule) {
        return switch (rule.kind()) {
            case READ -> rule.specifier().isPresent();
            case WRITE -> true;
            case COMMAND, NOTHING -> false;
        };
    }

    private static boolean isTooLong(ReadLine line) {
        return line.calls().stream().mapToInt(call -> call.words().size()).sum() > MOST_WORDS;
    }

    /** Words that name a file a rule is about; of a command that only prints its words they name none. */
    private Optional<PermissionRule> file(ReadLine line) {
        for (Call call : line.calls()) {
            for (Redirection redirection : call.redirections()) {
                for (Argument target : line.meant(redirection.target(), call)) {
                    boolean file = redirection.writes() || redirection.kind() == Redirection.Kind.READ;
                    Optional<PermissionRule> found = file
                            ? places.restricting(files, target, line.folders(), redirection.writes())
                            : Optional.empty();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            boolean writes = WritingPrograms.knows(call.program());
            for (Argument argument : named(call)) {
                Optional<PermissionRule> found = places.restricting(files, argument, line.folders(), writes);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<Argument> named(Call call) {
        if (call.program().equals("echo") || call.program().equals("printf")) {
            return List.of();
        }
        List<Argument> named = new ArrayList<>();
        for (Argument argument : call.words()) {
            String value = argument.value();
            int equals = value.indexOf('=');
            if (!value.startsWith("-")) {
                named.add(argument);
            }
            if (argument.constant() && equals > 0) {
                named.add(Argument.of(value.substring(equals + 1)));
            }
        }
        return named;
    }
}
