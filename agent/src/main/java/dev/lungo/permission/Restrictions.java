package dev.lungo.permission;

import dev.lungo.permission.CommandPattern.Fit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    Found of(AllForms forms) {
        Optional<CommandRules.Reading> fitting = commands.fitting(forms.texts(), Fit.YES);
        if (fitting.isPresent()) {
            return new Found.Certainly(fitting.get().rule());
        }
        Found file = files.isEmpty() ? new Found.Nothing() : new FileRestrictions(files, places).of(forms);
        if (file instanceof Found.Certainly) {
            return file;
        }
        Optional<CommandRules.Reading> perhaps = commands.fitting(forms.texts(), Fit.MAYBE);
        if (perhaps.isPresent()) {
            return new Found.Perhaps("it may come to what the rule "
                    + perhaps.get().rule().shown() + " means, which is only known while it runs");
        }
        Optional<PermissionRule> any = any();
        if (any.isPresent() && !forms.hidden().isEmpty()) {
            return new Found.Perhaps("nobody can see " + String.join(" and ", forms.hidden())
                    + " before it runs, and the rule " + any.get().shown() + " may mean it");
        }
        return file;
    }

    /** Of a line that cannot be read. */
    Found ofUnreadable(String line) {
        Optional<PermissionRule> named = commands.named(line);
        if (named.isPresent()) {
            return new Found.Certainly(named.get());
        }
        return any().<Found>map(
                        rule -> new Found.Perhaps("it cannot be read, and the rule " + rule.shown() + " may mean it"))
                .orElse(new Found.Nothing());
    }

    /** A rule that what cannot be seen may be about. */
    private Optional<PermissionRule> any() {
        return Stream.concat(commands.some().stream().map(CommandRules.Reading::rule), files.stream())
                .findFirst();
    }

    /** That no file at all may be read says nothing about commands. */
    private static boolean isAboutFiles(PermissionRule rule) {
        return switch (rule.kind()) {
            case READ -> rule.specifier().isPresent();
            case WRITE -> true;
            case COMMAND, NOTHING -> false;
        };
    }
}
