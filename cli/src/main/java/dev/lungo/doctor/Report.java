package dev.lungo.doctor;

import dev.lungo.model.Json;
import dev.lungo.terminal.Columns;
import dev.lungo.terminal.Harmless;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Findings for people and for programs.
 *
 * @param colour whether it is welcome
 * @param columns of the terminal; 0 where lines are not to be broken
 */
public record Report(List<Finding> findings, boolean colour, int columns) {
    private static final int INDENT = 27;
    private static final int ADVICE = 7;

    /** Lines for people. */
    public String text() {
        var text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(
                    switch (finding) {
                        case Finding.Fine _ -> painted("32", "ok      ");
                        case Finding.Missing _ -> painted("33", "missing ");
                        case Finding.Broken _ -> painted("1;31", "BROKEN  ");
                    });
            text.append(String.format(" %-17s ", finding.subject()))
                    .append(Columns.wrapped(Harmless.line(finding.fact()), INDENT, columns))
                    .append('\n');
            switch (finding) {
                case Finding.Fine _ -> {}
                case Finding.Missing(var _, var _, var cost, var remedy) -> advice(text, cost, remedy);
                case Finding.Broken(var _, var _, var cost, var remedy) -> advice(text, cost, remedy);
            }
        }
        return text.append('\n').append(sum()).toString();
    }

    private void advice(StringBuilder text, String cost, String remedy) {
        text.repeat(' ', INDENT)
                .append(painted("2", "costs: "))
                .append(Columns.wrapped(Harmless.line(cost), INDENT + ADVICE, columns))
                .append('\n');
        text.repeat(' ', INDENT)
                .append(painted("2", "to do: "))
                .append(Columns.wrapped(Harmless.line(remedy), INDENT + ADVICE, columns))
                .append('\n');
    }

    private String sum() {
        long broken = count(Finding.Broken.class);
        long missing = count(Finding.Missing.class);
        if (broken > 0) {
            return painted(
                    "1;31",
                    broken + (broken == 1 ? " thing" : " things") + " that Lungo needs " + (broken == 1 ? "is" : "are")
                            + " missing or broken.");
        }
        return missing == 0
                ? painted("32", "Everything is there.")
                : "Lungo works here; " + missing + (missing == 1 ? " thing is" : " things are") + " missing.";
    }

    private long count(Class<? extends Finding> kind) {
        return findings.stream().filter(kind::isInstance).count();
    }

    private String painted(String style, String text) {
        return colour ? "\033[" + style + "m" + text + "\033[0m" : text;
    }

    /** One JSON object on a line. */
    public String json() {
        ObjectNode json = Json.object().put("ok", Examination.isWell(findings));
        var list = json.putArray("findings");
        for (Finding finding : findings) {
            var one = list.addObject();
            switch (finding) {
                case Finding.Fine(var subject, var fact) -> put(one, "ok", subject, fact);
                case Finding.Missing(var subject, var fact, var cost, var remedy) ->
                    put(one, "missing", subject, fact).put("cost", cost).put("remedy", remedy);
                case Finding.Broken(var subject, var fact, var cost, var remedy) ->
                    put(one, "broken", subject, fact).put("cost", cost).put("remedy", remedy);
            }
        }
        return Json.line(json);
    }

    private static ObjectNode put(ObjectNode one, String state, String subject, String fact) {
        return one.put("state", state).put("subject", subject).put("fact", fact);
    }
}
