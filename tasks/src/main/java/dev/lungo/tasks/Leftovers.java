package dev.lungo.tasks;

import java.util.List;

/** Turns processes into what people are told of them. */
final class Leftovers {
    private Leftovers() {}

    static List<Leftover> of(List<ProcessStat> processes) {
        return processes.stream()
                .map(process -> new Leftover(process.pid(), ProcessTable.commandLine(process)))
                .toList();
    }
}
