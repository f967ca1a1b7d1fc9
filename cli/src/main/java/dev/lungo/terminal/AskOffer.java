package dev.lungo.terminal;

import dev.lungo.permission.Question;
import dev.lungo.permission.Verdict.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a yes can be made to cover, in words. A pattern stands there literally before anybody says yes to it.
 *
 * @param workingFolder files in it are named by the rest of their path
 */
record AskOffer(Question question, Path workingFolder) {
    /** Characters of a pattern in a choice; a longer one stands above the question. */
    private static final int LONGEST = 80;

    private static final Suggestion AS_IT_IS = new Suggestion(List.of(), "exactly this command");

    /** The narrowest first; the command as it is, where no rule can be suggested. */
    List<Suggestion> suggestions() {
        if (AskSubject.leavesSandbox(question.tool(), question.input())) {
            return List.of();
        }
        return question.suggestions().isEmpty() && question.mayRepeat() ? List.of(AS_IT_IS) : question.suggestions();
    }

    /** Why it is asked, and the patterns that have no place in the choices. */
    List<Line> details() {
        var lines = new ArrayList<Line>();
        lines.add(Line.of(Tint.DIM, "  asks because: ")
                .and(Tint.WARN, Harmless.exact(question.why()))
                .prose());
        List<Suggestion> all = suggestions();
        if (all.size() > 1 || all.stream().anyMatch(one -> pattern(one).length() > LONGEST)) {
            for (int at = 0; at < all.size(); at++) {
                lines.add(Line.of(Tint.DIM, "    " + (at + 1) + "  ")
                        .and(Tint.PLAIN, pattern(all.get(at)))
                        .and(Tint.DIM, "  " + Harmless.exact(all.get(at).meaning())));
            }
        }
        return lines;
    }

    /** What a yes for the session means; empty where there is none. */
    Optional<String> session() {
        return named().map(what -> "yes, for this session: " + what);
    }

    /** What a yes for good means; empty where there is none. */
    Optional<String> always() {
        return question.suggestions().isEmpty()
                ? Optional.empty()
                : question.keptIn()
                        .flatMap(file -> named().map(what -> "yes, always: " + what + ", kept in "
                                + Harmless.exact(
                                        (file.startsWith(workingFolder) ? workingFolder.relativize(file) : file)
                                                .toString())));
    }

    private Optional<String> named() {
        List<Suggestion> all = suggestions();
        return switch (all.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(pattern(all.getFirst()).length() > LONGEST ? "1 above" : pattern(all.getFirst()));
            default -> Optional.of("one of the " + all.size() + " above");
        };
    }

    /** The rules as they are written in settings. */
    static String pattern(Suggestion suggestion) {
        return Harmless.exact(
                suggestion.rules().isEmpty() ? suggestion.meaning() : String.join(", ", suggestion.rules()));
    }
}
