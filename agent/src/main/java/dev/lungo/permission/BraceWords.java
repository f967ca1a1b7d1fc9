package dev.lungo.permission;

import dev.lungo.shell.Word;
import dev.lungo.shell.WordPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the words that {@code src/{main,test}} stands for. */
final class BraceWords {
    private static final int MOST = 32;

    private BraceWords() {}

    /** The words; empty where braces are nested or count, or stand beside quotes or variables. */
    static Optional<List<Word>> of(Word word) {
        if (word.parts().size() != 1
                || !(word.parts().getFirst() instanceof WordPart.Braces(var text))
                || text.startsWith("~")) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>(List.of(text));
        while (texts.getFirst().indexOf('{') >= 0) {
            var longer = new ArrayList<String>();
            for (String one : texts) {
                int open = one.indexOf('{');
                int close = one.indexOf('}', open);
                String inside = close < 0 ? "" : one.substring(open + 1, close);
                if (inside.indexOf(',') < 0 || inside.indexOf('{') >= 0 || inside.contains("..")) {
                    return Optional.empty();
                }
                for (String choice : inside.split(",", -1)) {
                    longer.add(one.substring(0, open) + choice + one.substring(close + 1));
                }
            }
            if (longer.size() > MOST) {
                return Optional.empty();
            }
            texts = longer;
        }
        // The shell expands a tilde when the braces are gone.
        return texts.stream().anyMatch(one -> one.indexOf('}') >= 0 || one.matches("(.*[:=])?~.*"))
                ? Optional.empty()
                : Optional.of(texts.stream().map(BraceWords::word).toList());
    }

    private static Word word(String text) {
        boolean pattern = text.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
        return new Word(
                text, List.of(pattern ? new WordPart.Glob(text) : new WordPart.Literal(text, WordPart.Quoting.NONE)));
    }
}
