package dev.lungo.permission;

import dev.lungo.tool.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rules that save asking about a file again: this file, or what is below its folder. */
final class FileSuggestions {
    private FileSuggestions() {}

    static List<Verdict.Suggestion> of(Workspace workspace, Path real) {
        List<Verdict.Suggestion> suggestions = new ArrayList<>();
        suggestions.add(new Verdict.Suggestion(
                List.of("Edit(" + pattern(workspace, real) + ")"), "every change of " + shown(workspace, real)));
        Path folder = real.getParent();
        if (folder != null && isBelowRoot(workspace, folder)) {
            suggestions.add(new Verdict.Suggestion(
                    List.of("Edit(" + pattern(workspace, folder) + "/**)"),
                    "every change below " + shown(workspace, folder) + "/"));
        }
        return suggestions;
    }

    private static boolean isBelowRoot(Workspace workspace, Path folder) {
        return workspace.roots().stream().anyMatch(root -> folder.startsWith(root) && !folder.equals(root));
    }

    /** The path as a pattern that fits nothing else. */
    static String pattern(Workspace workspace, Path real) {
        Path project = workspace.folder();
        String path = real.startsWith(project) ? "/" + project.relativize(real) : "/" + real;
        var pattern = new StringBuilder();
        for (int at = 0; at < path.length(); at++) {
            char c = path.charAt(at);
            pattern.append("*?[\\".indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return pattern.toString();
    }

    private static String shown(Workspace workspace, Path real) {
        Path project = workspace.folder();
        return real.startsWith(project) ? project.relativize(real).toString() : real.toString();
    }
}
