package dev.lungo.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The kinds of commands that the model starts. Each names itself in its command line and prints its first and last act. */
enum Shape {
    QUICK("bash", 0, ""),
    FAILING("bash", 3, "sleep 0.DIGIT;"),
    PIPELINE("bash", 0, "(sleep 0.DIGIT; echo left) | cat;"),
    /** Its end is late: the wait of one second is over before. */
    OUTLASTING("bash", 7, "sleep 1.DIGIT;"),
    BACKGROUND("background_run", 0, "sleep 0.DIGIT;"),
    BACKGROUND_FAILING("background_run", 200, "sleep 1.DIGIT;"),
    FLOOD("background_run", 0, "yes 'flood of NAME' | head -c 3000000;"),
    SETSID("background_run", 5, "setsid sh -c 'sleep 1.DIGIT' & sleep 0.DIGIT;"),
    /** Leaves a process behind that beats until it is stopped. */
    LEFTOVER("background_run", 0, "setsid sh -c 'trap \"\" HUP; BEATS' >/dev/null 2>&1 & sleep 0.DIGIT;"),
    /** The end of its waiter is the last that anybody could know of it. */
    ORPHANED("background_run", 0, "sleep 0.DIGIT; kill -9 $PPID; sleep 0.2;"),
    /** Outlives every Lungo, until it is stopped. */
    PERSISTENT("background_run", 0, "BEATS;"),
    /** Runs until it is stopped, and so does a child in a session of its own. */
    FOREVER("background_run", 0, "setsid sh -c 'BEATS' & trap '' TERM; BEATS;");

    private static final List<Shape> ALL =
            Arrays.stream(values()).filter(shape -> shape != PERSISTENT).toList();

    private final String tool;
    private final int exit;
    private final String body;

    Shape(String tool, int exit, String body) {
        this.tool = tool;
        this.exit = exit;
        this.body = body;
    }

    String tool() {
        return tool;
    }

    /** What it ends with where nobody stops it. */
    int exit() {
        return exit;
    }

    /** One of those that no project has to have. */
    static Shape any(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    /** A command line of this shape. */
    String command(String name, Random random) {
        String command = "echo first NAME; " + body + " echo last NAME; exit " + exit + " # NAME is " + this;
        return command.replace("BEATS", "while :; do echo >>beat-NAME; sleep 0.2; done")
                .replace("DIGIT", Integer.toString(random.nextInt(10)))
                .replace("NAME", name);
    }

    /** What the model calls the tool with. */
    Map<String, ?> input(String name, Random random) {
        String command = command(name, random);
        return switch (this) {
            case OUTLASTING -> Map.of("command", command, "timeout", 1);
            case PERSISTENT -> Map.of("command", command, "lifetime", "persistent");
            case QUICK, FAILING, PIPELINE, BACKGROUND, BACKGROUND_FAILING, FLOOD, SETSID, LEFTOVER, ORPHANED, FOREVER ->
                Map.of("command", command);
        };
    }

    /** The shape of a command line that is one of these. */
    static Shape of(String command) {
        return valueOf(command.substring(command.lastIndexOf(' ') + 1).strip());
    }

    /** The name in a command line that is one of these. */
    static String name(String command) {
        return command.substring(command.lastIndexOf("# ") + 2, command.lastIndexOf(" is "));
    }
}
