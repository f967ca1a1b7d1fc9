package dev.lungo.permission;

import java.util.ArrayList;
import java.util.List;

/** All rules of an agent: what is denied counts before what asks, and that before what is allowed. Immutable. */
public record PermissionRules(List<PermissionRule> deny, List<PermissionRule> ask, List<PermissionRule> allow) {
    public static final PermissionRules NONE = new PermissionRules(List.of(), List.of(), List.of());

    public PermissionRules {
        deny = List.copyOf(deny);
        ask = List.copyOf(ask);
        allow = List.copyOf(allow);
    }

    /** These rules and more that allow. */
    public PermissionRules allowing(List<PermissionRule> more) {
        var all = new ArrayList<>(allow);
        all.addAll(more);
        return new PermissionRules(deny, ask, all);
    }
}
