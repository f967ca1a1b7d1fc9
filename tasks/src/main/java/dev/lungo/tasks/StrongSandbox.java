package dev.lungo.tasks;

import dev.lungo.tasks.Confinement.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has bubblewrap make the namespaces in which the command runs. The waiter stays outside, with its record; what bubblewrap
 * is to do it reads from memory files, so that no path is among the arguments of a process.
 *
 * @param descriptors of the arguments, of the filter and of what is mounted, in this order
 */
record StrongSandbox(
        List<String> words, List<Integer> descriptors, Map<String, String> environment, Optional<ConfinedThread> thread)
        implements Sandbox {
    private static final int ARGUMENTS = Waiter.FREE_DESCRIPTOR;
    private static final int FILTER = ARGUMENTS + 1;

    private static final List<SocketFamily> FAMILIES = List.of(SocketFamily.values());

    static Sandbox prepare(Confinement limits, TaskFolder folder, Path cwd) {
        var bubblewrap = Bubblewrap.find().orElseThrow(() -> new TaskException("bubblewrap is gone"));
        folder.makeTemporary();
        var words =
                new ArrayList<>(List.of(bubblewrap.program().toString(), "--args", Integer.toString(ARGUMENTS), "--"));
        var environment = new HashMap<>(Map.of("TMPDIR", StrongMounts.TMP.toString()));
        if (limits.network() instanceof Network.Through(var socket)) {
            words.addAll(ProxyForwarder.words(socket));
            environment.putAll(ProxyForwarder.environment());
        }
        var files = new ArrayList<Integer>();
        var held = new HeldPaths(FILTER + 1);
        try {
            var arguments = new StrongMounts(RealPaths.of(limits), limits.network(), folder, held).arguments(cwd);
            arguments.addAll(List.of("--seccomp", Integer.toString(FILTER)));
            files.add(Descriptors.memory(String.join("\0", arguments).getBytes(Libc.FILE_NAMES)));
            files.add(Descriptors.memory(new CallFilter(FAMILIES).bytes()));
            files.addAll(held.descriptors());
            return new StrongSandbox(words, files, environment, thread(limits, bubblewrap));
        } catch (RuntimeException e) {
            Stream.concat(files.stream(), held.descriptors().stream())
                    .distinct()
                    .forEach(Descriptors::close);
            throw e;
        }
    }

    /** A network of its own has abstract sockets of its own. */
    private static Optional<ConfinedThread> thread(Confinement limits, Bubblewrap bubblewrap) {
        return limits.network() instanceof Network.Open && Landlock.hasScopes() && !bubblewrap.setuid()
                ? Optional.of(new ConfinedThread(Landlock.forScopes(), Optional.empty()))
                : Optional.empty();
    }

    static Optional<String> missing(Confinement limits) {
        return limits.network() instanceof Network.Through ? ProxyForwarder.missing() : Optional.empty();
    }

    @Override
    public long start(Spawn waiter) {
        return thread.map(confined -> confined.start(waiter)).orElseGet(waiter::start);
    }

    @Override
    public void close() {
        descriptors.forEach(Descriptors::close);
        thread.ifPresent(confined -> confined.rules().close());
    }
}
