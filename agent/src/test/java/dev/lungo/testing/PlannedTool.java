package dev.lungo.testing;

import dev.lungo.model.ToolSpec;
import dev.lungo.tool.CallContext;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.ToolOutcome;
import java.util.Optional;

/** A tool whose work a test brings along. */
public record PlannedTool(String name, Access access, Work work) implements Tool {
    /** What a call does. */
    @FunctionalInterface
    public interface Work {
        ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException;

        /** Which fields a call has. */
        default String schema() {
            return "{\"type\":\"object\"}";
        }

        /** Why no call can run. */
        default Optional<ToolOutcome> refusal() {
            return Optional.empty();
        }
    }

    public static PlannedTool answering(String name, String text) {
        return new PlannedTool(name, Access.READ, (_, _) -> ToolOutcome.ok(text));
    }

    @Override
    public ToolSpec spec() {
        return new ToolSpec(name, "Does what the test says.", work.schema());
    }

    @Override
    public String summary(ToolInput input) {
        return name;
    }

    @Override
    public Optional<ToolOutcome> refusal(ToolInput input) {
        return work.refusal();
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        return work.run(input, context);
    }
}
