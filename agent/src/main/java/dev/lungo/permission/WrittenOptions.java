package dev.lungo.permission;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files that options of a call say to write; {@code -o} of programs that only read is something else. */
final class WrittenOptions {
    private static final Set<String> OUTPUT = Set.of("-o", "-out", "--output", "--out", "-O");

    private WrittenOptions() {}

    static List<Argument> of(Call call) {
        List<Argument> words = call.arguments();
        boolean reads = ReadOnlyCommands.all().find(call.bare().words()).isPresent();
        return IntStream.range(0, words.size())
                .filter(at -> !reads || words.get(at).value().startsWith("--"))
                .boxed()
                .flatMap(at -> files(words, at))
                .toList();
    }

    private static Stream<Argument> files(List<Argument> words, int at) {
        String option = words.get(at).value();
        if (OUTPUT.contains(option)) {
            return at + 1 < words.size() ? Stream.of(words.get(at + 1)) : Stream.empty();
        }
        return option.matches("(?s)(-o|--output=|--out=).+") ? NamedFiles.in(words.get(at)).stream() : Stream.empty();
    }
}
