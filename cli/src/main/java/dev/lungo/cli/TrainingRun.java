package dev.lungo.cli;

import java.util.List;

/** What {@link Training} lets run: the program itself. */
final class TrainingRun {
    private TrainingRun() {}

    static void main(String[] arguments) {
        var program = new Program(Surroundings.ofProcess());
        program.run(List.of("--version"));
        System.exit(program.run(List.of("-p", "Do some work.", "--permission-mode", "bypassPermissions")));
    }
}
