package dev.lungo.cli;

import dev.lungo.proxy.AllowedHosts;
import dev.lungo.settings.SandboxSettings;
import dev.lungo.settings.SandboxSettings.Mode;
import dev.lungo.settings.SandboxSettings.Network;
import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Strength;
import dev.lungo.tasks.TaskException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Whether the sandbox that was asked for can be had, found out while the rest of the start goes on. */
final class SandboxCheck {
    private static final String WITHOUT = "To go on without: --sandbox off";

    /** Answers what is missing. */
    private final FutureTask<Optional<String>> look;

    private SandboxCheck(FutureTask<Optional<String>> look) {
        this.look = look;
    }

    /**
     * Begins to look.
     *
     * @param networkAsked whether an option says what it reaches
     * @throws UsageException where what is asked for cannot be had anywhere
     */
    static SandboxCheck begin(SandboxSettings settings, boolean networkAsked) {
        return begin(settings, networkAsked, Confinement::missing);
    }

    /** @param missing what this machine lacks for a strength */
    static SandboxCheck begin(
            SandboxSettings settings, boolean networkAsked, Function<Strength, Optional<String>> missing) {
        if (settings.mode() == Mode.OFF && networkAsked) {
            throw new UsageException(
                    "--sandbox-network is about the sandbox, and there is none: add --sandbox light or --sandbox strong");
        }
        if (settings.network() instanceof Network.Hosts(var hosts) && settings.mode() != Mode.OFF) {
            if (settings.mode() == Mode.LIGHT) {
                throw new UsageException("the light sandbox cannot tell hosts apart: use --sandbox strong, or"
                        + " --sandbox-network none or all");
            }
            try {
                var _ = AllowedHosts.parse(hosts);
            } catch (IllegalArgumentException noHost) {
                throw new UsageException("sandbox.network: " + noHost.getMessage());
            }
        }
        var look = new FutureTask<>(() -> Confining.strength(settings.mode()).flatMap(missing));
        if (settings.mode() == Mode.OFF) {
            look.run();
        } else {
            Thread.ofPlatform().name("sandbox check").daemon().start(look);
        }
        return new SandboxCheck(look);
    }

    /**
     * Waits for the answer.
     *
     * @throws UsageException where the sandbox is not to be had, with what is missing: nothing runs without it
     */
    void require() throws InterruptedException {
        Optional<String> missing;
        try {
            missing = look.get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TaskException why)) {
                throw new IllegalStateException("the sandbox cannot be looked for", failed.getCause());
            }
            missing = Optional.of(String.valueOf(why.getMessage()));
        }
        if (missing.isPresent()) {
            throw new UsageException("the sandbox that was asked for cannot be had, so no command would run: "
                    + missing.get() + "\n" + WITHOUT);
        }
    }
}
