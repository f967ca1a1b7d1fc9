package dev.lungo.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The bash of this machine, asked about many lines at once in a scratch folder. */
final class RealBash {
    /** The names of the programs that exist while {@link #run} runs a line. */
    static final List<String> PROGRAMS = List.of("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");

    /** A fork for each line, no program: with {@code set -n} on, the rest of what is evaluated is read and not run. */
    private static final String JUDGE = """
            while IFS= read -r -d '' line; do
              (eval "set -n
            $line") >/dev/null 2>&1 && echo yes || echo no
            done""";

    /** Bounded in time, in processor time and in what is written, and with nothing on the path but the programs. */
    private static final String RUNNER = """
            ulimit -t 2; ulimit -f 64; exec 9>&1
            top=$PWD; n=0
            export PATH=$top/bin HOME=$top/home FUNCNEST=4
            while IFS= read -r -d '' line; do
              cd "$top/$n"
              LOG=$top/$n.log /usr/bin/timeout -s KILL 10 /bin/bash -c "$line" </dev/null >/dev/null 2>&1
              ((n++))
            done""";

    private static final String PROGRAM = """
            #!/bin/sh
            printf '%s\\0' "${0##*/}" "$#" "$@" >>"$LOG"
            printf '%s\\n' out
            case $0 in *[3579]) exit 1 ;; esac
            """;

    private final Path scratch;

    /** What a line did: the programs that ran with their arguments, and the files that it made. */
    record Ran(List<List<String>> programs, Set<String> files) {}

    RealBash(Path scratch) {
        this.scratch = scratch;
    }

    /** Whether bash takes each of the lines for a correct script, without running it. */
    List<Boolean> accepts(List<String> lines) throws IOException, InterruptedException {
        String answers = bash(JUDGE, Files.createTempDirectory(scratch, "judge"), lines);
        return answers.lines().map("yes"::equals).toList();
    }

    /** Runs each of the lines in an empty folder of its own. */
    List<Ran> run(List<String> lines) throws IOException, InterruptedException {
        Path top = Files.createTempDirectory(scratch, "run");
        Path bin = Files.createDirectories(top.resolve("bin"));
        Files.createDirectories(top.resolve("home"));
        for (String name : PROGRAMS) {
            Path program = Files.writeString(bin.resolve(name), PROGRAM);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (int i = 0; i < lines.size(); i++) {
            Files.createDirectory(top.resolve(String.valueOf(i)));
        }
        bash(RUNNER, top, lines);
        var ran = new ArrayList<Ran>();
        for (int i = 0; i < lines.size(); i++) {
            ran.add(new Ran(programs(top.resolve(i + ".log")), files(top.resolve(String.valueOf(i)))));
        }
        return ran;
    }

    private String bash(String script, Path folder, List<String> lines) throws IOException, InterruptedException {
        Path input = folder.resolve("lines");
        Files.writeString(input, String.join("\0", lines) + "\0");
        var builder = new ProcessBuilder("/bin/bash", "-c", script)
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("PATH", "/usr/bin:/bin");
        Process process = builder.start();
        // Ends when nobody is left that a line started: all of them hold this pipe.
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("bash closed its output and did not end");
        }
        return output;
    }

    private static List<List<String>> programs(Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        var fields = new ArrayList<>(List.of(Files.readString(log).split("\0", -1)));
        fields.removeLast();
        var programs = new ArrayList<List<String>>();
        for (int at = 0; at + 1 < fields.size(); ) {
            int arguments = Integer.parseInt(fields.get(at + 1));
            if (at + 2 + arguments > fields.size()) {
                break;
            }
            var program = new ArrayList<String>();
            program.add(fields.get(at));
            program.addAll(fields.subList(at + 2, at + 2 + arguments));
            programs.add(program);
            at += 2 + arguments;
        }
        return programs;
    }

    private static Set<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var names = new TreeSet<String>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }
}
