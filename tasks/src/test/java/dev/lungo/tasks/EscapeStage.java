package dev.lungo.tasks;

import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Confinement.Strength;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The place of one attempt to get out: what the command may write, what it must leave alone, and a process outside. */
final class EscapeStage {
    private static final String MARK = "what-nobody-may-read";

    private final EscapeRow row;
    private final Path place;
    private final Path tasks;
    private final Path work;
    private final Path outside;
    private final Path home;
    private final Path shared;
    private final Path cron;
    private final Process prey;
    private final Optional<Process> terminal;
    private final Map<String, String> before;

    /** @param tasks where the engine keeps its tasks */
    EscapeStage(EscapeRow row, Path place, Path tasks) throws Exception {
        this.row = row;
        this.place = Files.createDirectory(place);
        this.tasks = tasks;
        work = place.resolve("work");
        outside = place.resolve("outside");
        home = place.resolve("home");
        var token = place.toString().replace('/', '-');
        shared = Path.of("/dev/shm/lungo" + token);
        cron = Path.of("/etc/cron.d/lungo" + token);
        for (var file : List.of(
                work.resolve(".git/hooks/pre-commit"),
                work.resolve(".git/config"),
                work.resolve(".git/modules/m/hooks/pre-commit"),
                work.resolve(".git/worktrees/t/config.worktree"),
                work.resolve(".bashrc"),
                outside.resolve("victim"),
                outside.resolve("secret"),
                home.resolve(".bashrc"),
                home.resolve(".ssh/id"),
                home.resolve(".local/state/lungo/trusted"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, file.endsWith("secret") || file.endsWith("id") ? MARK + "\n" : "# x\n");
        }
        run("mkfifo", outside.resolve("fifo").toString());
        var builder = new ProcessBuilder("sh", "-c", "exec 9>>victim 8<>fifo; echo; exec sleep 1000")
                .directory(outside.toFile());
        builder.environment().put("OF_OTHERS", MARK);
        prey = builder.start();
        // It has all open when it says so.
        prey.getInputStream().read();
        terminal = row.sign() == EscapeRow.Sign.SHOWN ? Optional.of(terminal()) : Optional.empty();
        before = look();
    }

    /** One that shows what it shows in a file, too. */
    private Process terminal() throws Exception {
        var script = new ProcessBuilder("script", "-qfc", "tty >name; exec sleep 1000", "shown")
                .directory(place.toFile())
                .start();
        Patience.until("the terminal is there", () -> !terminalName().isEmpty());
        return script;
    }

    private String terminalName() throws IOException {
        var name = place.resolve("name");
        return Files.exists(name) ? Files.readString(name).strip() : "";
    }

    private static void run(String... command) throws Exception {
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    Command command(Optional<Strength> strength) throws IOException {
        var variables = new HashMap<String, String>();
        variables.put("WORK", work.toString());
        variables.put("OUT", outside.toString());
        variables.put("SECRET", outside.resolve("secret").toString());
        variables.put("HOME", home.toString());
        variables.put("TASKS", tasks.toString());
        variables.put("PLANTED", tasks.resolve(row.id()).toString());
        variables.put("SHM", shared.toString());
        variables.put("CRON", cron.toString());
        variables.put("PREY", Long.toString(prey.pid()));
        variables.put("TERMINAL", terminalName());
        variables.put("ROW", mark());
        var onX86 = System.getProperty("os.arch").equals("amd64");
        for (var call : SystemCall.values()) {
            variables.put("NR_" + call, Integer.toString(call.number(onX86)));
        }
        variables.put("NR_PIDFD_OPEN", "434");
        variables.put("NR_MEMFD", onX86 ? "319" : "279");
        return Command.shell(row.line())
                .withCwd(work)
                .withEnvironment(variables)
                .withConfinement(strength.map(this::confinement));
    }

    private Confinement confinement(Strength strength) {
        return new Confinement(
                strength,
                List.of(work),
                guarded(),
                List.of(outside.resolve("secret"), home.resolve(".ssh")),
                row.terms() == EscapeRow.Terms.NETWORK ? new Network.Open() : new Network.None());
    }

    private List<Path> guarded() {
        return List.of(
                work.resolve(".git/hooks"),
                work.resolve(".git/config"),
                work.resolve(".git/commondir"),
                work.resolve(".git/modules/m/hooks"),
                work.resolve(".git/worktrees/t/config.worktree"),
                work.resolve(".bashrc"),
                work.resolve(".lungo/settings.json"));
    }

    /** What this row writes to those who hear it. */
    String mark() {
        return place.getName(place.getNameCount() - 2) + "-" + row.id() + ";";
    }

    boolean gotThrough(Task task, Path heard) throws IOException {
        return switch (row.sign()) {
            case CHANGE, GUARDED -> !look().equals(before) || planted(task);
            case READ -> output(task).contains(MARK);
            case WORD -> output(task).contains("ESCAPED");
            case HEARD -> Files.readString(heard).contains(mark());
            case SHOWN -> Files.readString(place.resolve("shown")).contains(mark());
            case DEATH -> !prey.isAlive();
            case NEW_HOOK -> Files.exists(work.resolve("n/.git/hooks/pre-commit"));
        };
    }

    private static String output(Task task) throws IOException {
        return new String(Files.readAllBytes(task.folder().resolve("output.log")), StandardCharsets.ISO_8859_1);
    }

    private boolean planted(Task task) throws IOException {
        return Files.exists(tasks.resolve(row.id()))
                || Files.readAllLines(task.folder().resolve("record"), StandardCharsets.ISO_8859_1)
                        .contains("x");
    }

    /** What must not change, as it is now. */
    private Map<String, String> look() throws IOException {
        var seen = new TreeMap<String, String>();
        if (row.sign() == EscapeRow.Sign.GUARDED) {
            for (var path : guarded()) {
                look(path, seen);
            }
            look(work.resolve("link/.git"), seen);
            return seen;
        }
        look(outside, seen);
        look(home, seen);
        seen.put("shared", Boolean.toString(Files.exists(shared)));
        seen.put("cron", Boolean.toString(Files.exists(cron)));
        seen.put("group", Files.readString(Path.of("/proc", Long.toString(prey.pid()), "cgroup")));
        return seen;
    }

    private static void look(Path tree, Map<String, String> seen) throws IOException {
        if (Files.notExists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var files = new ArrayList<Path>();
        try (var walk = Files.walk(tree)) {
            walk.forEach(files::add);
        }
        for (var file : files) {
            var facts = Files.readAttributes(file, "unix:mode,uid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            seen.put(file.toString(), new TreeMap<>(facts) + content(file));
        }
    }

    private static String content(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Files.readString(file);
        }
        if (!file.endsWith("fifo")) {
            return "";
        }
        var pipe = Descriptors.tryOpenPipe(file.toString());
        try {
            return " with " + Descriptors.unread(pipe);
        } finally {
            Descriptors.close(pipe);
        }
    }

    void end() throws Exception {
        prey.destroyForcibly().waitFor();
        if (terminal.isPresent()) {
            // Its end takes the terminal away, and who is in it.
            terminal.get().destroy();
            terminal.get().waitFor();
        }
        Files.deleteIfExists(shared);
        if (Files.isWritable(cron.getParent())) {
            Files.deleteIfExists(cron);
        }
    }
}
