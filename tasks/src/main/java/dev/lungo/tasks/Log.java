package dev.lungo.tasks;

/**
 * Words for whoever runs the program. The logger is looked up when there is something to say: loading it takes longer than
 * starting a task.
 */
final class Log {
    private Log() {}

    static void warning(String message) {
        logger().log(System.Logger.Level.WARNING, message);
    }

    static void warning(String message, Throwable why) {
        logger().log(System.Logger.Level.WARNING, message, why);
    }

    static void error(String message, Throwable why) {
        logger().log(System.Logger.Level.ERROR, message, why);
    }

    private static System.Logger logger() {
        return System.getLogger("dev.lungo.tasks");
    }
}
