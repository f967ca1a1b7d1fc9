package dev.lungo.permission;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the guarded files among the arguments of programs that write: a rule for any arguments does not mean those. */
final class GuardedWrites {
    private static final Set<String> COPYING = Set.of("cp", "mv", "rsync");

    private final Places places;
    private final Redirects redirects;
    private final CopiedTrees trees;

    GuardedWrites(Places places, Redirects redirects) {
        this.places = places;
        this.redirects = redirects;
        this.trees = new CopiedTrees(places);
    }

    /** Why a line asks although every command is allowed. */
    Optional<String> of(AllForms forms) {
        for (ReadLine line : forms.lines()) {
            for (Call call : line.calls()) {
                Optional<String> why = redirects
                        .guarded(line, call)
                        .or(() -> written(line, call).map(what -> "`" + call.shown() + "` " + what));
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        for (AllForms.Carried inner : forms.carried()) {
            Optional<String> why = written(inner.line(), inner.call());
            if (why.isPresent()) {
                return why.map(what -> "`" + inner.call().shown() + "` " + what);
            }
        }
        return places.tooMany() ? Optional.of(Places.TOO_MANY) : Optional.empty();
    }

    /**
     * What a call may write, said of it.
     *
     * @param behind what it may run
     */
    Optional<String> of(ReadLine line, Call call, AllForms behind) {
        return written(line, call).or(() -> of(behind).map(why -> "runs what asks: " + why));
    }

    private Optional<String> written(ReadLine line, Call call) {
        List<Argument> named = WritingPrograms.written(call);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        for (Argument argument : named) {
            for (Argument file : NamedFiles.in(argument)) {
                Optional<String> guard = places.guard(file, line.folders());
                if (guard.isPresent()) {
                    return Optional.of("may write " + argument.written() + ", which decides what runs later ("
                            + guard.get() + " is guarded)");
                }
            }
        }
        if (places.tooMany()) {
            return Optional.of("names too many files to look at each");
        }
        return (COPYING.contains(call.program()) ? trees.guarded(call, line.folders()) : Optional.<String>empty())
                .map(guard -> "may bring " + guard + ", which is guarded: it decides what runs later");
    }
}
