package dev.lungo.cli;

import dev.lungo.permission.PermissionRule;
import java.util.ArrayList;
import java.util.List;

/** Takes the value of an option apart into rules: commas and blanks separate them, except in parentheses and quotes. */
final class RuleWords {
    private final String value;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int depth;

    private RuleWords(String value) {
        this.value = value;
    }

    /**
     * The rules that an option gives, all its values together.
     *
     * @throws UsageException for one that is none
     */
    static List<PermissionRule> of(CommandLine line, Flag flag) {
        var rules = new ArrayList<PermissionRule>();
        for (String value : line.values(flag)) {
            for (String rule : new RuleWords(value).split()) {
                try {
                    rules.add(PermissionRule.parse(rule, PermissionRule.Source.FLAG));
                } catch (IllegalArgumentException malformed) {
                    throw new UsageException(flag.spelling() + ": " + malformed.getMessage());
                }
            }
        }
        return List.copyOf(rules);
    }

    private List<String> split() {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (depth == 0 && (c == ',' || Character.isWhitespace(c))) {
                endWord();
            } else if (depth > 0 && (c == '\'' || c == '"') && value.indexOf(c, at + 1) > 0) {
                int end = value.indexOf(c, at + 1);
                word.append(value, at, end + 1);
                at = end;
            } else if (c == '\\' && at + 1 < value.length()) {
                word.append(c).append(value.charAt(++at));
            } else {
                depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
                word.append(c);
            }
        }
        endWord();
        return words;
    }

    private void endWord() {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
