package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy.Decision;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call that would have to be asked about, where nobody is asked: it is denied, and the model told what to do. Only what
 * would allow this very call is named as a way to do so.
 */
record Unasked(Permissions.Judging judging, PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input) {
    Decision decision(Verdict.Ask ask) {
        String again =
                Stream.of(rule(ask), freerMode()).flatMap(Optional::stream).collect(Collectors.joining(" or "));
        return new Decision.Denied(
                tool.spec().name() + " was not run: it needs the user's permission (" + ask.why()
                        + "), and nobody can be asked now. Do not try to reach the same in another way. Do what can be done"
                        + " without it and say at the end what is missing; the user can go on with this session in a"
                        + " terminal (lungo -c), where Lungo asks"
                        + (again.isEmpty() ? "" : ", or run Lungo again with " + again) + ".",
                new Grounds(Grounds.By.NOBODY, ask.why()));
    }

    /** The option that would allow it and little else; empty where no rule does. */
    private Optional<String> rule(Verdict.Ask ask) {
        return Stream.concat(ask.suggestions().stream().map(Verdict.Suggestion::rules), thisFile())
                .filter(written -> !written.isEmpty() && isAllowed(mode, written))
                .findFirst()
                .map(written -> "--allowedTools " + quoted(String.join(",", written)));
    }

    /** A guarded file is not suggested to a person who is asked, but may be named by one who means it. */
    private Stream<List<String>> thisFile() {
        if (tool.access() != Tool.Access.WRITE) {
            return Stream.empty();
        }
        try {
            return input.optionalText("path").stream()
                    .map(path -> "/" + path.replaceAll("[*?\\[\\\\]", "\\\\$0"))
                    .map(pattern -> List.of("Edit(" + pattern + ")"));
        } catch (ToolInput.Invalid noText) {
            return Stream.empty(); // a call that names no file, which the tool refuses
        }
    }

    private Optional<String> freerMode() {
        Stream<PermissionMode> freer = switch (tool.access()) {
            case WRITE -> Stream.of(PermissionMode.ACCEPT_EDITS);
            case READ -> Stream.empty();
            case COMMAND -> Stream.of(PermissionMode.ACCEPT_EDITS, PermissionMode.BYPASS);
        };
        return freer.filter(next -> judging.judge(next, rules, tool, input) instanceof Verdict.Allowed)
                .findFirst()
                .map(next -> "--permission-mode " + next.spelling());
    }

    private boolean isAllowed(PermissionMode under, List<String> more) {
        try {
            PermissionRules with = rules.allowing(more.stream()
                    .map(rule -> PermissionRule.parse(rule, PermissionRule.Source.FLAG))
                    .toList());
            return judging.judge(under, with, tool, input) instanceof Verdict.Allowed;
        } catch (IllegalArgumentException noSuchPattern) {
            return false; // a path such as ../x, which no rule can be written for in this way
        }
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
