package dev.lungo.terminal;

import dev.lungo.permission.PermissionMode;
import dev.lungo.permission.Permissions;
import java.util.List;
import java.util.stream.Collectors;

/** Shift+Tab and {@code /mode}: how freely the agent acts from now on. */
final class InteractiveMode {
    private final Permissions permissions;
    private final InteractiveView view;

    InteractiveMode(Permissions permissions, InteractiveView view) {
        this.permissions = permissions;
        this.view = view;
    }

    /** Shows the mode that the run begins with, unless it is the usual one. */
    void begin() {
        if (permissions.mode() != PermissionMode.DEFAULT) {
            view.mode(permissions.mode());
        }
    }

    /** The next one. */
    void next() {
        List<PermissionMode> modes = permissions.modes();
        change(modes.get((modes.indexOf(permissions.mode()) + 1) % modes.size()));
    }

    /** @param name of a mode; empty where the person only wants to know */
    void change(String name) {
        List<PermissionMode> modes = permissions.modes();
        if (name.isEmpty()) {
            view.print(List.of(
                    Line.of(Tint.DIM, "  mode " + permissions.mode().spelling() + "; there are " + spellings(modes))));
            return;
        }
        modes.stream()
                .filter(mode -> mode.spelling().equalsIgnoreCase(name))
                .findFirst()
                .ifPresentOrElse(
                        mode -> {
                            change(mode);
                            say();
                        },
                        () -> view.print(List.of(Line.of(Tint.WARN, "  " + refusal(name, modes)))));
    }

    private static String refusal(String name, List<PermissionMode> modes) {
        String there = spellings(modes);
        return name.equalsIgnoreCase(PermissionMode.BYPASS.spelling())
                ? "only lungo --permission-mode bypassPermissions begins so; there are " + there
                : "there is no mode '" + name + "'; there are " + there;
    }

    private static String spellings(List<PermissionMode> modes) {
        return modes.stream().map(PermissionMode::spelling).collect(Collectors.joining(", "));
    }

    private void change(PermissionMode mode) {
        permissions.change(mode);
        view.mode(mode);
    }

    private void say() {
        view.print(List.of(Line.of(Tint.DIM, "  mode " + permissions.mode().spelling())));
    }
}
