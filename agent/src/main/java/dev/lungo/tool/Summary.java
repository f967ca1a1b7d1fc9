package dev.lungo.tool;

/** Lines for people about calls whose input may be anything. */
final class Summary {
    private static final int LONGEST = 160;

    private Summary() {}

    /** The first of these fields that holds text, on one line; empty where none does. */
    static String of(ToolInput input, String... fields) {
        for (String field : fields) {
            String line = Facts.oneLine(text(input, field), LONGEST);
            if (!line.isEmpty()) {
                return line;
            }
        }
        return "";
    }

    private static String text(ToolInput input, String field) {
        try {
            return input.optionalText(field).orElse("");
        } catch (ToolInput.Invalid wrongType) {
            // The call itself will say so; a summary never fails.
            return "";
        }
    }
}
