package dev.lungo.settings;

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

    private Path absolute(String path) {
        if (path.equals("~") || path.startsWith("~/")) {
            return home.resolve(path.length() < 2 ? "" : path.substring(2)).normalize();
        }
        return relative.resolve(path).normalize();
    }
}
