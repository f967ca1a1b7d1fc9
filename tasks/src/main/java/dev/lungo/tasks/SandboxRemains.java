package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What there is to do when a task ends that ran in a sandbox; nothing for the others. */
record SandboxRemains(TaskFolder folder, Optional<Confinement> confinement) {
    /** In {@code /proc/PID/status}: its numbers, from the outermost namespace inwards. */
    private static final Pattern FIRST_OF_ITS_NAMESPACE = Pattern.compile("(?m)^NSpid:(\\s\\d+)+\\s1$");

    /** Before the end is told: which guarded paths are not what they were. */
    void noticeChanges() {
        confinement.ifPresent(new GuardedPaths(folder)::compare);
    }

    /** After the end, where somebody was left: answers what has changed since. */
    List<Path> noticeLater(Prints prints) {
        return confinement
                .map(limits -> new GuardedPaths(folder).compareAgain(limits, prints))
                .orElse(List.of());
    }

    /** While the task runs: which guarded paths are not what they were, and what they look like. */
    Map<Path, String> changedSoFar(Prints prints) {
        return confinement
                .map(limits -> new GuardedPaths(folder).changedSoFar(limits, prints))
                .orElse(Map.of());
    }

    /** Without the process that keeps the namespaces for as long as somebody else is in them. */
    List<ProcessStat> withoutKeeper(List<ProcessStat> processes) {
        return confinement
                        .filter(limits -> limits.strength() == Confinement.Strength.STRONG)
                        .isPresent()
                ? processes.stream()
                        .filter(process -> !keepsNamespaces(process))
                        .toList()
                : processes;
    }

    /** Or is gone. Not by its name, which any process may give itself. */
    private static boolean keepsNamespaces(ProcessStat process) {
        var status = ProcFile.read(
                "/proc/" + process.pid() + "/status", in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return status == null || FIRST_OF_ITS_NAMESPACE.matcher(status).find();
    }

    /** The temporary folder goes with the last process; where one is left, with the task's own folder. */
    void tidy(List<ProcessStat> left) {
        var temporary = folder.temporary();
        if (confinement.isPresent() && withoutKeeper(left).isEmpty() && Files.exists(temporary)) {
            try {
                TreeRemoval.remove(temporary);
            } catch (IOException e) {
                Log.warning("cannot remove " + temporary + " yet: " + e);
            }
        }
    }
}
