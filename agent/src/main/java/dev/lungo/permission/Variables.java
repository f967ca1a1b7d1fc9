package dev.lungo.permission;

import dev.lungo.shell.Assignment;
import dev.lungo.shell.Invocation;
import dev.lungo.shell.Word;
import dev.lungo.shell.WordPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the variables of a script may hold, seen from one of its commands. Immutable. */
final class Variables {
    /** Commands that give variables values which are not seen here. */
    private static final Set<String> SETTERS = Words.of("""
            read mapfile readarray getopts let declare typeset local export readonly unset eval source .
            trap alias enable builtin command
            """);

    /** Names that hold nothing but digits. */
    private static final Set<String> NUMBERS = Words.of("""
            ? # $ ! RANDOM SRANDOM SECONDS LINENO UID EUID PPID BASHPID
            """);

    /** Names that the shell gives values of its own, whatever the environment says. */
    private static final Set<String> SHELLS = Words.of("""
            _ IFS PWD OLDPWD SHLVL SHELL SHELLOPTS OPTIND OPTARG OPTERR REPLY DIRSTACK FUNCNAME GROUPS
            HISTCMD HOSTNAME HOSTTYPE MACHTYPE OSTYPE PIPESTATUS PS4 COLUMNS LINES COPROC MAPFILE
            READLINE_LINE PATH
            """);

    /**
     * A value that is assigned somewhere.
     *
     * @param at the place of the command in the script
     * @param certain whether it counts for every command behind it
     */
    private record Given(int at, boolean certain, List<Word> values) {}

    private final Map<String, List<Given>> given = new HashMap<>();
    private final Map<String, String> environment;
    private final boolean seen;

    /**
     * The variables of a script.
     *
     * @param alone whether nothing but the environment gives them values before it begins
     */
    Variables(List<Invocation> script, Map<String, String> environment, boolean alone) {
        this.environment = environment;
        boolean all = alone;
        for (int at = 0; at < script.size(); at++) {
            Invocation command = script.get(at);
            all &= !sets(command);
            for (Assignment assignment : command.assignments()) {
                all &= !assignment.append() && assignment.subscripts().isEmpty();
                boolean certain = command.words().isEmpty() && command.places().isEmpty();
                given.computeIfAbsent(assignment.name(), _ -> new ArrayList<>())
                        .add(new Given(at, certain, assignment.values()));
            }
        }
        this.seen = all;
    }

    static boolean isNumber(String name) {
        return NUMBERS.contains(name);
    }

    /** Whether the script gives a variable a value anywhere. */
    boolean gives(String name) {
        return given.containsKey(name);
    }

    /** Each word that a variable may hold for the command at a place of the script; empty where nobody knows. */
    Optional<List<Word>> values(String name, int at) {
        if (!seen || SHELLS.contains(name) || NUMBERS.contains(name) || name.startsWith("BASH")) {
            return Optional.empty();
        }
        var words = new ArrayList<Word>();
        boolean certain = false;
        for (Given one : given.getOrDefault(name, List.of())) {
            certain |= one.certain() && one.at() < at && !one.values().isEmpty();
            words.addAll(one.values());
        }
        if (!certain) {
            String outer = environment.get(name);
            // A secret is never spelled out, also not in the reason that is given.
            if (outer != null && SecretNames.variable(name)) {
                return Optional.empty();
            }
            // The shell's own names are in capitals: those that nobody exports may hold anything.
            if (outer == null && name.chars().noneMatch(Character::isLowerCase)) {
                return Optional.empty();
            }
            String value = outer == null ? "" : outer;
            words.add(new Word("$" + name, List.of(new WordPart.Literal(value, WordPart.Quoting.SINGLE))));
        }
        return Optional.of(words);
    }

    private static boolean sets(Invocation command) {
        if (command.words().isEmpty()) {
            return false;
        }
        boolean asks = command.words().size() > 1
                && command.words().get(1).constant().filter("-v"::equals).isPresent();
        return command.command()
                .map(name -> SETTERS.contains(name) && !(name.equals("command") && asks))
                .orElse(true);
    }
}
