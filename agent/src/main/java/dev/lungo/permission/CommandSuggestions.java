package dev.lungo.permission;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules that save asking about a command again: the narrowest that is of use. */
final class CommandSuggestions {
    private static final int MOST_RULES = 3;
    private static final int LONGEST = 200;

    /** Commands that take a subcommand, which decides what they do. */
    private static final Set<String> WITH_SUBCOMMAND = Words.of("""
            git npm pnpm yarn bun deno cargo go docker podman kubectl helm mvn mvnw ./mvnw gradle ./gradlew
            make just task rake pip pip3 uv poetry pipenv dotnet gh terraform bundle rails composer mix
            bazel flutter dart swift zig nx turbo rustup conda hatch tox nox
            invoke ninja meson stack cabal sbt lein gem tofu
            """);

    /**
     * Commands whose further words cannot name anything to run, throw away or write over, whatever they are. Most cannot be
     * here: npm takes {@code --script-shell}, cargo {@code --config}, pytest {@code --basetemp}, go {@code -exec}.
     */
    private static final Set<String> TAME = Words.ofPhrases("""
            git add, git commit, git stash push, git stash apply, git stash pop,
            docker ps, docker images, docker logs, docker compose up, docker compose ps, docker compose logs,
            docker compose start, docker compose stop, docker compose restart,
            gh pr list, gh pr view, gh pr status, gh pr checks, gh pr diff, gh issue list, gh issue view, gh run list,
            gh run view, gh run watch, shellcheck, hadolint, shfmt, black, isort, clang-format
            """);

    /** Programs that run files: with the file they are something, without it everything. */
    private static final Set<String> INTERPRETERS = Words.of("""
            python python3 python2 node ruby perl php lua Rscript java bash sh zsh dash ts-node tsx osascript
            groovy julia
            """);

    /** A file that somebody wrote to be run; without such an end it may be a program that runs what it is given. */
    private static final Pattern SCRIPT =
            Pattern.compile("[^-].*\\.(sh|bash|zsh|py|js|mjs|cjs|ts|mts|cts|rb|pl|php|lua|[rR]|jl|java|groovy|scpt)");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@][A-Za-z0-9:._/@-]*");

    private CommandSuggestions() {}

    /** Whether the word behind a program says what it does, and names no program itself. */
    static boolean takesSubcommand(String program) {
        return WITH_SUBCOMMAND.contains(program);
    }

    /** One answer that allows all parts, or none where a part should not be allowed for good. */
    static List<Verdict.Suggestion> of(List<Finding.Doubt> doubts) {
        Set<String> rules = new LinkedHashSet<>();
        for (Finding.Doubt doubt : doubts) {
            if (doubt.rules().isEmpty()) {
                return List.of();
            }
            rules.addAll(doubt.rules());
        }
        return rules.isEmpty() || rules.size() > MOST_RULES
                ? List.of()
                : List.of(new Verdict.Suggestion(
                        List.copyOf(rules),
                        rules.stream().map(CommandSuggestions::meaning).collect(Collectors.joining(" and "))));
    }

    /** The rule for a call that means the same with other arguments; empty where none would fit it again. */
    static List<String> rules(Call call) {
        List<String> words = known(call);
        int fixed = words.isEmpty() ? 0 : fixed(words);
        return fixed > 0 && fixed <= words.size() ? rule(call, words.subList(0, fixed), ":*") : exactly(call);
    }

    /** The rule for a call and no other. */
    static List<String> exactly(Call call) {
        List<String> words = known(call);
        return words.size() == call.words().size() && !runsItsInput(words) ? rule(call, words, "") : List.of();
    }

    /** Such as {@code sh}, {@code python3 -} and {@code docker exec -i db bash}: with another input they do anything. */
    private static boolean runsItsInput(List<String> words) {
        String last = words.isEmpty() ? "" : words.getLast();
        return last.equals("-") || INTERPRETERS.contains(last.substring(last.lastIndexOf('/') + 1));
    }

    private static List<String> rule(Call call, List<String> words, String end) {
        List<String> kept = new ArrayList<>();
        for (Setting setting : call.settings()) {
            if (setting.value().isEmpty()) {
                return List.of();
            }
            kept.add(setting.name() + "=" + quoted(setting.value().get()));
        }
        words.forEach(word -> kept.add(quoted(word)));
        String text = String.join(" ", kept) + end;
        // A line break or so much text is nothing that comes again.
        return text.indexOf('\n') >= 0 || text.length() > LONGEST ? List.of() : List.of("Bash(" + text + ")");
    }

    /** The words up to the first that holds a variable or is not known: what variables hold does not belong into rules. */
    private static List<String> known(Call call) {
        List<String> words = new ArrayList<>();
        for (Argument word : call.words()) {
            if (!word.constant()
                    || (word.written().indexOf('$') >= 0 && word.value().indexOf('$') < 0)) {
                break;
            }
            words.add(word.value());
        }
        return words;
    }

    /** How many words say what the command does, whatever stands behind them; 0 where all of them count. */
    private static int fixed(List<String> words) {
        for (int many = Math.min(3, words.size()); many > 0; many--) {
            if (TAME.contains(String.join(" ", words.subList(0, many)))) {
                return many;
            }
        }
        String program = words.getFirst();
        if (program.equals("npm")) {
            return script(words);
        }
        if (INTERPRETERS.contains(program)) {
            return words.size() > 1 && isScript(words.get(1)) ? 2 : 0;
        }
        return program.contains("/") && !program.startsWith("/") && isScript(program) ? 1 : 0;
    }

    /** Behind {@code --} all words are for the script that npm runs. */
    private static int script(List<String> words) {
        int name = words.size() > 1 && words.get(1).equals("test") ? 1 : 2;
        boolean runs = name == 1 || (words.size() > 2 && words.get(1).equals("run"));
        return runs
                        && NAME.matcher(words.get(name)).matches()
                        && words.size() > name + 1
                        && words.get(name + 1).equals("--")
                ? name + 2
                : 0;
    }

    /** The one of Django has a command that runs any text. */
    private static boolean isScript(String file) {
        return SCRIPT.matcher(file).matches() && !file.matches("(.*/)?manage\\.py");
    }

    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_@%+=:,./~^-]+")) {
            return word;
        }
        return word.indexOf('\'') < 0 ? "'" + word + "'" : "\"" + word.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
    }

    private static String meaning(String rule) {
        String inside = rule.substring(rule.indexOf('(') + 1, rule.length() - 1);
        if (rule.startsWith("Edit(")) {
            return "every change of " + inside;
        }
        if (rule.startsWith("Read(")) {
            return "reading " + (inside.startsWith("//") ? inside.substring(1) : inside);
        }
        return inside.endsWith(":*")
                ? "every '" + inside.substring(0, inside.length() - 2) + " …'"
                : "'" + inside + "' exactly";
    }
}
