package dev.lungo.tool;

import dev.lungo.proxy.OnDemandProxy;
import dev.lungo.tasks.Confinement.Strength;
import java.nio.file.Path;
import java.util.List;

/**
 * What a person wants of a sandbox.
 *
 * @param writable what commands may write besides the workspace
 * @param hidden what they must not read besides the usual secrets
 * @param mayBeLeft whether a call may ask to run outside
 */
public record SandboxTerms(
        Strength strength, Reach network, List<Path> writable, List<Path> hidden, boolean mayBeLeft) {
    public SandboxTerms {
        writable = List.copyOf(writable);
        hidden = List.copyOf(hidden);
    }

    /** How far commands get by network. */
    public sealed interface Reach {
        record Nowhere() implements Reach {}

        record Everywhere() implements Reach {}

        /**
         * To some hosts.
         *
         * @param names as they were written
         * @param proxy the way there
         */
        record Hosts(List<String> names, OnDemandProxy proxy) implements Reach {
            public Hosts {
                names = List.copyOf(names);
            }
        }
    }
}
