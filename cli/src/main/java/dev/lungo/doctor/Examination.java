package dev.lungo.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All that there is to look at, side by side; findings come in the order of the looks. */
public final class Examination {
    private final List<Callable<Finding>> looks = new ArrayList<>();

    /** Adds a look. Called by the thread that begins the examination. */
    public Examination with(Callable<Finding> look) {
        looks.add(look);
        return this;
    }

    /** Looks at everything. */
    public List<Finding> findings() throws InterruptedException {
        var findings = new ArrayList<Finding>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Finding> future : threads.invokeAll(looks)) {
                findings.add(future.get());
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a look at the machine failed", broken.getCause());
        }
        return List.copyOf(findings);
    }

    /** Whether nothing is among them that Lungo cannot do without. */
    public static boolean isWell(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding instanceof Finding.Broken);
    }
}
