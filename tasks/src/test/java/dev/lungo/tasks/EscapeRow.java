package dev.lungo.tasks;

import dev.lungo.tasks.Confinement.Strength;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A way out of a sandbox: what a command tries, and by what somebody outside sees that it got through.
 *
 * <p>The command is in {@code $WORK}, which it may write, a repository. It must not change {@code $OUT}, where {@code victim} is,
 * nor read {@code $SECRET}. {@code $PREY} is the number of a process outside, in the folder {@code $OUT}, with the victim open as
 * descriptor 9. {@code $TRY} is {@code escape.pl}.
 *
 * @param limits what is not prevented, by strength, in the words of docs/sandbox.md
 */
record EscapeRow(String name, String line, Sign sign, Terms terms, Map<Strength, String> limits) {
    /** What is special about a row. */
    enum Terms {
        NOTHING,
        /** The sandbox has all of the network. */
        NETWORK,
        /** The engine prevents it without a sandbox too. */
        WITHOUT_CONTROL,
        /** Root has all of it already. */
        ORDINARY
    }

    private static final String METADATA = "modes, owners and times";
    private static final String GUARDED = "guarded paths";
    private static final String NEW = "paths that are not there yet";
    private static final String REPOSITORIES = "new repositories";
    private static final String PIPES = "named pipes";
    private static final String MEMORY = "shared memory";

