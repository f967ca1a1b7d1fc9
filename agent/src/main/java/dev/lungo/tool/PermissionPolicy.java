package dev.lungo.tool;

import java.util.Optional;

/** Decides whether a call may run, before it runs. May block to ask a person; an interrupt ends the asking. */
@FunctionalInterface
public interface PermissionPolicy {
    Decision decide(Tool tool, ToolInput input, String callId) throws InterruptedException;

    /** What is decided without anybody being asked; empty where only {@link #decide} knows. */
    default Optional<Decision> decideAtOnce(Tool tool, ToolInput input) {
        return Optional.empty();
    }

    /** Whether nothing may be changed for now, and the model is to plan: asked before each request, so that it is told. */
    default boolean isPlanning() {
        return false;
    }

    /** Everything may run. */
    PermissionPolicy BYPASS =
            (tool, input, callId) -> new Decision.Allowed(new Grounds(Grounds.By.MODE, "everything may run"));

    sealed interface Decision {
        Grounds grounds();

        record Allowed(Grounds grounds) implements Decision {}

        /**
         * The call does not run.
         *
         * @param reason told to the model: what was denied, by whom, and what it can do instead
         */
        record Denied(String reason, Grounds grounds) implements Decision {}
    }
}
