package dev.lungo.tasks;

import java.util.LinkedHashMap;
import java.util.Map;

/** Plain text of lines {@code key value}; a value may be any text, its line breaks and percent signs are escaped. */
final class Lines {
    private Lines() {}

    static String format(Map<String, String> values) {
        var text = new StringBuilder();
        values.forEach((key, value) ->
                text.append(key).append(' ').append(escape(value)).append('\n'));
        return text.toString();
    }

    /** Only lines that are complete count: what follows the last line break was torn, or is filler. */
    static Map<String, String> parse(String text) {
        var values = new LinkedHashMap<String, String>();
        var from = 0;
        for (var end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            var line = text.substring(from, end);
            var blank = line.indexOf(' ');
            if (blank > 0) {
                values.put(line.substring(0, blank), unescape(line.substring(blank + 1)));
            }
            from = end + 1;
        }
        return values;
    }

    private static String escape(String value) {
        return value.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D");
    }

    private static String unescape(String value) {
        return value.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }
}
