package dev.lungo.permission;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The arguments of {@code find}.
 *
 * @param starts where it begins to look
 * @param doubt why it is not known to be harmless
 * @param unclear why it is not known which commands it runs
 * @param runs the commands that it runs
 */
record FindExpression(List<Argument> starts, Optional<String> doubt, Optional<String> unclear, List<Run> runs) {
    /**
     * A command for files that are found.
     *
     * @param words with a file in place of {@code {}}
     * @param mayBe whether it may be run for a file of a name
     */
    record Run(List<Argument> words, Predicate<String> mayBe) {}

    private static final String SECRETS = "the files that it looks for may hold secrets";

    private static final Set<String> ALONE = Words.of("""
            -H -P -O1 -O2 -O3 -a -and -o -or -not ! ( ) , -depth -d -empty -executable -readable -writable
            -false -true -ls -mount -nouser -nogroup -print -print0 -prune -quit -xdev -noleaf -daystart
            -ignore_readdir_race -nowarn -warn
            """);

    private static final Set<String> WITH_TEXT = Words.of("""
            -newermt -newerct -newerat -amin -atime -cmin -ctime -mmin -mtime -used -fstype -gid -group -ilname -iname -inum -ipath
            -iregex -iwholename -links -lname -maxdepth -mindepth -name -path -perm -printf -regex
            -regextype -size -type -uid -user -wholename -xtype -context
            """);

    /** Tests of names and paths. */
    private static final Set<String> PICKING =
            Words.of("-name -iname -path -ipath -wholename -iwholename -regex -iregex");

    private static final Set<String> WITH_FILE = Set.of("-newer", "-anewer", "-cnewer", "-samefile");

    private static final Set<String> RUNNING = Set.of("-exec", "-execdir", "-ok", "-okdir");

    /** Options of the whole, which may stand before the places. */
    private static final Set<String> FIRST = Set.of("-H", "-P", "-O1", "-O2", "-O3");

    static FindExpression of(List<Argument> arguments) {
        var starts = new ArrayList<Argument>();
        var found = new FoundFiles();
        int at = 0;
        while (at < arguments.size() && !begins(arguments.get(at))) {
            if (!(arguments.get(at).constant()
                    && FIRST.contains(arguments.get(at).value()))) {
                starts.add(arguments.get(at));
            }
            at++;
        }
        Set<String> unclear = new LinkedHashSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        var runs = new ArrayList<Run>();
        while (at < arguments.size()) {
            Argument word = arguments.get(at);
            found.next(arguments, at++);
            String value = word.value();
            Optional<Argument> next = at < arguments.size() ? Optional.of(arguments.get(at)) : Optional.empty();
            if (!word.constant() || (next.isPresent() && next.get().kind() == Argument.Kind.MANY)) {
                unclear.add("a part of it is only known while it runs: "
                        + (word.constant() ? next.orElseThrow() : word).written());
            }
            if (WITH_TEXT.contains(value) || WITH_FILE.contains(value)) {
                if (picksSecrets(arguments, at - 1)) {
                    unknown.add(SECRETS);
                }
                next.filter(_ -> WITH_FILE.contains(value)).ifPresent(starts::add);
                at++;
            } else if (RUNNING.contains(value)) {
                int end = end(arguments, at);
                if (value.endsWith("dir") || end < 0) {
                    unclear.add("it runs a command in each folder (" + value + ")");
                } else {
                    runs.add(new Run(command(arguments.subList(at, end), found.noLinks()), found.mayBe()));
                }
                at = Math.max(at, end + 1);
            } else if (word.constant() && !ALONE.contains(value)) {
                unknown.add("its " + value + " is not known to be harmless");
            }
        }
        if (runs.isEmpty()) {
            unknown.remove(SECRETS);
        }
        Optional<String> first = unclear.stream().findFirst();
        return new FindExpression(starts, first.or(() -> unknown.stream().findFirst()), first, runs);
    }

    private static boolean begins(Argument word) {
        boolean expression = word.value().startsWith("-") || word.is("(") || word.is("!");
        return (expression && !(word.constant() && FIRST.contains(word.value()))) || word.mayBeOption();
    }

    /** Whether a test lets files with secrets get further. */
    private static boolean picksSecrets(List<Argument> words, int at) {
        String test = words.get(at).value();
        if (!PICKING.contains(test) || at + 1 >= words.size() || leavesOut(words, at)) {
            return false;
        }
        Argument pattern = words.get(at + 1);
        boolean known = pattern.constant() || pattern.kind() == Argument.Kind.PATTERN;
        boolean picks = test.endsWith("regex")
                ? SecretPatterns.mentioned(pattern.value())
                : SecretPatterns.pick(pattern.value());
        return !known || picks;
    }

    /** Whether files that fit a test are passed over: {@code ! -name x}, {@code -name x -prune -o}. */
    private static boolean leavesOut(List<Argument> words, int at) {
        boolean pruned = at + 3 < words.size()
                && words.get(at + 2).is("-prune")
                && (words.get(at + 3).is("-o") || words.get(at + 3).is("-or"));
        return pruned || FoundFiles.negated(words, at);
    }

    /** The words but for names and paths that are passed over. */
    static List<Argument> notLeftOut(List<Argument> words) {
        return IntStream.range(0, words.size())
                .filter(at -> at == 0 || !(PICKING.contains(words.get(at - 1).value()) && leavesOut(words, at - 1)))
                .mapToObj(words::get)
                .toList();
    }

    /** Where {@code ;} or {@code {} +} ends the command. */
    private static int end(List<Argument> arguments, int from) {
        for (int at = from; at < arguments.size(); at++) {
            boolean plus = arguments.get(at).is("+")
                    && at > from
                    && arguments.get(at - 1).is("{}");
            if (arguments.get(at).is(";") || plus) {
                return at;
            }
        }
        return -1;
    }

    /** A file that was found begins with the place where it was looked for, so it is no option, and lies below it. */
    private static List<Argument> command(List<Argument> words, boolean noLinks) {
        return words.stream()
                .map(word -> word.is("{}")
                        ? new Argument(
                                "{}",
                                noLinks ? Argument.Kind.FOUND : Argument.Kind.LINK,
                                "",
                                String.valueOf(CommandText.OPAQUE))
                        : word.value().contains("{}")
                                ? new Argument(
                                        word.written(), Argument.Kind.ONE, "", String.valueOf(CommandText.OPAQUE))
                                : word)
                .toList();
    }
}
