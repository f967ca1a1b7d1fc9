package dev.lungo.tasks;

import dev.lungo.tasks.Confinement.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Confines the waiter itself, and so all that comes of it, before it begins. */
record LightSandbox(ConfinedThread thread, TaskFolder folder) implements Sandbox {
    static Sandbox prepare(Confinement limits, TaskFolder folder) {
        var open = limits.network() instanceof Network.Open;
        var rules = Landlock.forFiles(open);
        try {
            folder.makeTemporary();
            new LightRules(RealPaths.of(limits), folder).giveTo(rules);
        } catch (RuntimeException e) {
            rules.close();
            throw e;
        }
        // Not unix sockets either: whoever listens there, a container engine or a session's bus, starts programs for
        // others.
        var families =
                open ? List.of(SocketFamily.INET, SocketFamily.INET6, SocketFamily.NETLINK) : List.<SocketFamily>of();
        return new LightSandbox(new ConfinedThread(rules, Optional.of(new CallFilter(families))), folder);
    }

    /** Why it cannot be had with this version of Landlock, or this negated errno. */
    static Optional<String> missing(int version) {
        if (version >= Landlock.NEEDED) {
            return Optional.empty();
        }
        return Optional.of(
                version < 0
                        ? "the light sandbox needs Landlock, which this kernel does not have or has switched off (errno "
                                + -version + Libc.meaning(-version)
                                + "): use Linux 6.2 or newer with 'landlock' in its boot parameter 'lsm='"
                        : "the light sandbox needs version " + Landlock.NEEDED
                                + " of Landlock, and this kernel has version " + version + ": use Linux 6.2 or newer");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("TMPDIR", folder.temporary().toString());
    }

    @Override
    public List<String> words() {
        return List.of();
    }

    @Override
    public List<Integer> descriptors() {
        return List.of();
    }

    @Override
    public long start(Spawn waiter) {
        return thread.start(waiter);
    }

    @Override
    public void close() {
        thread.rules().close();
    }
}
