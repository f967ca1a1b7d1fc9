package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy.Decision;
import dev.lungo.tool.Tool;
import java.util.List;

/** A call that would have to be asked about, where nobody is asked: it is denied, and the model told what to do. */
record Unasked(Tool tool, Verdict.Ask ask) {
    Decision decision() {
        String name = tool.spec().name();
        return new Decision.Denied(
                name + " was not run: it needs the user's permission (" + ask.why() + "), and nobody can be asked now."
                        + " Do not try to reach the same in another way. Do what can be done without it and say at the end"
                        + " what is missing; the user can run Lungo again with --allowedTools " + quoted(rules(name))
                        + " or with --permission-mode "
                        + switch (tool.access()) {
                            case WRITE -> PermissionMode.ACCEPT_EDITS.spelling();
                            case READ, COMMAND -> PermissionMode.BYPASS.spelling();
                        }
                        + ".",
                new Grounds(Grounds.By.NOBODY, ask.why()));
    }

    private String rules(String name) {
        List<Verdict.Suggestion> suggestions = ask.suggestions();
        return suggestions.isEmpty() || suggestions.getFirst().rules().isEmpty()
                ? name
                : String.join(",", suggestions.getFirst().rules());
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
