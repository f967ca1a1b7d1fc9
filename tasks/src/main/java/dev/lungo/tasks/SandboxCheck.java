package dev.lungo.tasks;

import dev.lungo.tasks.Confinement.Strength;
import java.util.Optional;

/** Whether sandboxes can be had here; a strong one that worked once is not tried again. Safe for any thread. */
final class SandboxCheck {
    /** Written by whoever sees it work; nobody takes it back. */
    private volatile boolean strongWorks;

    /** Why a command cannot be confined like this, and what to do. */
    Optional<String> missing(Confinement limits) {
        if (limits.strength() == Strength.LIGHT || !strongWorks) {
            var missing = Confinement.missing(limits.strength());
            if (missing.isPresent()) {
                return missing;
            }
        }
        strongWorks = strongWorks || limits.strength() == Strength.STRONG;
        return StrongSandbox.missing(limits);
    }
}
