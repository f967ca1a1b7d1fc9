package dev.lungo.terminal;

import java.util.List;
import java.util.Map;
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
    private static final String SHIFT_TAB = "\033[Z";
    private static final String CTRL_B = "\002";
    private static final String CTRL_C = "\003";
    private static final String CTRL_G = "\007";
    private static final String CTRL_Z = "\032";
    private static final List<String> NEW_LINE = List.of("\033\r", "\033\n", "\033[13;2u", "\033[27;2;13~");

    /** How sequences of keys begin. */
    private static final List<String> SEQUENCE = List.of("\033[", "\033O");

    /** Keys that terminals send in more ways than their description says, by what they do. */
    private static final Map<String, List<String>> ALIASES = Map.of(
            LineReader.UP_LINE_OR_SEARCH, List.of("\033[A", "\033OA"),
            LineReader.DOWN_LINE_OR_SEARCH, List.of("\033[B", "\033OB"),
            LineReader.FORWARD_CHAR, List.of("\033[C", "\033OC"),
            LineReader.BACKWARD_CHAR, List.of("\033[D", "\033OD"),
            LineReader.BEGINNING_OF_LINE, List.of("\033[H", "\033OH", "\033[1~"),
            LineReader.END_OF_LINE, List.of("\033[F", "\033OF", "\033[4~"),
            LineReader.FORWARD_WORD, List.of("\033[1;5C", "\033[1;3C"),
            LineReader.BACKWARD_WORD, List.of("\033[1;5D", "\033[1;3D"));

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
        reader.getWidgets().put("lungo-mode", () -> {
            reader.keys().nextMode();
            return true;
        });
        reader.getWidgets().put("lungo-pause", () -> {
            reader.pause();
            return true;
        });
        reader.getWidgets().put("lungo-unknown", () -> {
            skipSequence(reader);
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
        keys.bind(new Reference("lungo-unknown"), SEQUENCE);
        ALIASES.forEach((what, sequences) -> keys.bind(new Reference(what), sequences));
        keys.bind(new Reference("lungo-cancel"), CTRL_C, CTRL_G);
        keys.bind(new Reference("lungo-background"), CTRL_B);
        keys.bind(new Reference("lungo-mode"), SHIFT_TAB);
        keys.bind(new Reference("lungo-pause"), CTRL_Z);
        keys.bind(new Reference("lungo-new-line"), NEW_LINE);
    }

    /** A key that means nothing here must neither count as Escape nor leave its end on the line. */
    private static void skipSequence(TypingReader reader) {
        for (int c = reader.peekCharacter(ESCAPE_PAUSE); c >= ' '; c = reader.peekCharacter(ESCAPE_PAUSE)) {
            reader.readCharacter();
            if (c >= '@') {
                return;
            }
        }
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
