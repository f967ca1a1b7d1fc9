package dev.lungo.tool;

import dev.lungo.proxy.Denial;
import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Strength;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Commands do whatever their user may. */
record NoSandbox() implements Sandbox {
    @Override
    public Optional<Confinement> confinement(boolean outside) {
        return Optional.empty();
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.empty();
    }

    @Override
    public boolean mayBeLeft() {
        return false;
    }

    @Override
    public void checkLeaving() {}

    @Override
    public void checkChange(Path real) {}

    @Override
    public Predicate<Path> hidden() {
        return _ -> false;
    }

    @Override
    public List<Denial> denied(Instant from, Instant to) {
        return List.of();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }
}
