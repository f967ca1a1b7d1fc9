package dev.lungo.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the paths of a file begin.
 *
 * @param relative paths start here
 * @param home what {@code ~} stands for
 */
record BaseFolders(Path relative, Path home) {
    static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "/"));
    }

    JsonValue.Items absolute(JsonValue.Items paths) {
        return new JsonValue.Items(
                paths.items().stream()
                        .map(item -> item instanceof JsonValue.Text(String text, int line)
                                ? new JsonValue.Text(absolute(text).toString(), line)
                                : item)
                        .toList(),
                paths.line());
    }

    /** Each as the folder that it leads to now: a link that leads elsewhere later is another value. */
    static JsonValue.Items real(JsonValue.Items paths) {
        return new JsonValue.Items(
                paths.items().stream()
                        .map(item -> item instanceof JsonValue.Text(String text, int line)
                                ? new JsonValue.Text(real(Path.of(text)).toString(), line)
                                : item)
                        .toList(),
                paths.line());
    }

    /** Of what is not there, the part that is there is real. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            Path parent = path.getParent();
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    private Path absolute(String path) {
        if (path.equals("~") || path.startsWith("~/")) {
            return home.resolve(path.length() < 2 ? "" : path.substring(2)).normalize();
        }
        return relative.resolve(path).normalize();
    }
}
