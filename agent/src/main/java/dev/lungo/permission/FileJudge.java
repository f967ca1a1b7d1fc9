package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import dev.lungo.tool.GuardedPaths;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Judges the calls that read or change a file by its path, and those that touch none by their names alone. */
final class FileJudge {
    private static final String NO_FILE = "names no file that it could touch";

    private final Workspace workspace;
    private final Path home;
    private final FileRules files;

    /** Whether commands read in a sandbox, unasked, what it lets them read. */
    private final boolean sandboxed;

    FileJudge(Workspace workspace, Path home, boolean sandboxed) {
        this.workspace = workspace;
        this.home = home;
        this.sandboxed = sandboxed;
        this.files = new FileRules(workspace.folder(), home);
    }

    Verdict judge(PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input) {
        String name = tool.spec().name();
        boolean writes = tool.access() == Tool.Access.WRITE;
        Optional<FileUse> file;
        try {
            file = touched(name, input, writes);
        } catch (ToolInput.Invalid refusedByTheTool) {
            file = Optional.empty();
        }
        boolean touchesNothing = file.isEmpty() && ToolNames.kind(name) == ToolNames.Kind.WRITE;
        var ruled = new Ruled(mode, name + file.map(use -> " " + use.given()).orElse(""));
        Optional<PermissionRule> denied = restricting(rules.deny(), name, file);
        if (denied.isPresent()) {
            return ruled.denied(denied.get());
        }
        if (writes && mode == PermissionMode.PLAN) {
            return ruled.notInPlan();
        }
        Optional<PermissionRule> asked = restricting(rules.ask(), name, file);
        if (asked.isPresent()) {
            return ruled.asked(asked.get());
        }
        if (!writes
                && mode != PermissionMode.BYPASS
                && !sandboxed
                && file.filter(use -> isSecret(rules, name, use)).isPresent()) {
            return ruled.ask("it reads " + shown(file.get()) + ", which may hold secrets", List.of());
        }
        if (!writes || touchesNothing) {
            // A call without a file is refused by the tool, which says what is missing.
            return new Verdict.Allowed(new Grounds(Grounds.By.READ, writes ? NO_FILE : "only reads"));
        }
        if (mode == PermissionMode.BYPASS) {
            return ruled.bypassed();
        }
        return file.map(use -> change(ruled, mode, rules, name, use)).orElseGet(() -> ruled.ask(NO_FILE, List.of()));
    }

    /** As commands are judged that read it: a search that finds it on its way takes it along, a list shows its name. */
    private boolean isSecret(PermissionRules rules, String tool, FileUse file) {
        boolean likely = !tool.equals("glob")
                && (SecretNames.file(inWorkspace(file.real())) || SecretNames.file(inWorkspace(file.named())));
        return likely
                && rules.allow().stream()
                        .filter(FileRules::namesSecrets)
                        .noneMatch(rule -> files.allowing(List.of(rule), file).isPresent());
    }

    private Path inWorkspace(Path path) {
        return workspace.roots().stream()
                .filter(path::startsWith)
                .findFirst()
                .map(root -> root.relativize(path))
                .orElse(path);
    }

    private Verdict change(Ruled ruled, PermissionMode mode, PermissionRules rules, String tool, FileUse file) {
        Optional<String> guard = GuardedPaths.guarding(file.real(), home, workspace.roots())
                .or(() -> GuardedPaths.guarding(file.named(), home, workspace.roots()));
        Optional<PermissionRule> allowed = rules.allow().stream()
                .filter(rule ->
                        rule.covers(tool) && files.allowing(List.of(rule), file).isPresent())
                .filter(rule -> guard.isEmpty() || FileRules.names(rule, guard.get()))
                .findFirst();
        if (allowed.isPresent()) {
            return ruled.allowed(allowed.get());
        }
        if (guard.isPresent()) {
            return ruled.ask(
                    "it changes " + shown(file) + ", which decides what runs later (" + guard.get() + " is guarded)",
                    List.of());
        }
        if (mode == PermissionMode.ACCEPT_EDITS && workspace.contains(file.real())) {
            return ruled.allowedByMode("changes a file in the workspace");
        }
        return ruled.ask(
                "it changes " + shown(file) + "; no rule allows it", FileSuggestions.of(workspace, file.real()));
    }

    /** The rules of a list that restrict this call. */
    private Optional<PermissionRule> restricting(List<PermissionRule> rules, String tool, Optional<FileUse> file) {
        return rules.stream()
                .filter(rule -> rule.covers(tool)
                        || (file.map(FileUse::writes).orElse(false)
                                && rule.tool().equalsIgnoreCase("read")))
                .filter(rule -> file.map(
                                use -> files.restricting(List.of(rule), use).isPresent())
                        .orElse(rule.specifier().isEmpty()))
                .findFirst();
    }

    /** The file or folder that a call is about. */
    private Optional<FileUse> touched(String tool, ToolInput input, boolean writes) {
        Optional<String> path = input.optionalText("path").filter(given -> !given.isBlank());
        Optional<String> given = switch (tool) {
            case "glob" ->
                Optional.of(
                        searched(path.orElse(""), input.optionalText("pattern").orElse("")));
            case "grep" -> Optional.of(path.orElse("."));
            default -> path;
        };
        return given.map(text -> new FileUse(text, workspace.absolute(text).normalize(), workspace.real(text), writes));
    }

    /** Where a search by pattern begins: the folders that the pattern names before its first wildcard count too. */
    private static String searched(String path, String pattern) {
        int wildcard = 0;
        while (wildcard < pattern.length() && "*?[{\\".indexOf(pattern.charAt(wildcard)) < 0) {
            wildcard++;
        }
        String folders = pattern.substring(0, pattern.lastIndexOf('/', wildcard) + 1);
        String start =
                folders.startsWith("/") || folders.startsWith("~") || path.isEmpty() ? folders : path + "/" + folders;
        return start.isEmpty() ? "." : start;
    }

    private String shown(FileUse file) {
        String detour = file.real().equals(file.named()) ? "" : " (it leads to " + file.real() + ")";
        return file.given() + detour;
    }
}
