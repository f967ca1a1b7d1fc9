package dev.lungo.cli;

import dev.lungo.proxy.AllowedHosts;
import dev.lungo.proxy.OnDemandProxy;
import dev.lungo.settings.SandboxSettings;
import dev.lungo.settings.SandboxSettings.Mode;
import dev.lungo.settings.SandboxSettings.Network;
import dev.lungo.tasks.Confinement.Strength;
import dev.lungo.tasks.Tasks;
import dev.lungo.terminal.Remaining;
import dev.lungo.tool.CommandSandbox;
import dev.lungo.tool.OwnFolders;
import dev.lungo.tool.Sandbox;
import dev.lungo.tool.SandboxTerms;
import dev.lungo.tool.SandboxTerms.Reach;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sandbox of a run, as settings and options want it. Making it is cheap.
 *
 * @param proxy the way to named hosts, where there are any
 */
record Confining(Sandbox sandbox, Optional<OnDemandProxy> proxy) {
    private static final int NAMED = 4;

    /** @param attended whether a person can be asked */
    static Confining of(Setup setup, Workspace workspace, boolean attended) {
        SandboxSettings settings = setup.settings().sandbox();
        Optional<Strength> strength = strength(settings.mode());
        if (strength.isEmpty()) {
            return new Confining(Sandbox.OFF, Optional.empty());
        }
        refuseImpossible(strength.get(), settings, workspace);
        Reach reach = reach(settings.network(), setup);
        // What would only ever be denied is not offered.
        boolean mayBeLeft = new Allowance(setup).mayLeaveSandbox(attended);
        var terms = new SandboxTerms(strength.get(), reach, settings.writable(), settings.hidden(), mayBeLeft);
        return new Confining(
                new CommandSandbox(workspace, terms, setup.folders()),
                reach instanceof Reach.Hosts(var _, var proxy) ? Optional.of(proxy) : Optional.empty());
    }

    /** Empty where nothing is to be confined. */
    static Optional<Strength> strength(Mode mode) {
        return switch (mode) {
            case OFF -> Optional.empty();
            case LIGHT -> Optional.of(Strength.LIGHT);
            case STRONG -> Optional.of(Strength.STRONG);
        };
    }

    private static void refuseImpossible(Strength strength, SandboxSettings settings, Workspace workspace) {
        for (Path hidden : settings.hidden()) {
            if (strength == Strength.LIGHT && workspace.roots().stream().anyMatch(hidden::startsWith)) {
                throw new UsageException("the light sandbox cannot hide " + hidden
                        + ", which lies in a folder that commands may write: use --sandbox strong");
            }
        }
    }

    /** Whether it may leave something open that should be hidden. */
    boolean mayLeaveOpen() {
        return sandbox.strength().filter(strength -> strength == Strength.LIGHT).isPresent();
    }

    /** What it leaves open, for people; empty where that is nothing. It looks through many files. */
    String leftOpen() {
        List<Path> open = sandbox instanceof CommandSandbox confined ? confined.unhidden() : List.of();
        return open.isEmpty()
                ? ""
                : "the light sandbox cannot hide "
                        + open.stream().limit(NAMED).map(Path::toString).collect(Collectors.joining(", "))
                        + (open.size() > NAMED ? " and more" : "")
                        + ", which lies where commands may write: they can read it (--sandbox strong hides it)";
    }

    private static Reach reach(Network network, Setup setup) {
        return switch (network) {
            case Network.None() -> new Reach.Nowhere();
            case Network.All() -> new Reach.Everywhere();
            case Network.Hosts(var hosts) ->
                new Reach.Hosts(
                        hosts,
                        new OnDemandProxy(socket(setup.folders(), setup.sessionId()), AllowedHosts.parse(hosts)));
        };
    }

    /** The same in every life of a session, and short: the kernel takes no long names of sockets. */
    private static Path socket(OwnFolders folders, String session) {
        String name = session.replace("-", "");
        return folders.state()
                .resolve("proxy")
                .resolve(name.substring(0, Math.min(16, name.length())))
                .resolve("socket");
    }

    /** Commands of an earlier life of the session may still run and need the way out. */
    void resume() {
        if (proxy.isEmpty()) {
            return;
        }
        try {
            proxy.get().resume();
        } catch (IOException failed) {
            throw new UncheckedIOException("the sandbox's proxy cannot listen", failed);
        }
    }

    /** @param tasks that may go on, and look for the proxy when the session does; they have been told to end where they should */
    void close(Tasks tasks) {
        if (proxy.isEmpty()) {
            return;
        }
        Remaining remaining = Remaining.of(tasks);
        try {
            if (remaining.toStop().isEmpty() && remaining.persistent().isEmpty()) {
                proxy.get().closeForGood();
            } else {
                proxy.get().close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the sandbox's proxy cannot be closed", failed);
        }
    }
}
