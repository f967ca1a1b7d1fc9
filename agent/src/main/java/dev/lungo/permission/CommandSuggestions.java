package dev.lungo.permission;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /** Subcommands that take another one. */
    private static final Set<String> WITH_TWO = Words.ofPhrases("""
            npm run, pnpm run, yarn run, bun run, docker compose, docker image, docker container, git stash,
            cargo xtask, composer run,
            gh pr, gh issue, gh run, gh repo, kubectl get, uv pip, deno task, nx run, dotnet tool,
            npm exec
            """);

    /** Commands of which any arguments may be allowed, since they build or check; none that runs what its options name. */
    private static final Set<String> TOOLS = Words.of("""
            pytest tsc eslint prettier jest vitest mocha ruff mypy black flake8 pylint isort pyright javac
            gcc g++ clang cc c++ rustfmt rustc gofmt golangci-lint shellcheck shfmt rspec
            rubocop phpunit phpstan biome stylelint markdownlint hadolint tflint ktlint swiftlint
            clang-format clang-tidy wc tokei cloc webpack vite rollup esbuild next ls
            cat grep diff jq du df ps stat head tail
            """);

    /** Programs that run files: with the file they are something, without it everything. */
    private static final Set<String> INTERPRETERS = Words.of("""
            python python3 python2 node ruby perl php lua Rscript java bash sh zsh dash ts-node tsx osascript
            groovy julia
            """);

    /** Subcommands that run what stands behind them. */
    private static final Set<String> WIDE = Words.of("""
            exec run x dlx eval repl shell ssh sh console runner api develop
            """);

    /** Those of git that run programs, or throw away more than one time would show. */
    private static final Set<String> WIDE_IN_GIT = Words.of("""
            config clean reset rebase bisect submodule filter-branch difftool mergetool clone fetch pull push remote
            worktree archive grep log diff show branch tag reflog credential daemon send-email instaweb
            """);

    private static final Set<String> RUNNERS = Set.of("npx", "bunx", "pnpx", "uvx");

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
        return words.size() == call.words().size() ? rule(call, words, "") : List.of();
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
        String program = words.getFirst();
        String second = words.size() > 1 ? words.get(1) : "";
        boolean option = second.startsWith("-");
        if (WITH_SUBCOMMAND.contains(program)) {
            if (WITH_TWO.contains(program + " " + second)) {
                boolean named = words.size() > 2 && isName(words.get(2)) && !isWide(program, second, words.get(2));
                return named ? 3 : 0;
            }
            return isName(second) && !runsAnything(program, second) ? 2 : 0;
        }
        if (INTERPRETERS.contains(program)) {
            boolean module = second.equals("-m") && program.startsWith("python");
            if (module) {
                return words.size() > 2 && isName(words.get(2)) ? 3 : 0;
            }
            return second.isEmpty() || option || second.startsWith("/dev/") ? 0 : 2;
        }
        if (RUNNERS.contains(program)) {
            return isName(second) && !INTERPRETERS.contains(second) ? 2 : 0;
        }
        if (TOOLS.contains(program)) {
            return 1;
        }
        boolean ownScript = program.contains("/") && !program.startsWith("/");
        return ownScript ? 1 : 0;
    }

    private static boolean isWide(String program, String second, String third) {
        return INTERPRETERS.contains(third)
                || ((program.equals("docker") || program.equals("uv"))
                        && WIDE.contains(third)
                        && !second.equals("pip"));
    }

    /** Whether the words behind a subcommand may name anything to run, or throw away anything. */
    private static boolean runsAnything(String program, String subcommand) {
        return switch (program) {
            case "git" -> WIDE_IN_GIT.contains(subcommand);
            case "cargo", "flutter", "npm", "pnpm", "yarn", "bun" ->
                WIDE.contains(subcommand) && !subcommand.equals("run");
            default -> WIDE.contains(subcommand);
        };
    }

    private static boolean isName(String word) {
        return word.matches("[A-Za-z0-9@][A-Za-z0-9:._/@-]*");
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
