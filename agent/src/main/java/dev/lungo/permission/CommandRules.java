package dev.lungo.permission;

import dev.lungo.permission.CommandPattern.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules about the commands of one tool. */
final class CommandRules {
    /**
     * A rule and how it reads commands.
     *
     * @param pattern empty where the rule is about every command
     */
    record Reading(PermissionRule rule, Optional<CommandPattern> pattern) {
        /** Whether a rule about some commands fits. */
        boolean fits(CommandText text) {
            return pattern.orElseThrow().fit(text) == Fit.YES;
        }
    }

    private final List<Reading> rules;

    private CommandRules(List<Reading> rules) {
        this.rules = rules;
    }

    static CommandRules of(List<PermissionRule> rules, String tool) {
        var readings = new ArrayList<Reading>();
        for (PermissionRule rule : rules) {
            if (rule.kind() == ToolNames.Kind.COMMAND && rule.covers(tool)) {
                readings.add(new Reading(rule, rule.specifier().map(CommandPattern::parse)));
            }
        }
        return new CommandRules(readings);
    }

    /** The rule about every command, if there is one. */
    Optional<PermissionRule> everything() {
        return rules.stream()
                .filter(reading -> reading.pattern().isEmpty())
                .map(Reading::rule)
                .findFirst();
    }

    /** The rules about some commands. */
    List<Reading> some() {
        return rules.stream().filter(reading -> reading.pattern().isPresent()).toList();
    }

    /** The first rule that fits a call, with what it sets or without. */
    Optional<Reading> allowing(Call call) {
        List<CommandText> texts = new ArrayList<>();
        texts.add(call.text(true));
        texts.add(call.text(false));
        if (call.isStandard()) {
            texts.add(call.bare().text(false));
        }
        return fitting(texts, Fit.YES);
    }

    /** The first rule that fits one of the texts as well as wanted. */
    Optional<Reading> fitting(List<CommandText> texts, Fit atLeast) {
        for (Reading reading : some()) {
            for (CommandText text : texts) {
                if (reading.pattern().orElseThrow().fit(text).compareTo(atLeast) >= 0) {
                    return Optional.of(reading);
                }
            }
        }
        return Optional.empty();
    }

    /** The first rule without wildcards that is the whole line, letter by letter. */
    Optional<PermissionRule> wholeLine(String line) {
        return some().stream()
                .filter(reading -> reading.pattern().orElseThrow().exact())
                .map(Reading::rule)
                .filter(rule -> rule.specifier().orElse("").equals(line.strip()))
                .findFirst();
    }

    /** The first rule about a program that the text of a line names, for a line that cannot be read. */
    Optional<PermissionRule> named(String line) {
        return some().stream()
                .filter(reading -> reading.pattern().orElseThrow().names(line))
                .map(Reading::rule)
                .findFirst();
    }
}
