package dev.lungo.permission;

import dev.lungo.shell.Invocation.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which commands read whatever is in a folder that they name, or are in. */
final class TreeReads {
    /**
     * One that does.
     *
     * @param starts words among which the folders are; a word that is no folder is none
     * @param mayBe whether a file of a name is read
     * @param hidden whether names that begin with a dot are
     * @param follows whether what links lead to is
     */
    record Search(List<Argument> starts, Predicate<String> mayBe, boolean hidden, boolean follows) {}

    private static final Argument HERE = Argument.of(".");

    /** By program: what among its options makes it go through folders. */
    private static final Map<String, Pattern> RECURSIVE = Map.of(
            "grep", Pattern.compile("-[a-zA-Z]*[rR].*|--recursive|--dereference-recursive|-d.*|--directories.*"),
            "cp", Pattern.compile("-[a-zA-Z]*[rRa].*|--recursive|--archive"),
            "scp", Pattern.compile("-[a-zA-Z]*r.*"),
            "diff", Pattern.compile("(?s).*"),
            "zip", Pattern.compile("-[a-zA-Z]*[rR].*|--recurse.*"));

    private static final Set<String> ALWAYS = Set.of("tar", "bsdtar", "rsync", "7z", "7za");
    private static final Set<String> COPYING = Set.of("cp", "scp", "rsync");
    private static final Set<String> SEARCHING = Set.of("rg", "ag", "ack");
    private static final Pattern INCLUDING = Pattern.compile("--include=(.+)");

    private TreeReads() {}

    static List<Search> of(Call call) {
        return switch (call.program()) {
            case "find" -> found(call);
            case "grep", "egrep", "fgrep" -> isRecursive("grep", call) ? List.of(grep(call)) : List.of();
            default -> other(call).stream().toList();
        };
    }

    /** What runs for each file that is found, unless it shows names alone; it follows a link that it is given. */
    private static List<Search> found(Call call) {
        boolean follows = FollowedLinks.by(call);
        FindExpression find = FindExpression.of(
                call.arguments().stream().filter(word -> !word.is("-L")).toList());
        List<Argument> starts = find.starts().isEmpty() ? List.of(HERE) : find.starts();
        List<Search> searches = new ArrayList<>();
        for (FindExpression.Run run : find.runs()) {
            boolean names = ReadOnlyCommands.all()
                    .find(run.words())
                    .filter(known -> known.operands() == KnownCommand.Operands.TEXT
                            || known.operands() == KnownCommand.Operands.NAMES)
                    .isPresent();
            if (!names) {
                boolean links = run.words().stream().noneMatch(word -> word.kind() == Argument.Kind.FOUND);
                searches.add(new Search(starts, run.mayBe(), true, follows || links));
            }
        }
        boolean inFolders = call.arguments().stream().anyMatch(word -> word.is("-execdir") || word.is("-okdir"));
        if (inFolders) {
            searches.add(new Search(starts, _ -> true, true, true));
        }
        return searches;
    }

    private static Search grep(Call call) {
        List<NamePattern> included = call.arguments().stream()
                .filter(Argument::constant)
                .map(word -> INCLUDING.matcher(word.value()))
                .filter(Matcher::matches)
                .map(matcher -> new NamePattern(matcher.group(1)))
                .toList();
        return new Search(
                operandsOrHere(call),
                name -> included.isEmpty() || included.stream().anyMatch(pattern -> pattern.matches(name)),
                true,
                FollowedLinks.by(call));
    }

    private static Optional<Search> other(Call call) {
        String program = call.program();
        List<Argument> words = call.arguments();
        if (SEARCHING.contains(program)) {
            boolean listsOnly = words.stream().anyMatch(word -> word.is("--files") || word.is("--type-list"));
            boolean hidden =
                    words.stream().anyMatch(word -> word.value().matches("--hidden|--unrestricted|-[a-zA-Z]*[.u].*"));
            boolean input =
                    call.places().contains(Place.READS_PIPE) && operands(call).size() < 2;
            return listsOnly || input
                    ? Optional.empty()
                    : Optional.of(new Search(operandsOrHere(call), _ -> true, hidden, FollowedLinks.by(call)));
        }
        if (!ALWAYS.contains(program) && !isRecursive(program, call)) {
            return Optional.empty();
        }
        List<Argument> read = operands(call);
        boolean goal = COPYING.contains(program) && !read.isEmpty();
        List<Argument> starts = goal ? read.subList(0, read.size() - 1) : read;
        return Optional.of(new Search(starts, _ -> true, true, FollowedLinks.by(call)));
    }

    private static boolean isRecursive(String program, Call call) {
        Pattern options = RECURSIVE.get(program);
        return options != null
                && call.arguments().stream()
                        .anyMatch(word -> options.matcher(word.value()).matches());
    }

    /** Among them the text that is looked for, which is seldom a folder. */
    private static List<Argument> operandsOrHere(Call call) {
        List<Argument> operands = operands(call);
        return operands.size() > 1 ? operands : List.of(HERE);
    }

    private static List<Argument> operands(Call call) {
        return call.arguments().stream()
                .filter(word -> !word.value().startsWith("-"))
                .toList();
    }
}
