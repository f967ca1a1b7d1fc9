package dev.lungo.terminal;

import java.util.List;

/** What the model thinks aloud, kept short. For one thread at a time. */
final class InteractiveThoughts {
    private static final int KEPT = 2_000;
    private static final int SHOWN = 240;

    private final StringBuilder text = new StringBuilder();

    void add(String delta) {
        if (text.length() < KEPT) {
            text.append(delta);
        }
    }

    /** The thought is over; answers how it began. */
    List<Line> end() {
        String thought = text.toString().strip();
        text.setLength(0);
        if (thought.isEmpty()) {
            return List.of();
        }
        String oneLine = String.join(" ", thought.lines().map(String::strip).toList());
        boolean cut = oneLine.length() > SHOWN;
        return List.of(Line.of(Tint.DIM, "✻ " + (cut ? oneLine.substring(0, SHOWN) + "…" : oneLine))
                .prose());
    }
}
