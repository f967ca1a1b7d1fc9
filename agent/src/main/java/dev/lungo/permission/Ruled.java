package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import java.util.List;

/**
 * Words what was decided about a call, and turns asking into a denial where the mode never asks.
 *
 * @param what the call, short: {@code edit_file src/A.java}
 */
record Ruled(PermissionMode mode, String what) {
    private static final int LONGEST = 200;

    /** A denial means what would be done, not the words of the call. */
    private static final String WITHOUT = "Do not do the same by another program, script or path: go on without it, and"
            + " tell the user what is missing.";

    Ruled {
        what = what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "…";
    }

    Verdict denied(PermissionRule rule) {
        return new Verdict.Denied(
                "Denied: " + what + ". The rule " + rule.shown() + " forbids it. Nothing was done. " + WITHOUT,
                new Grounds(Grounds.By.RULE, "denied by " + rule.shown()));
    }

    /** In plan mode, where nothing is changed. */
    Verdict notInPlan() {
        return new Verdict.Denied(
                "Denied: " + what
                        + ". In plan mode nothing is changed, and only commands that are known to change nothing"
                        + " run. Nothing was done. Look around with read_file, glob, grep and such commands, then end your turn"
                        + " with the plan; the user decides about it and leaves plan mode.",
                new Grounds(Grounds.By.MODE, "plan mode changes nothing"));
    }

    /** A rule wants a person to be asked, whatever else allows the call. */
    Verdict asked(PermissionRule rule) {
        return ask("the rule " + rule.shown() + " asks about it", List.of());
    }

    Verdict ask(String why, List<Verdict.Suggestion> suggestions) {
        if (mode != PermissionMode.DONT_ASK) {
            return new Verdict.Ask(why, suggestions);
        }
        String rule = suggestions.isEmpty()
                ? ""
                : " A rule such as "
                        + String.join(" and ", suggestions.getFirst().rules()) + " would allow it.";
        return new Verdict.Denied(
                "Denied: " + what + ". It would need to be asked about (" + why
                        + "), and mode dontAsk asks nobody. Nothing"
                        + " was done. " + WITHOUT + rule,
                new Grounds(Grounds.By.MODE, "dontAsk: " + why));
    }

    Verdict allowed(PermissionRule rule) {
        return new Verdict.Allowed(new Grounds(Grounds.By.RULE, "allowed by " + rule.shown()));
    }

    Verdict allowedByMode(String why) {
        return new Verdict.Allowed(new Grounds(Grounds.By.MODE, mode.spelling() + ": " + why));
    }

    Verdict bypassed() {
        return allowedByMode("no rule forbids it");
    }
}
