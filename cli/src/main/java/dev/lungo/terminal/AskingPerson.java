package dev.lungo.terminal;

import dev.lungo.permission.Person;
import dev.lungo.permission.Question;
import dev.lungo.permission.Verdict.Suggestion;
import dev.lungo.terminal.AskQuestion.Choice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The person at the terminal, as whom an agent asks for permission. */
final class AskingPerson implements Person {
    private static final Choice ONCE = new Choice('y', "yes", "yes, once");
    private static final char SESSION = 's';
    private static final char ALWAYS = 'a';
    private static final Choice NO = new Choice('n', "no", "no");
    private static final Choice NO_BECAUSE = new Choice('w', "why", "no, and say why", true, false);

    private final Path workingFolder;
    private final Screen screen;
    private final InteractiveView view;
    /** Written by the thread that asks. */
    private volatile @Nullable Question open;
    /** What is on the screen of it; written by the thread that asks, then by the one that reads the keys. */
    private volatile @Nullable AskQuestion shown;

    AskingPerson(Path workingFolder, Screen screen, InteractiveView view) {
        this.workingFolder = workingFolder;
        this.screen = screen;
        this.view = view;
    }

    @Override
    public void ask(Question question) {
        var subject = AskSubject.of(question.tool(), question.input(), workingFolder);
        var offer = new AskOffer(question, workingFolder);
        var details = new ArrayList<Line>(subject.details());
        details.addAll(offer.details());
        view.detail(question.callId(), details);
        open = question;
        view.asking(true);
        put(question, subject.question(), offer);
    }

    @Override
    public void withdraw(Question question) {
        open = null;
        view.asking(false);
        AskQuestion last = shown;
        if (last != null) {
            screen.withdraw(last);
        }
    }

    @Override
    public void tell(String text) {
        view.print(List.of(
                Line.of(Tint.GOOD, "✔ ").and(Tint.PLAIN, Harmless.exact(text)).prose()));
    }

    private void put(Question question, String text, AskOffer offer) {
        var choices = new ArrayList<Choice>(List.of(ONCE));
        offer.session().ifPresent(meaning -> choices.add(new Choice(SESSION, "session", meaning)));
        offer.always().ifPresent(meaning -> choices.add(new Choice(ALWAYS, "always", meaning)));
        choices.add(NO);
        choices.add(NO_BECAUSE);
        show(question, new AskQuestion(text, choices, answer -> {
            switch (answer.key()) {
                case 'y' -> question.answer(new Answer.Once());
                case SESSION -> pick(question, text, offer, Answer.ForSession::new);
                case ALWAYS -> pick(question, text, offer, Answer.Always::new);
                default -> question.answer(new Answer.No(answer.words()));
            }
        }));
    }

    /** Which calls the yes is for, where there is more than one way to put it. */
    private void pick(Question question, String text, AskOffer offer, Function<Suggestion, Answer> yes) {
        List<Suggestion> all = offer.suggestions();
        if (all.size() == 1) {
            question.answer(yes.apply(all.getFirst()));
            return;
        }
        // The narrowest stands last, where the eye is, and is selected.
        var rows = new AskRows(IntStream.range(0, all.size())
                .mapToObj(at -> new AskRows.Row(at + 1, at + 1 + "  " + AskOffer.pattern(all.get(at))))
                .toList()
                .reversed());
        show(
                question,
                AskQuestion.ofRows(
                        "For which calls?",
                        rows,
                        number -> question.answer(yes.apply(all.get(number - 1))),
                        () -> put(question, text, offer)));
    }

    private void show(Question question, AskQuestion next) {
        shown = next;
        screen.ask(next);
        if (open != question) {
            screen.withdraw(next); // it was withdrawn in this moment
        }
    }
}
