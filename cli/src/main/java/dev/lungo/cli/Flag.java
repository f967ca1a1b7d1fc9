package dev.lungo.cli;

import dev.lungo.tool.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options of the command line. */
enum Flag {
    PRINT(Value.NONE, "--print", "-p"),
    OUTPUT_FORMAT(Value.NEEDED, "--output-format"),
    INPUT_FORMAT(Value.NEEDED, "--input-format"),
    INCLUDE_PARTIAL_MESSAGES(Value.NONE, "--include-partial-messages"),
    VERBOSE(Value.NONE, "--verbose"),
    MODEL(Value.NEEDED, "--model"),
    PROVIDER(Value.NEEDED, "--provider"),
    SCRIPT(Value.NEEDED, "--script"),
    EFFORT(Value.NEEDED, "--effort"),
    MAX_TURNS(Value.NEEDED, "--max-turns"),
    MAX_BUDGET_USD(Value.NEEDED, "--max-budget-usd"),
    BACKGROUND_WAIT(Value.NEEDED, "--background-wait"),
    PERMISSION_MODE(Value.NEEDED, "--permission-mode"),
    ALLOWED_TOOLS(Value.NEEDED, "--allowedTools", "--allowed-tools"),
    DISALLOWED_TOOLS(Value.NEEDED, "--disallowedTools", "--disallowed-tools"),
    APPEND_SYSTEM_PROMPT(Value.NEEDED, "--append-system-prompt"),
    SANDBOX(Value.NEEDED, "--sandbox"),
    SANDBOX_NETWORK(Value.NEEDED, "--sandbox-network"),
    ADD_DIR(Value.NEEDED, "--add-dir"),
    CONTINUE(Value.NONE, "--continue", "-c"),
    RESUME(Value.POSSIBLE, "--resume", "-r"),
    FORK_SESSION(Value.NONE, "--fork-session"),
    SESSION_ID(Value.NEEDED, "--session-id"),
    SETTINGS(Value.NEEDED, "--settings"),
    TRUST(Value.NONE, "--trust"),
    USER(Value.NONE, "--user"),
    PROJECT(Value.NONE, "--project"),
    LOCAL(Value.NONE, "--local"),
    FOLLOW(Value.NONE, "--follow", "-f"),
    LINES(Value.NEEDED, "--lines", "-n"),
    GREP(Value.NEEDED, "--grep"),
    JSON(Value.NONE, "--json"),
    ALL(Value.NONE, "--all"),
    SESSION(Value.NEEDED, "--session"),
    FILES(Value.NONE, "--files"),
    CONVERSATION(Value.NONE, "--conversation"),
    VERSION(Value.NONE, "--version", "-v"),
    HELP(Value.NONE, "--help", "-h"),
    /** The demo without pauses; for tests, not in the help. */
    FAST(Value.NONE, "--fast");

    /** Options that no command takes: with one of them, a word is a prompt. */
    static final Set<Flag> OF_TALK = Collections.unmodifiableSet(EnumSet.range(MODEL, ADD_DIR));

    /** Options that users know from other agents and that Lungo does not have yet. */
    private static final List<String> NOT_YET =
            List.of("--mcp-config", "--fallback-model", "--system-prompt", "--permission-prompt-tool");

    /** Whether a value follows. */
    enum Value {
        NONE,
        NEEDED,
        /** The next argument, where there is one that does not begin with a hyphen. */
        POSSIBLE
    }

    private final Value value;
    private final String spelling;
    /** Another way to write it; the same where there is none. */
    private final String alias;

    Flag(Value value, String spelling) {
        this(value, spelling, spelling);
    }

    Flag(Value value, String spelling, String alias) {
        this.value = value;
        this.spelling = spelling;
        this.alias = alias;
    }

    Value value() {
        return value;
    }

    /** As it is written in messages. */
    String spelling() {
        return spelling;
    }

    static Optional<Flag> of(String typed) {
        for (Flag flag : values()) {
            if (flag.spelling.equals(typed) || flag.alias.equals(typed)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    /** What to tell somebody who typed an option that does not exist. */
    static UsageException unknown(String typed) {
        if (NOT_YET.contains(typed)) {
            return new UsageException("the option " + typed + " is not there yet");
        }
        if (typed.equals("--dangerously-skip-permissions")) {
            return new UsageException("there is no option " + typed + ": use --permission-mode bypassPermissions");
        }
        var names = new ArrayList<String>();
        for (Flag flag : values()) {
            if (flag != FAST) {
                names.add(flag.spelling);
            }
        }
        return new UsageException("unknown option " + typed
                + Nearest.to(typed, names)
                        .map(name -> ": did you mean " + name + "?")
                        .orElse(""));
    }
}
