package dev.lungo.permission;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lungo.model.Json;
import dev.lungo.testing.PlannedTool;
import dev.lungo.tool.CallContext;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.ToolOutcome;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A small project on disk, with a home folder beside it, and the judge of its commands. */
final class SampleProject {
    private final Path folder;
    private final Path home;
    private final Judge judge;
    private final Untouched work;

    /** Tools that run nothing; where there is a sandbox, a call may ask to leave it. */
    private record Untouched(boolean sandbox) implements PlannedTool.Work {
        @Override
        public ToolOutcome run(ToolInput input, CallContext context) {
            return ToolOutcome.ok("not run here");
        }

        @Override
        public String schema() {
            return sandbox
                    ? "{\"type\":\"object\",\"properties\":{\"unconfined\":{\"type\":\"boolean\"}}}"
                    : PlannedTool.Work.super.schema();
        }
    }

    private SampleProject(Path folder, Path home, boolean sandbox) throws IOException {
        this.folder = folder;
        this.home = home;
        this.work = new Untouched(sandbox);
        this.judge = new Judge(
                Workspace.of(folder, List.of()),
                sandbox ? new Judge.Sandboxed(true, false) : Judge.Sandboxed.NONE,
                home,
                Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin", "API_TOKEN", "t0p"));
    }

    /** Makes its files in an empty folder. */
    static SampleProject in(Path empty) throws IOException {
        return in(empty, false);
    }

    /**
     * Makes its files in an empty folder.
     *
     * @param sandbox whether commands run confined
     */
    static SampleProject in(Path empty, boolean sandbox) throws IOException {
        Path root = empty.toRealPath();
        Path project = Files.createDirectories(root.resolve("project"));
        for (String folder : List.of(
                "src/main",
                "secrets",
                ".git",
                "bare/objects",
                "bare/refs",
                "template",
                "deep/down",
                "tmpl/.vscode",
                "tmpl/lib",
                "conf",
                "linked",
                "dangling/objects",
                "bare/sub/x",
                "a:~",
                "tree/.bare",
                "common")) {
            Files.createDirectories(project.resolve(folder));
        }
        for (String file : List.of(
                "README.md",
                "package.json",
                "notes.txt",
                "notes.tar",
                "notes.zip",
                ".env",
                ".env.example",
                "src/a.js",
                "src/b.js",
                "src/main/A.java",
                "secrets/server.pem",
                ".git/HEAD",
                "bare/HEAD",
                "bare/config",
                "common/HEAD",
                "evil:x",
                "common/commondir",
                "deep/down/a.txt",
                "tmpl/.vscode/tasks.json",
                "tmpl/lib/a.js",
                "conf/config.toml",
                "linked/own.txt")) {
            Files.writeString(project.resolve(file), "text\n");
        }
        Files.write(project.resolve(".git/index"), index("README.md", "secrets/server.pem", "src/a.js"));
        Files.createSymbolicLink(project.resolve("out"), Path.of("/etc"));
        Files.createSymbolicLink(project.resolve("dangling/HEAD"), Path.of("refs/heads/main"));
        Files.createSymbolicLink(project.resolve("key"), Path.of("secrets/server.pem"));
        Files.createSymbolicLink(project.resolve("linked/there"), Path.of("../secrets"));
        Files.createSymbolicLink(project.resolve("linked/loop"), Path.of("../linked"));
        Files.createSymbolicLink(project.resolve("way"), Path.of("deep/down"));
        Files.createSymbolicLink(project.resolve("common/self"), Path.of("/proc/self/cwd"));
        Files.createSymbolicLink(project.resolve("inner"), Path.of("bare/sub"));
        Files.createSymbolicLink(project.resolve("innermost"), Path.of("bare/sub/x"));
        Files.writeString(project.resolve("tree/.git"), "gitdir: ./.bare\n");
        Files.createSymbolicLink(project.resolve("deep/leak"), Path.of("/etc"));
        return new SampleProject(project, Files.createDirectories(root.resolve("home")), sandbox);
    }

    /** As git writes it, without what it knows of the files. */
    private static byte[] index(String... names) {
        var bytes = ByteBuffer.allocate(1024)
                .put("DIRC".getBytes(US_ASCII))
                .putInt(2)
                .putInt(names.length);
        for (String name : names) {
            int start = bytes.position();
            bytes.position(start + 60).putShort((short) name.length()).put(name.getBytes(US_ASCII));
            bytes.position(start + (bytes.position() - start + 8) / 8 * 8);
        }
        return Arrays.copyOf(bytes.array(), bytes.position() + 20);
    }

    Verdict judged(PermissionMode mode, PermissionRules rules, String command) {
        return judged(mode, rules, Json.line(Json.object().put("command", command)), "bash");
    }

    Verdict judged(PermissionMode mode, PermissionRules rules, String input, String tool) {
        return judge.judge(mode, rules, new PlannedTool(tool, Tool.Access.COMMAND, work), ToolInput.parse(input));
    }

    /** A text in which this project's places have the same names on every machine; the words of the grammar are its own. */
    String portable(String text) {
        return text.replace(folder.toString(), "PROJECT")
                .replace(home.toString(), "HOME")
                .replaceAll("/proc/[0-9]+/", "/proc/PID/")
                .replaceFirst("(cannot be read: ).*", "$1…");
    }
}
