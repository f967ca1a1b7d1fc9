package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command looks for a secret of the program that started it: in every environment that {@code /proc} shows, and in the
 * memory of whatever it descends from. Where nothing is kept secret it finds both, which shows that it knows how to look.
 */
class HiddenSecretsTest {
    /** Its pattern does not match itself. */
    private static final String SEARCH = """
            my $planted = qr/planted-[s]ecret-\\d+/;
            sub content { open(my $in, '<:raw', $_[0]) or return ''; local $/; my $all = <$in>; defined $all ? $all : '' }
            sub parent { content("/proc/$_[0]/stat") =~ /\\) \\S (\\d+)/ ? $1 : 0 }
            for my $file (glob '/proc/[0-9]*/environ') {
              print "environ\\n" if content($file) =~ $planted;
            }
            my $beyond = 0;
            for (my $pid = parent($$); $pid > 1; $pid = parent($pid)) {
              # Beyond are those that planted it.
              $beyond and last;
              $beyond = $pid == $ENV{OWNER};
              open(my $mem, '<:raw', "/proc/$pid/mem") or next;
              for (split /\\n/, content("/proc/$pid/maps")) {
                my ($from, $to) = /^(\\w+)-(\\w+) rw/ or next;
                ($from, $to) = (hex $from, hex $to);
                for (my $at = $from; $at < $to; $at += 1 << 20) {
                  sysseek($mem, $at, 0);
                  sysread($mem, my $piece, ($to - $at < 1 << 20) ? $to - $at : (1 << 20) + 64) or next;
                  print("memory\\n"), last if $piece =~ $planted;
                }
              }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void nothing_is_to_be_found_by_an_ordinary_user() throws Exception {
        assertThat(found(ContainmentUser.ORDINARY, "hidden")).isEmpty();
    }

    @Test
    void root_finds_it_in_memory_alone() throws Exception {
        if (ContainmentUser.root()) {
            assertThat(found(ContainmentUser.ROOT, "hidden")).doesNotContain("environ");
        }
    }

    @Test
    void it_would_be_found_if_it_were_not_hidden() throws Exception {
        assertThat(found(ContainmentUser.ORDINARY, "open")).contains("environ").has(memoryWhereTheKernelAllows());
        if (ContainmentUser.root()) {
            assertThat(found(ContainmentUser.ROOT, "open")).contains("environ", "memory");
        }
    }

    @Test
    void commands_and_helpers_do_not_have_it() throws Exception {
        assertThat(found(
                        ContainmentUser.ORDINARY,
                        "hidden",
                        "env; cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'"))
                .contains("LUNGO_TASK")
                .doesNotContain("PLANTED");
    }

    /** Some kernels let nobody but a parent look into a process's memory. */
    private static Condition<List<? extends String>> memoryWhereTheKernelAllows() throws IOException {
        var yama = Path.of("/proc/sys/kernel/yama/ptrace_scope");
        var allows = !Files.exists(yama) || Files.readString(yama).strip().equals("0");
        return new Condition<>(found -> !allows || found.contains("memory"), "memory, where the kernel allows a look");
    }

    private List<String> found(ContainmentUser user, String how) throws Exception {
        Files.writeString(folder.resolve("search.pl"), SEARCH);
        return found(user, how, "perl " + folder.resolve("search.pl"))
                .lines()
                .distinct()
                .toList();
    }

    private String found(ContainmentUser user, String how, String line) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        var state = Files.createTempDirectory(folder, "state");
        user.own(state);
        var command = user.as(null, OtherJvm.commandForAnybody(folder, Keeper.class, state.toString(), how, line));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PLANTED", "planted-" + "secret-" + System.nanoTime());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** The program with the secret: runs one command and prints what it printed. */
    static final class Keeper {
        private Keeper() {}

        static void main(String[] arguments) throws InterruptedException {
            var secret = System.getenv("PLANTED");
            var hidden = arguments[1].equals("hidden");
            var settings = TaskSettings.DEFAULT.withSecrets(hidden ? Set.of("PLANTED") : Set.of());
            try (var tasks = Tasks.open(Path.of(arguments[0]), "", (task, end) -> {}, settings)) {
                // What it does not inherit is not what it is about.
                var task = tasks.start(Command.shell(arguments[2])
                        .withCwd(Path.of("/"))
                        .withEnvironment(Map.of(
                                "OWNER", Long.toString(ProcessHandle.current().pid())))
                        .withWithheld(Set.of("PLANTED")));
                var _ = task.await(Duration.ofMinutes(2));
                IO.print(new String(task.output().tail(1 << 20).bytes(), StandardCharsets.UTF_8));
            }
            if (!System.getenv("PLANTED").equals(secret)) {
                throw new IllegalStateException("this JVM itself has lost it");
            }
        }
    }
}
