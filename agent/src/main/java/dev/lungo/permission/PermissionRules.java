package dev.lungo.permission;

import dev.lungo.tool.RealPath;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All rules of an agent: what is denied counts before what asks, and that before what is allowed. Immutable. */
public record PermissionRules(List<PermissionRule> deny, List<PermissionRule> ask, List<PermissionRule> allow) {
    public static final PermissionRules NONE = new PermissionRules(List.of(), List.of(), List.of());

    public PermissionRules {
        deny = List.copyOf(deny);
        ask = List.copyOf(ask);
        allow = List.copyOf(allow);
    }

    /** What a rule forbids to read or wants asked about, for tools that find files by themselves. */
    public Predicate<Path> unreadable(Workspace workspace) {
        var files = new FileRules(workspace.folder(), Path.of(System.getProperty("user.home")));
        List<PermissionRule> rules = Stream.concat(deny.stream(), ask.stream())
                .filter(rule ->
                        rule.kind() == ToolNames.Kind.READ && rule.specifier().isPresent())
                .toList();
        return path -> !rules.isEmpty()
                && files.restricting(rules, new FileUse(path.toString(), path.normalize(), real(path), false))
                        .isPresent();
    }

    private static Path real(Path path) {
        try {
            return RealPath.of(path);
        } catch (IOException unresolvable) {
            // What it leads to cannot be read then.
            return path;
        }
    }

    /** These rules and more that allow. */
    public PermissionRules allowing(List<PermissionRule> more) {
        var all = new ArrayList<>(allow);
        all.addAll(more);
        return new PermissionRules(deny, ask, all);
    }
}
