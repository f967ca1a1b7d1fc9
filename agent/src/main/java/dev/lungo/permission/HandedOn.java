package dev.lungo.permission;

import dev.lungo.shell.Invocation.Place;
import dev.lungo.shell.Redirection;
import dev.lungo.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code find … -print0 | xargs -0 COMMAND} as {@code find … -exec COMMAND {} +}. Only with zeros between them are names one
 * argument each, and only at the beginning of a line is nothing else in the pipe.
 */
final class HandedOn {
    private static final Pattern OPTIONS = Pattern.compile("-[0r]+|-[nP][0-9]{1,4}|--null|--no-run-if-empty");
    private static final Pattern ZEROS = Pattern.compile("-r?0r?|--null");

    /** They show or do something else than what {@code -print0} at the end shows. */
    private static final Set<String> OTHER_ACTIONS =
            Set.of("-print", "-ls", "-exec", "-execdir", "-ok", "-okdir", "-quit");

    private HandedOn() {}

    /** The call of {@code find} that a call of {@code xargs} amounts to; empty where it is none of that kind. */
    static Optional<Call> by(ReadLine line, Call xargs) {
        Optional<List<Argument>> command = command(xargs);
        List<Call> calls = line.calls();
        if (command.isEmpty()
                || xargs.at() != 1
                || calls.size() < 2
                || calls.get(1).at() != 1) {
            return Optional.empty();
        }
        Call find = calls.getFirst();
        boolean joined =
                line.beginsWithPipe() && xargs.places().contains(Place.READS_PIPE) && isBare(find) && isBare(xargs);
        return joined && isZeroEnded(find) ? Optional.of(running(find, command.get())) : Optional.empty();
    }

    private static Call running(Call find, List<Argument> command) {
        List<Argument> words =
                new ArrayList<>(find.words().subList(0, find.words().size() - 1));
        words.add(Argument.of("-exec"));
        words.addAll(command);
        words.add(Argument.of("{}"));
        words.add(Argument.of("+"));
        return find.with(List.of(), words);
    }

    private static boolean isZeroEnded(Call call) {
        List<Argument> words = call.arguments();
        return call.program().equals("find")
                && call.isStandard()
                && !call.redefined()
                && !words.isEmpty()
                && words.getLast().is("-print0")
                && words.stream().allMatch(Argument::constant)
                && words.stream().filter(word -> word.is("-print0")).count() == 1
                && words.stream().noneMatch(word -> OTHER_ACTIONS.contains(word.value()));
    }

    /** Whether no variable is set for it, and its streams go where the pipe says; errors may go nowhere. */
    private static boolean isBare(Call call) {
        return call.settings().isEmpty()
                && call.redirections().stream()
                        .allMatch(redirection -> redirection.descriptor().equals("2")
                                && redirection.kind() != Redirection.Kind.READ
                                && constant(redirection.target()).equals("/dev/null"));
    }

    private static String constant(Word word) {
        return word.constant().orElse("");
    }

    /** What {@code xargs} runs, where all of its options are known and names come with zeros between them. */
    private static Optional<List<Argument>> command(Call xargs) {
        List<Argument> words = xargs.arguments();
        List<Argument> options = words.stream()
                .takeWhile(
                        word -> word.constant() && OPTIONS.matcher(word.value()).matches())
                .toList();
        List<Argument> command = words.subList(options.size(), words.size());
        boolean zeros =
                options.stream().anyMatch(word -> ZEROS.matcher(word.value()).matches());
        boolean known = xargs.program().equals("xargs")
                && !command.isEmpty()
                && command.stream().allMatch(Argument::constant)
                && command.stream().noneMatch(word -> word.value().contains("{}") || word.is(";") || word.is("+"))
                && !command.getFirst().value().startsWith("-");
        return zeros && known ? Optional.of(command) : Optional.empty();
    }
}
