package dev.lungo.shell;

import dev.lungo.shell.Invocation.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What running a script may run. */
public final class Commands {
    private Commands() {}

    /**
     * Every simple command, in the order in which they stand, those of substitutions before the command they are in.
     * Bodies of functions count whether they are called or not.
     */
    public static List<Invocation> of(Script script) {
        var all = new All();
        new Walk(all).script(script, Set.of());
        return IntStream.range(0, all.simple.size()).mapToObj(all::invocation).toList();
    }

    /** Collects them. */
    private static final class All implements Walk.Visitor {
        private final List<Placed> simple = new ArrayList<>();
        private final Set<String> functions = new HashSet<>();
        /** Those that are defined in any case, and before which command. */
        private final Map<String, Integer> certain = new HashMap<>();

        private record Placed(ShellCommand.Simple command, Set<Place> places) {}

        @Override
        public void command(ShellCommand.Simple command, Set<Place> places) {
            simple.add(new Placed(command, places));
        }

        @Override
        public void function(ShellCommand.Function function, Set<Place> places) {
            functions.add(function.name());
            if (places.isEmpty()) {
                certain.putIfAbsent(function.name(), simple.size());
            }
        }

        @Override
        public void test(ShellCommand.Test test) {}

        @Override
        public void arithmetic(WordPart.Arithmetic arithmetic) {}

        private Invocation invocation(int at) {
            ShellCommand.Simple command = simple.get(at).command();
            Optional<String> name = command.words().isEmpty()
                    ? Optional.empty()
                    : command.words().getFirst().constant();
            return new Invocation(
                    command.assignments(),
                    command.words(),
                    command.redirections(),
                    simple.get(at).places(),
                    name.filter(functions::contains).isPresent(),
                    name.filter(called -> certain.getOrDefault(called, Integer.MAX_VALUE) <= at)
                            .isPresent());
        }
    }
}