    static final List<EscapeRow> ALL = List.of(
            changes("a file outside", "echo x >>$OUT/victim"),
            changes("a new file outside", "echo x >$OUT/new"),
            changes("by ..", "echo x >>../outside/victim"),
            changes("a link to a file", "ln -s $OUT/victim l; echo x >>l"),
            changes("a link to a folder", "ln -s $OUT d; echo x >>d/victim"),
            changes("a hard link", "ln $OUT/victim h; echo x >>h"),
            changes("a folder swapped for a link", "$TRY race $OUT"),
            changes("truncating", "truncate -s 0 $OUT/victim"),
            changes("removing", "rm -f $OUT/victim"),
            changes("moving a file in", "mv $OUT/victim . "),
            changes("moving a file out", "echo x >f; mv -f f $OUT/victim"),
            changes("moving a folder out", "mkdir d; mv d $OUT/"),
            changes("moving the folder outside away", "mv $OUT ${OUT}2 && mkdir $OUT"),
            changes("modes of a file outside", "chmod 777 $OUT/victim").but(Strength.LIGHT, METADATA),
            changes("times of a file outside", "touch -d @1000000 $OUT/victim").but(Strength.LIGHT, METADATA),
            changes("/proc/self/root", "echo x >>/proc/self/root$OUT/victim"),
            changes("/proc/self/cwd", "echo x >>/proc/self/cwd/../outside/victim"),
            changes("/proc/PID/root", "echo x >>/proc/$PREY/root$OUT/victim"),
            changes("/proc/PID/cwd", "echo x >>/proc/$PREY/cwd/victim"),
            changes("/proc/PID/fd", "echo x >>/proc/$PREY/fd/9"),
            says("/proc/PID/mem", "$TRY mem $PREY"),
            reads("/proc/PID/environ", "tr '\\0' '\\n' </proc/$PREY/environ"),
            says("ptrace", "$TRY ptrace $PREY"),
            changes("taking a descriptor of another process", "$TRY getfd $PREY"),
            kills("killing a process outside", "kill -KILL $PREY"),
            says("limits of a process outside", "prlimit --pid $PREY --nofile=17:17 && echo ESCAPED"),
            says("inherited descriptors", "for fd in $(seq 3 250); do [ ! -e /proc/$$/fd/$fd ] || echo ESCAPED; done")
                    .with(Terms.WITHOUT_CONTROL),
            guarded("a hook of git", "echo x >>.git/hooks/pre-commit").but(Strength.LIGHT, GUARDED),
            guarded("a new hook of git", "echo x >.git/hooks/post-checkout").but(Strength.LIGHT, GUARDED),
            guarded("git config core.hooksPath", "echo '[core] hooksPath = x' >>.git/config")
                    .but(Strength.LIGHT, GUARDED),
            guarded("git config core.fsmonitor", "sed -i 's/x/y/; $a fsmonitor=x' .git/config")
                    .but(Strength.LIGHT, GUARDED),
            guarded("git config core.pager", "echo x >c; mv c .git/config").but(Strength.LIGHT, GUARDED),
            guarded("moving the folder of a hook away", "mv .git g; mkdir -p .git/hooks; echo x >.git/hooks/pre-commit")
                    .but(Strength.LIGHT, GUARDED),
            guarded("the git folder of a submodule", "echo x >>.git/modules/m/hooks/pre-commit")
                    .but(Strength.LIGHT, GUARDED),
            guarded("the git folder of a worktree", "echo x >>.git/worktrees/t/config.worktree")
                    .but(Strength.LIGHT, GUARDED),
            guarded("git led to another folder", "mkdir -p c/hooks; echo ../c >.git/commondir"),
            says(
                            "git led to another folder meanwhile",
                            "echo ../c >.git/commondir && cat .git/commondir && echo ESCAPED")
                    .but(Strength.LIGHT, NEW)
                    .but(Strength.STRONG, NEW),
            guarded(
                            "a repository that git looks into by itself",
                            "mkdir -p link/.git; echo x >link/.git/config; $TRY link")
                    .but(Strength.LIGHT, REPOSITORIES)
                    .but(Strength.STRONG, REPOSITORIES),
            guarded("a start-up file in a writable home", "echo x >>.bashrc").but(Strength.LIGHT, GUARDED),
            guarded("project settings that were not there", "mkdir .lungo; echo {} >.lungo/settings.json")
                    .but(Strength.LIGHT, NEW)
                    .but(Strength.STRONG, NEW),
            row("a hook of a new repository", "mkdir -p n/.git/hooks; echo x >n/.git/hooks/pre-commit", Sign.NEW_HOOK)
                    .but(Strength.LIGHT, REPOSITORIES)
                    .but(Strength.STRONG, REPOSITORIES),
            changes("a start-up file", "echo x >>$HOME/.bashrc"),
            changes("settings of Lungo", "mkdir -p $HOME/.config/lungo; echo {} >$HOME/.config/lungo/settings.json"),
            changes("state of Lungo", "echo x >>$HOME/.local/state/lungo/trusted"),
            changes(
                    "its own task",
                    "for f in $TASKS/*/record $TASKS/*/stop; do printf '\\nx\\n' >>$f; done; echo x >$PLANTED"),
            changes("the descriptors of its waiter", "printf '\\nx\\n' >>/proc/$PPID/fd/3"),
            reads("a hidden file", "cat $SECRET"),
            reads("a hidden file by a link", "ln -s $SECRET s; cat s"),
            reads("a hidden file by a hard link", "ln $SECRET s; cat s"),
            reads("a hidden file moved", "mv $SECRET s; cat s"),
            reads("a hidden folder moved", "mv $HOME/.ssh s; cat s/id"),
            reads("a hidden file by /proc", "cat /proc/self/root$SECRET"),
            reads("a hidden file by a process outside", "cat /proc/$PREY/root$SECRET"),
            changes("a bind mount", "mkdir m; mount --bind $OUT m && echo x >>m/victim"),
            changes(
                    "a bind mount in namespaces of its own",
                    "mkdir m; unshare -rm sh -c 'mount --bind $OUT m; echo x >>m/victim'"),
            changes("a mount made writable", "mount -o remount,bind,rw / ; echo x >>$OUT/victim"),
            says("a user namespace", "unshare -r true && echo ESCAPED"),
            hears("a unix socket, as of a container engine or an agent of keys", "$TRY stream $SOCKETS/stream"),
            hears("a unix socket for datagrams", "$TRY datagram $SOCKETS/datagram"),
            hears("a unix socket for datagrams, by one of a pair", "$TRY pair $SOCKETS/datagram"),
            hears("an abstract socket", "$TRY abstract $ABSTRACT"),
            hears("TCP", "$TRY tcp $TCP"),
            hears("TCP by the shell", "echo $ROW >/dev/tcp/127.0.0.1/$TCP"),
            hears("UDP, as DNS", "$TRY udp $UDP"),
            hears("IPv6", "$TRY tcp6 $TCP6"),
            hears("a unix socket, all of the network allowed", "$TRY stream $SOCKETS/stream")
                    .with(Terms.NETWORK),
            hears("an abstract socket, all of the network allowed", "$TRY abstract $ABSTRACT")
                    .with(Terms.NETWORK),
            says("ICMP", "$TRY ping"),
            says("raw packets", "$TRY raw").with(Terms.NETWORK),
            says("raw frames", "$TRY packet").with(Terms.NETWORK),
            says("the host of a virtual machine (vsock)", "$TRY machine").with(Terms.NETWORK),
            says("typing into a terminal (TIOCSTI)", "$TRY tiocsti"),
            row("a terminal outside", "echo $ROW >$TERMINAL", Sign.SHOWN),
            changes("a named pipe outside", "echo x >$OUT/fifo").but(Strength.STRONG, PIPES),
            changes("shared memory (/dev/shm)", "echo x >$SHM"),
            says("shared memory (System V)", "$TRY segment $SEGMENT").but(Strength.LIGHT, MEMORY),
            says("a setuid program", "[ \"$($SETUID -u)\" != 0 ] || echo ESCAPED")
                    .with(Terms.ORDINARY),
            changes("a cron table", "echo '# x' >$CRON"),
            changes("a control group", "echo $PREY >$GROUP/cgroup.procs"),
            changes("a program in memory", "$TRY memory"),
            says("core_pattern", "( : >>/proc/sys/kernel/core_pattern ) && echo ESCAPED"),
            says("io_uring", "$TRY ring"),
            says("keys of the kernel", "$TRY keys"),
            says("bpf", "$TRY bpf"),
            says("a module of the kernel", "$TRY module"),
            says("a file by its handle", "$TRY handle"),
            says("userfaultfd", "$TRY faults"),
            says("calls of another architecture", "$TRY foreign"),
            says("a disk", "for d in /dev/vda /dev/sda /dev/nvme0n1; do head -c 1 $d >/dev/null && echo ESCAPED; done"),
            says("a device under another name", "mknod d c 1 9 && head -c 1 d >/dev/null && echo ESCAPED"),
            says("memory of the kernel", "head -c 1 /proc/kcore >/dev/null && echo ESCAPED"));

