package dev.lungo.tasks;

import dev.lungo.tasks.Confinement.Strength;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Makes every attempt of the escape table as the user that it runs as, and says a line for each: its number, whether it got
 * through, and whether the engine noticed a change of guarded paths. Arguments: a folder and the strength, or {@code off}.
 */
final class EscapeProgram {
    private record Attempt(EscapeRow row, EscapeStage stage, Task task) {}

    private EscapeProgram() {}

    public static void main(String[] arguments) throws Exception {
        var place = Path.of(arguments[0]);
        var strength =
                arguments[1].equals("off") ? Optional.<Strength>empty() : Optional.of(Strength.valueOf(arguments[1]));
        var heard = Path.of(System.getenv("SOCKETS"), "heard");
        var attempts = new ArrayList<Attempt>();
        try (var tasks = Tasks.open(place.resolve("tasks"))) {
            for (var row : EscapeRow.ALL) {
                var stage = new EscapeStage(row, place.resolve(row.id()), place.resolve("tasks"));
                var task = tasks.start(stage.command(strength));
                if (task.await(Patience.LONG) instanceof TaskState.Running) {
                    throw new AssertionError("'" + row.name() + "' does not end");
                }
                attempts.add(new Attempt(row, stage, task));
            }
            listened(heard, place.getFileName() + "-first");
            listened(heard, place.getFileName() + "-second");
            for (var attempt : attempts) {
                System.out.println(String.join(
                        " ",
                        attempt.row().id(),
                        attempt.stage().gotThrough(attempt.task(), heard) ? "through" : "held",
                        attempt.task().guardedChanges().isEmpty() ? "-" : "noticed"));
            }
        } finally {
            for (var attempt : attempts) {
                attempt.stage().end();
            }
        }
        System.out.println("done");
    }

    /** What was said before this has been heard. */
    private static void listened(Path heard, String word) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(System.getenv("TCP")));
                var out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            out.println(word);
        }
        Patience.until(word + " is heard", () -> Files.readString(heard).contains(word));
    }
}
