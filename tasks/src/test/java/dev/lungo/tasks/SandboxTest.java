package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Confinement.Strength;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The table of docs/sandbox.md: every way out of a sandbox that we could think of is tried, without a sandbox, in the light
 * one and in the strong one, as root and as an ordinary user. Each is prevented, or is a limit that has a name, or fails on this
 * machine without a sandbox too.
 */
class SandboxTest {
    private static final Path TARGET = Path.of(System.getProperty("basedir", "."), "target");
    private static final List<String> SCRIPTS = List.of("escape.pl", "listen.pl");

    /** Not below /tmp: in the strong sandbox nothing of that is there. */
    private Path folder = Path.of("/nonexistent");

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "lungo-escape-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var script : SCRIPTS) {
            try (var in = SandboxTest.class.getResourceAsStream("/" + script)) {
                Files.copy(in, folder.resolve(script));
            }
        }
    }

    @AfterEach
    void remove() throws IOException {
        TreeRemoval.remove(folder);
    }

    @ParameterizedTest
    @EnumSource(names = {"ROOT", "ORDINARY"})
    void no_way_out_of_a_sandbox_is_open_but_those_that_have_a_name(ContainmentUser user) throws Exception {
        var missing = user.missing();
        if (missing.isPresent()) {
            report(user, List.of("sandbox, " + user.title() + ": not provable here: " + missing.get()));
            return;
        }
        var table = new ArrayList<String>();
        var control = attempts(user, "off");
        for (var strength : Strength.values()) {
            var found = Confinement.missing(strength).isPresent()
                    ? Map.<String, String>of()
                    : attempts(user, strength.name());
            var prevented = 0;
            for (var row : EscapeRow.ALL) {
                var verdict = found.isEmpty()
                        ? "not provable here: " + Confinement.missing(strength).orElseThrow()
                        : verdict(
                                row,
                                strength,
                                user,
                                control.getOrDefault(row.id(), "unknown"),
                                found.getOrDefault(row.id(), "through, as far as anybody knows"));
                prevented += verdict.equals("prevented") ? 1 : 0;
                table.add(String.join(" | ", user.title(), title(strength), row.name(), verdict));
            }
            table.add("total " + title(strength) + "-" + user.name().toLowerCase(Locale.ROOT) + " " + prevented);
        }
        report(user, table);
        assertThat(table).filteredOn(line -> line.contains("| NOT")).isEmpty();
    }

    private static String verdict(
            EscapeRow row, Strength strength, ContainmentUser user, String without, String within) {
        if (row.terms() == EscapeRow.Terms.ORDINARY && user == ContainmentUser.ROOT) {
            return "not provable here: root has all of that already";
        }
        if (row.terms() != EscapeRow.Terms.WITHOUT_CONTROL && !without.startsWith("through")) {
            return "not provable here: it fails without a sandbox too";
        }
        if (!within.startsWith("through")) {
            return "prevented";
        }
        var limit = row.limits().get(strength);
        if (limit == null) {
            return "NOT prevented";
        }
        if (row.sign() == EscapeRow.Sign.GUARDED) {
            return within.endsWith("noticed") ? "limit: " + limit + " (noticed)" : "NOT noticed";
        }
        return "limit: " + limit;
    }

    private static String title(Strength strength) {
        return strength.name().toLowerCase(Locale.ROOT);
    }

    private static void report(ContainmentUser user, List<String> lines) throws IOException {
        lines.forEach(System.out::println);
        Files.write(TARGET.resolve("sandbox-" + user + ".txt"), lines);
    }

    /** What came of each attempt. */
    private Map<String, String> attempts(ContainmentUser user, String strength) throws Exception {
        var place = folder.resolve(user + "-" + strength);
        for (var made : List.of(place, place.resolve("sockets"))) {
            Files.createDirectory(made);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        user.own(place);
        var listener = new ProcessBuilder(
                        "perl",
                        folder.resolve("listen.pl").toString(),
                        place.resolve("sockets").toString(),
                        place.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var segment = segment(user);
        var group = group(user);
        try {
            var ports = listener.inputReader().readLine().split(" ", -1);
            var variables = new HashMap<String, String>();
            variables.put("TRY", "perl " + folder.resolve("escape.pl"));
            variables.put("SOCKETS", place.resolve("sockets").toString());
            variables.put("ABSTRACT", place.toString());
            variables.put("TCP", ports[0]);
            variables.put("UDP", ports[1]);
            variables.put("TCP6", ports[2]);
            variables.put("SEGMENT", segment);
            variables.put("SETUID", setuid(place).toString());
            variables.put("GROUP", group.toString());
            return run(user, place, strength, variables);
        } finally {
            listener.destroyForcibly().waitFor();
            new ProcessBuilder("ipcrm", "-m", segment).start().waitFor();
            var _ = new TaskGroup(group).remove();
        }
    }

    private Map<String, String> run(ContainmentUser user, Path place, String strength, Map<String, String> variables)
            throws Exception {
        // What root mounts goes with the program.
        var mounts = ContainmentUser.root() ? List.of("unshare", "--mount") : List.<String>of();
        var command = new ArrayList<>(mounts);
        command.addAll(
                user.as(null, OtherJvm.commandForAnybody(folder, EscapeProgram.class, place.toString(), strength)));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        var program = builder.start();
        try {
            var said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).endsWith("done\n");
            var results = new HashMap<String, String>();
            for (var line : said.lines().toList()) {
                var blank = line.indexOf(' ');
                if (blank > 0) {
                    results.put(line.substring(0, blank), line.substring(blank + 1));
                }
            }
            return results;
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    /** Memory that processes of this user share. */
    private static String segment(ContainmentUser user) throws Exception {
        var made = new ProcessBuilder(user.as(null, List.of("perl", "-e", "print shmget(0, 4096, 0600)"))).start();
        return new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A program that runs as root whoever starts it, where root makes it. */
    private static Path setuid(Path place) throws IOException {
        var program = Files.copy(Path.of("/usr/bin/id"), place.resolve("id"));
        Files.setAttribute(program, "unix:mode", 04755);
        return program;
    }

    private static Path group(ContainmentUser user) throws IOException {
        var place = GroupPlace.usable();
        var group = place.map(GroupPlace::path)
                .orElse(Path.of("/nonexistent"))
                .resolve("escape-" + ProcessHandle.current().pid());
        if (place.isPresent()) {
            Files.createDirectory(group);
            user.own(group);
            user.own(group.resolve(TaskGroup.PROCESSES));
        }
        return group;
    }
}
