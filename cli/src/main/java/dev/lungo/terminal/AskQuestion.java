package dev.lungo.terminal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A question that one key answers. Compared by identity: the same question may be put twice.
 */
final class AskQuestion {
    private final String text;
    private final List<Choice> choices;
    private final Consumer<Answer> answered;

    /** @param answered called once with the answer, on the thread that reads the keys */
    AskQuestion(String text, List<Choice> choices, Consumer<Answer> answered) {
        this.text = text;
        this.choices = List.copyOf(choices);
        this.answered = answered;
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