    /** By what somebody outside sees that an attempt got through. */
    enum Sign {
        /** Something outside is not what it was. */
        CHANGE,
        /** The command printed what is hidden. */
        READ,
        /** The command printed that it got through, where that has no other trace. */
        WORD,
        /** A guarded path is not what it was. */
        GUARDED,
        /** Somebody outside heard from it. */
        HEARD,
        /** A terminal outside shows it. */
        SHOWN,
        /** The process outside is dead. */
        DEATH,
        /** There is a hook in a repository that was not there. */
        NEW_HOOK
    }

    private static EscapeRow changes(String name, String line) {
        return row(name, line, Sign.CHANGE);
    }

    private static EscapeRow reads(String name, String line) {
        return row(name, line, Sign.READ);
    }

    private static EscapeRow says(String name, String line) {
        return row(name, line, Sign.WORD);
    }

    private static EscapeRow guarded(String name, String line) {
        return row(name, line, Sign.GUARDED);
    }

    private static EscapeRow hears(String name, String line) {
        return row(name, line, Sign.HEARD);
    }

    private static EscapeRow kills(String name, String line) {
        return row(name, line, Sign.DEATH);
    }

    private static EscapeRow row(String name, String line, Sign sign) {
        return new EscapeRow(name, line, sign, Terms.NOTHING, Map.of());
    }

    private EscapeRow with(Terms terms) {
        return new EscapeRow(name, line, sign, terms, limits);
    }

    private EscapeRow but(Strength strength, String limit) {
        var more = new EnumMap<Strength, String>(Strength.class);
        more.putAll(limits);
        more.put(strength, limit);
        return new EscapeRow(name, line, sign, terms, more);
    }

    /** A name for files, and for who hears of it. */
    String id() {
        return "row" + ALL.indexOf(this);
    }
}
