package dev.lungo.chaos;

import dev.lungo.tasks.DurableSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills its own process by SIGKILL when it comes to a step for the nth time. What to do it reads from {@code CHAOS_KILL},
 * such as {@code CLAIM AFTER 2}; that it did goes to the file {@code CHAOS_DIARY} right before. Safe for any thread.
 */
public final class Hand implements DurableSteps {
    private static final int SIGKILL = 9;

    private final String point;
    private final Path diary;
    private final AtomicInteger left;
    private final MethodHandle kill;

    private Hand(String point, int nth, Path diary) {
        this.point = point;
        this.diary = diary;
        left = new AtomicInteger(nth);
        // Looked up now: the first use of a native function takes long, and others would run on meanwhile.
        var linker = Linker.nativeLinker();
        kill = linker.downcallHandle(
                linker.defaultLookup().find("kill").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    /** What the environment asks for; nothing, for most lives. */
    public static DurableSteps of(Map<String, String> environment) {
        String order = environment.getOrDefault("CHAOS_KILL", "");
        if (order.isEmpty()) {
            return DurableSteps.NONE;
        }
        int last = order.lastIndexOf(' ');
        return new Hand(
                order.substring(0, last),
                Integer.parseInt(order.substring(last + 1)),
                Path.of(environment.getOrDefault("CHAOS_DIARY", "")));
    }

    @Override
    public void at(Enum<?> step, Moment moment) {
        if (point.equals(step + " " + moment) && left.decrementAndGet() == 0) {
            try {
                Files.writeString(diary, point + "\n");
                var _ = (int) kill.invokeExact((int) ProcessHandle.current().pid(), SIGKILL);
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot write to " + diary, failed);
            } catch (Throwable impossible) {
                throw new LinkageError("kill cannot be called", impossible);
            }
        }
    }
}
