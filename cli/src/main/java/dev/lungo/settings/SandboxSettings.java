package dev.lungo.settings;

import java.nio.file.Path;
import java.util.List;

/**
 * What commands are confined to.
 *
 * @param writable trees that they may write besides the working folder; absolute, perhaps not there
 * @param hidden trees and files that they must not read, besides the usual secrets
 * @param allowCommands a command inside the sandbox needs no asking
 * @param allowUnconfined a person may be asked to let one command run outside of it
 */
public record SandboxSettings(
        Mode mode,
        Network network,
        List<Path> writable,
        List<Path> hidden,
        boolean allowCommands,
        boolean allowUnconfined) {
    public static final SandboxSettings DEFAULT =
            new SandboxSettings(Mode.OFF, new Network.None(), List.of(), List.of(), true, true);

    public SandboxSettings {
        writable = List.copyOf(writable);
        hidden = List.copyOf(hidden);
    }

    /** How strongly; each is stricter than the one before. */
    public enum Mode {
        OFF,
        LIGHT,
        STRONG
    }

    /** What of the network they reach. */
    public sealed interface Network {
        record None() implements Network {}

        record All() implements Network {}

        /**
         * Some hosts.
         *
         * @param hosts by name; {@code *.example.com} are all below one
         */
        record Hosts(List<String> hosts) implements Network {
            public Hosts {
                hosts = List.copyOf(hosts);
            }
        }
    }
}
