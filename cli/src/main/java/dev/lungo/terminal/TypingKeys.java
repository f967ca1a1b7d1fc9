package dev.lungo.terminal;

import java.util.List;
import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/** What the keys do beyond JLine's usual ones. */
final class TypingKeys {
    /** Milliseconds to tell Escape from the sequences that begin with it. */
    private static final long ESCAPE_PAUSE = 80;

    private static final String ESCAPE = "\033";
    private static final String CTRL_B = "\002";
    private static final String CTRL_C = "\003";
    private static final String CTRL_G = "\007";
    private static final List<String> NEW_LINE = List.of("\033\r", "\033\n", "\033[13;2u", "\033[27;2;13~");

    private TypingKeys() {}

    static void bind(TypingReader reader) {
        reader.getWidgets().put("lungo-escape", () -> {
            reader.escape(reader.keys()::escape);
            return true;
        });
        reader.getWidgets().put("lungo-cancel", () -> {
            cancel(reader);
            return true;
        });
        reader.getWidgets().put("lungo-background", () -> {
            reader.keys().background();
            return true;
        });
        reader.getWidgets().put("lungo-new-line", () -> {
            reader.getBuffer().write("\n");
            return true;
        });
        KeyMap<Binding> keys =
                Objects.requireNonNull(reader.getKeyMaps().get(LineReader.EMACS), "JLine always has these keys");
        keys.setAmbiguousTimeout(ESCAPE_PAUSE);
        keys.bind(new Reference("lungo-escape"), ESCAPE);
        keys.bind(new Reference("lungo-cancel"), CTRL_C, CTRL_G);
        keys.bind(new Reference("lungo-background"), CTRL_B);
        keys.bind(new Reference("lungo-new-line"), NEW_LINE);
    }

    private static void cancel(TypingReader reader) {
        if (reader.answering()) {
            reader.escape(reader.keys()::escape);
        } else if (reader.getBuffer().length() > 0) {
            reader.wipe();
        } else {
            reader.escape(reader.keys()::cancel);
        }
    }
}
