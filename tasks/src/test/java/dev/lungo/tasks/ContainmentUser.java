package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** As whom the containment table is run, and with what. */
enum ContainmentUser {
    /** Root, in a control group that can have others below it, where the machine has such. */
    ROOT("root"),
    /** An ordinary user, in a control group that root gave to it. */
    DELEGATED("ordinary user, delegated group"),
    /** An ordinary user as it comes. */
    ORDINARY("ordinary user");

    private static final String NOBODY = "65534";

    private final String title;

    ContainmentUser(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static boolean root() throws IOException {
        return Files.readString(Path.of("/proc/self/status")).contains("\nUid:\t0\t");
    }

    /** Why nobody here can be that user; none where somebody can. */
    Optional<String> missing() throws IOException {
        return switch (this) {
            case ROOT -> root() ? Optional.empty() : Optional.of("the tests do not run as root");
            case DELEGATED ->
                !root()
                        ? Optional.of("only root can give a control group away")
                        : GroupPlace.usable().isEmpty()
                                ? Optional.of("no control group can be made here")
                                : Optional.empty();
            case ORDINARY -> Optional.empty();
        };
    }

    /** A group that belongs to that user, if it is to have one. */
    @Nullable
    Path delegate() throws IOException {
        if (this != DELEGATED) {
            return null;
        }
        var group = GroupPlace.usable()
                .orElseThrow()
                .path()
                .resolve("containment-" + ProcessHandle.current().pid());
        Files.createDirectory(group);
        for (var file : List.of("", "cgroup.procs", "cgroup.threads", "cgroup.subtree_control")) {
            own(group.resolve(file));
        }
        return group;
    }

    /** Gives a file to that user. */
    void own(Path file) throws IOException {
        if (this != ROOT && root()) {
            Files.setAttribute(file, "unix:uid", Integer.parseInt(NOBODY));
        }
    }

    /** The command as that user runs it. */
    List<String> as(@Nullable Path group, List<String> command) throws IOException {
        var whole = new ArrayList<String>();
        if (group != null) {
            whole.addAll(List.of(
                    "sh",
                    "-c",
                    "echo 0 >\"$0\" && exec \"$@\"",
                    group.resolve("cgroup.procs").toString()));
        }
        if (this != ROOT && root()) {
            whole.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        whole.addAll(command);
        return whole;
    }
}
