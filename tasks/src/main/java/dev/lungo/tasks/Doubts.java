package dev.lungo.tasks;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Why a scan that finds nobody is not yet proof that all is gone: the command line, or a process seen while stopping, gave
 * work to somebody else. Belongs to the thread that stops.
 */
final class Doubts {
    /** What a terminal server calls itself; one that the task started is scanned and stopped with everything in it. */
    private static final Set<String> TERMINAL_SERVERS = Set.of("tmux: server", "SCREEN");

    private final Map<HandOver, String> programs = new LinkedHashMap<>();
    private final Set<String> untouchable = new LinkedHashSet<>();

    /** Written by the thread that stops. */
    private boolean ownTerminalServer;

    private final Supplier<String> line;

    /** @param line the command line, asked for when there is something to say */
    Doubts(Supplier<String> line) {
        this.line = line;
    }

    private void consider(List<String> words) {
        HandOver.of(words).ifPresent(way -> programs.putIfAbsent(way, HandOver.name(words)));
    }

    /** A process of the task. */
    void seen(ProcessStat process) {
        if (TERMINAL_SERVERS.contains(process.name())) {
            ownTerminalServer = true;
        } else if (HandOver.named(process.name()).isPresent()) {
            consider(ProcessTable.words(process));
        }
    }

    /** A process of the task that this user may not signal. */
    void untouchable(ProcessStat process) {
        untouchable.add("pid " + process.pid() + " (" + ProcessTable.commandLine(process) + ")");
    }

    /**
     * What to say instead of "stopped", if anything.
     *
     * @param contained whether a control group held all that the task started here, whoever it ran as
     */
    Optional<String> say(boolean contained) {
        Programs.of(line.get()).forEach(this::consider);
        if (contained) {
            programs.remove(HandOver.ANOTHER_USER);
        }
        if (ownTerminalServer) {
            programs.remove(HandOver.TERMINALS);
        }
        if (!programs.isEmpty()) {
            return Optional.of(programs.entrySet().stream()
                    .map(way -> "it ran '" + way.getValue() + "', and "
                            + way.getKey().why())
                    .collect(Collectors.joining("; ", "no process of its own is left here, but ", "")));
        }
        return contained || untouchable.isEmpty()
                ? Optional.empty()
                : Optional.of("processes of another user were part of it, and what these may have started cannot be"
                        + " looked into: " + String.join(", ", untouchable));
    }
}
