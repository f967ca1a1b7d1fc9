package dev.lungo.launcher;

import dev.lungo.launcher.Started.Ended;
import dev.lungo.rules.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A checkout with the real launcher and its scripts, and a program of a few lines. Its {@code mvnw} compiles that with
 * javac alone, in about a second, and writes a line to {@code builds.txt}, so that a test can count the builds.
 */
final class SmallCheckout {
    static final String MAIN_FILE = "cli/src/main/java/dev/lungo/cli/Main.java";
    private static final String MVNW = """
            #!/bin/sh
            . "$(dirname "$0")/scripts/jdk.sh"
            root=$(cd "$(dirname "$0")" && pwd)
            for argument in "$@"; do
              case $argument in -Dlungo.out=*) out=${argument#-Dlungo.out=} ;; esac
            done
            echo built >>"$root/builds.txt"
            cat # whoever built must not have left the user's input open
            mkdir -p "$out/lib" "$out/classes"
            "$JAVA_HOME/bin/javac" -J-XX:TieredStopAtLevel=1 -d "$out/classes" "$root"/cli/src/main/java/dev/lungo/cli/*.java || {
              echo "BUILD FAILURE in the compiler"
              exit 1
            }
            "$JAVA_HOME/bin/jar" --create --file "$out/lib/lungo-cli.jar" -C "$out/classes" .
            """;
    private static final String MAIN = """
            package dev.lungo.cli;

            public final class Main {
                public static void main(String[] arguments) throws Exception {
                    switch (arguments.length == 0 ? "" : arguments[0]) {
                        case "echo" -> System.out.println("VERSION " + java.util.Arrays.toString(arguments));
                        case "input" -> System.in.transferTo(System.out);
                        case "folder" -> System.out.println(System.getProperty("user.dir"));
                        case "exit" -> System.exit(Integer.parseInt(arguments[1]));
                        case "fail" -> throw new IllegalStateException("on purpose");
                        case "wait" -> {
                            System.out.println("VERSION waits");
                            System.in.read();
                            System.out.println(Late.say());
                        }
                        default -> System.out.println("VERSION");
                    }
                    System.out.flush();
                }
            }

            final class Late {
                static String say() {
                    return "VERSION went on";
                }
            }
            """;
    private static final String TRAINING = """
            package dev.lungo.cli;

            final class Training {
                public static void main(String[] arguments) {
                    System.err.println("no training here");
                    System.exit(1);
                }
            }
            """;

    final Path root;

    private SmallCheckout(Path root) {
        this.root = root;
    }

    /** Makes one in this folder, which is created. */
    static SmallCheckout in(Path root) throws IOException {
        var checkout = new SmallCheckout(root);
        for (var file : List.of("lungo", "scripts/jdk.sh", "scripts/build.sh")) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.copy(Checkout.root().resolve(file), root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        checkout.write("mvnw", MVNW);
        checkout.write("pom.xml", "<project/>\n");
        checkout.write(".mvn/jvm.config", "\n");
        checkout.write("cli/pom.xml", "<project/>\n");
        checkout.write("cli/src/main/java/dev/lungo/cli/Training.java", TRAINING);
        checkout.version("one");
        if (!root.resolve("mvnw").toFile().setExecutable(true)) {
            throw new IOException("cannot make mvnw executable in " + root);
        }
        return checkout;
    }

    /** Changes the program so that it says this word. */
    void version(String word) {
        write(MAIN_FILE, MAIN.replace("VERSION", word));
    }

    String launcher() {
        return root.resolve("lungo").toString();
    }

    Started start(String... arguments) throws IOException {
        return startWith(Map.of(), arguments);
    }

    Started startWith(Map<String, String> environment, String... arguments) throws IOException {
        return Started.start(root, environment, command(arguments));
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return runWith(Map.of(), arguments);
    }

    Ended runWith(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return Started.run(root, environment, command(arguments));
    }

    private List<String> command(String... arguments) {
        return Stream.concat(Stream.of(launcher()), Stream.of(arguments)).toList();
    }

    /** What a start that builds says on stderr; there is no cache because the small program cannot be trained. */
    String firstBuild() {
        return "lungo: building, which takes about half a minute …\n"
                + "lungo: no start-up cache could be made, so starts will be slower; why: "
                + root.resolve("build/training.log") + "\n";
    }

    void write(String file, String text) {
        try {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException("while writing " + file, e);
        }
    }

    /** How often it was built. */
    int builds() throws IOException {
        var log = root.resolve("builds.txt");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    /** The finished builds that are there, by name. */
    List<String> kept() throws IOException {
        try (var folders = Files.list(root.resolve("build"))) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
