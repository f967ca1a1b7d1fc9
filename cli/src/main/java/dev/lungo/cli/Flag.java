package dev.lungo.cli;

import dev.lungo.terminal.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of the command line. */
enum Flag {
    PRINT(false, "--print", "-p"),
    OUTPUT_FORMAT(true, "--output-format"),
    INPUT_FORMAT(true, "--input-format"),
    INCLUDE_PARTIAL_MESSAGES(false, "--include-partial-messages"),
    VERBOSE(false, "--verbose"),
    MODEL(true, "--model"),
    PROVIDER(true, "--provider"),
    SCRIPT(true, "--script"),
    EFFORT(true, "--effort"),
    MAX_TURNS(true, "--max-turns"),
    MAX_BUDGET_USD(true, "--max-budget-usd"),
    BACKGROUND_WAIT(true, "--background-wait"),
    PERMISSION_MODE(true, "--permission-mode"),
    ALLOWED_TOOLS(true, "--allowedTools", "--allowed-tools"),
    DISALLOWED_TOOLS(true, "--disallowedTools", "--disallowed-tools"),
    APPEND_SYSTEM_PROMPT(true, "--append-system-prompt"),
    ADD_DIR(true, "--add-dir"),
    TRUST(false, "--trust"),
    FOLLOW(false, "--follow", "-f"),
    JSON(false, "--json"),
    VERSION(false, "--version", "-v"),
    HELP(false, "--help", "-h"),
    /** The demo without pauses; for tests, not in the help. */
    FAST(false, "--fast");

    /** Options that users know from other agents and that Lungo does not have yet. */
    private static final List<String> NOT_YET = List.of(
            "--continue",
            "-c",
            "--resume",
            "-r",
            "--fork-session",
            "--session-id",
            "--settings",
            "--mcp-config",
            "--fallback-model",
            "--system-prompt",
            "--permission-prompt-tool");

    private final boolean takesValue;
    private final String spelling;
    /** Another way to write it; the same where there is none. */
    private final String alias;

    Flag(boolean takesValue, String spelling) {
        this(takesValue, spelling, spelling);
    }

    Flag(boolean takesValue, String spelling, String alias) {
        this.takesValue = takesValue;
        this.spelling = spelling;
        this.alias = alias;
    }

    boolean takesValue() {
        return takesValue;
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
