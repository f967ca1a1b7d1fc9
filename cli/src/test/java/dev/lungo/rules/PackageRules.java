package dev.lungo.rules;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Who may use whom. A class uses every type whose name stands in its constant pool, be it as a class or inside a
 * descriptor, a signature or an annotation.
 */
final class PackageRules {
    private static final String OURS = "dev.lungo.";
    private static final String JACKSON = "tools.jackson.";
    private static final String JACKSON_ANNOTATIONS = "com.fasterxml.jackson.annotation";
    private static final String JLINE = "org.jline.";
    private static final String NULLNESS = "org.jspecify.annotations";
    private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

    /** What a package may use beside itself and the JDK: packages of ours by their last name, others by a prefix. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("tasks", Set.of()),
            Map.entry("model", Set.of(JACKSON, JACKSON_ANNOTATIONS)),
            Map.entry("shell", Set.of()),
            Map.entry("proxy", Set.of()),
            Map.entry("tool", Set.of("model", "proxy", "shell", "tasks", JACKSON, JACKSON_ANNOTATIONS)),
            Map.entry("permission", Set.of("model", "shell", "tool", JACKSON, JACKSON_ANNOTATIONS)),
            // The inbox is a listener of tasks, and the events show which task they are about.
            Map.entry("agent", Set.of("model", "tool", "tasks", JACKSON, JACKSON_ANNOTATIONS)),
            // What files were before a tool changed them belongs to the session.
            Map.entry("session", Set.of("model", "tasks", "tool", "agent", JACKSON, JACKSON_ANNOTATIONS)),
            Map.entry("mcp", Set.of("model", "tool", "tasks", JACKSON, JACKSON_ANNOTATIONS)),
            // The person who is asked sees the tool and its input.
            Map.entry(
                    "terminal",
                    Set.of("agent", "model", "permission", "tool", "tasks", JACKSON, JACKSON_ANNOTATIONS, JLINE)),
            // The terminal guesses what a mistyped name was meant to be.
            Map.entry("settings", Set.of("model", "permission", "tool", "tasks", "terminal", JACKSON)),
            Map.entry("doctor", Set.of("model", "tasks", "terminal", JACKSON)),
            Map.entry(
                    "cli",
                    Set.of(
                            "tasks",
                            "model",
                            "tool",
                            "permission",
                            "agent",
                            "session",
                            "mcp",
                            "proxy",
                            "settings",
                            "doctor",
                            "terminal",
                            JACKSON,
                            JACKSON_ANNOTATIONS)));

    private PackageRules() {}

    static List<Violation> check(byte[] classFile) {
        var model = ClassFile.of().parse(classFile);
        if (model.isModuleInfo()) {
            return List.of();
        }
        var name = model.thisClass().asInternalName().replace('/', '.');
        var own = packageOf(name);
        var allowed = own.startsWith(OURS) ? MAY_USE.get(own.substring(OURS.length())) : null;
        if (allowed == null) {
            return List.of(new Violation(name, "is in a package without rules: " + own));
        }
        var violations = new ArrayList<Violation>();
        for (var used : used(model)) {
            if (!mayUse(own, packageOf(used), allowed)) {
                violations.add(new Violation(name, "uses " + used));
            }
        }
        return violations;
    }

    private static boolean mayUse(String own, String used, Set<String> allowed) {
        if (used.equals(own) || used.equals(NULLNESS)) {
            return true;
        }
        if (used.startsWith(OURS)) {
            return allowed.contains(used.substring(OURS.length()));
        }
        if (isOf(used, "java.base")) {
            return true;
        }
        return own.equals("dev.lungo.tasks") ? false : isOfTheJdk(used) || isAllowedLibrary(used, allowed);
    }

    private static boolean isAllowedLibrary(String used, Set<String> allowed) {
        return allowed.stream().anyMatch(prefix -> prefix.indexOf('.') > 0 && (used + ".").startsWith(prefix));
    }

    private static boolean isOf(String used, String module) {
        return ModuleLayer.boot().findModule(module).orElseThrow().getPackages().contains(used);
    }

    private static boolean isOfTheJdk(String used) {
        return ModuleLayer.boot().modules().stream()
                .anyMatch(module -> module.getPackages().contains(used));
    }

    private static Set<String> used(ClassModel model) {
        var types = new TreeSet<String>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry type && !type.asInternalName().startsWith("[")) {
                types.add(type.asInternalName().replace('/', '.'));
            } else if (entry instanceof Utf8Entry text) {
                var matcher = TYPE_IN_DESCRIPTOR.matcher(text.stringValue());
                while (matcher.find()) {
                    types.add(matcher.group(1).replace('/', '.'));
                }
            }
        }
        types.removeIf(type -> type.indexOf('.') < 0);
        return types;
    }

    private static String packageOf(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }
}
