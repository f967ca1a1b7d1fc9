package dev.lungo.tasks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Ways in which a command gives work to somebody who is no child of it, so that no scan for its processes can find that
 * work. Known by the program's name, unless its first argument is one that only asks, or that ends with it.
 */
enum HandOver {
    CONTAINERS(
            "containers belong to their own engine",
            "docker podman nerdctl docker-compose podman-compose crictl ctr",
            "ps images image logs inspect version info pull push tag rm rmi stop kill login logout search history port top"
                    + " stats events diff cp save load help --version -v --help"),
    CLUSTER(
            "what a cluster runs is not seen from here",
            "kubectl oc helm",
            "get describe logs version config explain api-resources top wait cluster-info auth diff list status template"
                    + " lint show help"),
    REMOTE(
            "what it started on the other machine is not seen from here",
            "ssh mosh autossh rsh vagrant",
            "-V -G -Q status --version"),
    SERVICES(
            "services belong to the machine's service manager",
            "systemd-run run0 systemctl service machinectl",
            "status show cat list list-units list-unit-files list-timers is-active is-enabled is-failed --version"),
    LATER("what was put off runs later, by a scheduler", "at batch crontab sbatch qsub bsub", "-l -V --version"),
    SANDBOXES(
            "what runs in another system or sandbox belongs to its own manager",
            "lxc lxc-start lxc-attach incus virsh flatpak flatpak-spawn toolbox distrobox",
            "list info ls show config search version --version"),
    TERMINALS(
            "a terminal server that ran before keeps what it was given",
            "tmux screen zellij",
            "ls list-sessions list-windows list-panes capture-pane has-session -V -ls --version"),
    /** Only where no control group holds what it starts. */
    ANOTHER_USER(
            "another user's processes cannot be looked into from here",
            "sudo su doas pkexec runuser",
            "-V -v -k -K -l --version");

    private static final List<String> OF_GIT = List.of("git-upload-pack", "git-receive-pack", "git-upload-archive");

    private final String why;
    private final String programs;
    private final String harmless;

    /** The names with a blank between. */
    HandOver(String why, String programs, String harmless) {
        this.why = why;
        this.programs = programs;
        this.harmless = harmless;
    }

    /** What a simple command does, by its words. */
    static Optional<HandOver> of(List<String> words) {
        return named(name(words)).filter(way -> way.isMeant(words));
    }

    /** The way of a program of this name, whatever its arguments. */
    static Optional<HandOver> named(String program) {
        return Arrays.stream(values())
                .filter(way -> among(way.programs, program))
                .findFirst();
    }

    /** What a program is called without its folder; empty where there are no words. */
    static String name(List<String> words) {
        return words.isEmpty()
                ? ""
                : words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
    }

    private boolean isMeant(List<String> words) {
        // What git starts over there ends with the connection.
        return !(words.size() > 1 && among(harmless, words.get(1)))
                && words.stream().noneMatch(word -> OF_GIT.stream().anyMatch(word::contains));
    }

    private static boolean among(String names, String name) {
        return !name.isEmpty() && (" " + names + " ").contains(" " + name + " ");
    }

    /** For people, behind the name of the program. */
    String why() {
        return why;
    }
}
