package dev.lungo.terminal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A question that one key answers, or a row that is picked. Compared by identity: the same question may be put twice.
 */
final class AskQuestion {
    private static final Choice PICK = new Choice('\r', "\r", "picks");
    private static final Choice LEAVE = new Choice('\033', "cancel", "leaves it", false, true);

    private final String text;
    private final List<Choice> choices;
    private final Optional<AskRows> rows;
    private final boolean expected;
    private final Consumer<Answer> answered;

    /** @param answered called once with the answer, on the thread that reads the keys */
    AskQuestion(String text, List<Choice> choices, Consumer<Answer> answered) {
        this(text, choices, Optional.empty(), false, answered);
    }

    private AskQuestion(
            String text, List<Choice> choices, Optional<AskRows> rows, boolean expected, Consumer<Answer> answered) {
        this.text = text;
        this.choices = List.copyOf(choices);
        this.rows = rows;
        this.expected = expected;
        this.answered = answered;
    }

    /**
     * One that is answered by picking a row.
     *
     * @param picked called with the number of the row, on the thread that reads the keys
     * @param left called there where none is picked
     */
    static AskQuestion ofRows(String text, AskRows rows, IntConsumer picked, Runnable left) {
        return new AskQuestion(text, List.of(PICK, LEAVE), Optional.of(rows), true, answer -> {
            if (answer.key() == PICK.key()) {
                picked.accept(Integer.parseInt(answer.words()));
            } else {
                left.run();
            }
        });
    }

    /** One that comes because the person has just asked for it: keys count at once. */
    static AskQuestion expected(String text, List<Choice> choices, Consumer<Answer> answered) {
        return new AskQuestion(text, choices, Optional.empty(), true, answered);
    }

    boolean isExpected() {
        return expected;
    }

    /** The rows to pick from; empty where keys alone answer. */
    Optional<AskRows> rows() {
        return rows;
    }

    String text() {
        return text;
    }

    List<Choice> choices() {
        return choices;
    }

    Optional<Choice> choice(String key) {
        return choices.stream()
                .filter(choice -> key.equalsIgnoreCase(String.valueOf(choice.key())))
                .findFirst();
    }

    /** The choice that leaves everything as it is, which Escape stands for; empty where Escape means something else. */
    Optional<Choice> harmless() {
        return choices.stream().filter(Choice::harmless).findFirst();
    }

    void answer(Choice choice, String words) {
        answered.accept(new Answer(choice.key(), words));
    }

    /**
     * One way to answer.
     *
     * @param word what to type where there are no single keys
     * @param meaning what it does, for people
     * @param worded whether words follow
     * @param harmless whether Escape stands for it
     */
    record Choice(char key, String word, String meaning, boolean worded, boolean harmless) {
        Choice(char key, String word, String meaning) {
            this(key, word, meaning, false, false);
        }
    }

    /** @param words what the person added, or empty */
    record Answer(char key, String words) {}
}
