package dev.lungo.cli;

import java.util.List;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // The client would print every header of a request, keys included.
        System.clearProperty("jdk.httpclient.HttpClient.log");
        System.exit(new Program(Surroundings.ofProcess()).run(List.of(arguments)));
    }
}
