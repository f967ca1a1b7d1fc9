package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy.Decision;
import dev.lungo.tool.Tool;
import java.util.Optional;

/** A call that would have to be asked about, where nobody is asked: it is denied, and the model told what to do. */
record Unasked(Tool tool, Verdict.Ask ask) {
    Decision decision() {
        return new Decision.Denied(
                tool.spec().name() + " was not run: it needs the user's permission (" + ask.why()
                        + "), and nobody can be asked now. Do not try to reach the same in another way. Do what can be done"
                        + " without it and say at the end what is missing; the user can go on with this session in a"
                        + " terminal, where Lungo asks, or run Lungo again with "
                        + rule().map(rule -> rule + " or ").orElse("")
                        + "--permission-mode " + mode().spelling() + ".",
                new Grounds(Grounds.By.NOBODY, ask.why()));
    }

    /** The option that would allow it and little else; empty where no rule can. */
    private Optional<String> rule() {
        return ask.suggestions().stream()
                .map(suggestion -> String.join(",", suggestion.rules()))
                .filter(rules -> !rules.isEmpty())
                .findFirst()
                .map(rules -> "--allowedTools " + quoted(rules));
    }

    private PermissionMode mode() {
        return switch (tool.access()) {
            case WRITE -> PermissionMode.ACCEPT_EDITS;
            case READ, COMMAND -> PermissionMode.BYPASS;
        };
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
