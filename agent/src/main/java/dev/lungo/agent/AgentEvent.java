package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.ReplyEvent;
import dev.lungo.model.ToolSpec;
import dev.lungo.model.Usage;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.PermissionPolicy.Decision;
import java.time.Duration;
import java.util.List;

/** What happens in an agent, in order: the one way out. Views draw it, the session writes it down. */
public sealed interface AgentEvent {
    /**
     * A conversation begins: what every request of it carries. Again after a full context, with a new conversation, and
     * when another model takes over.
     *
     * @param model id of the model
     * @param carried messages that it begins with: of the conversation before, for a model that takes it over
     */
    record ConversationStarted(
            String model, String system, List<ToolSpec> tools, String workingFolder, List<Message> carried)
            implements AgentEvent {
        public ConversationStarted {
            tools = List.copyOf(tools);
            carried = List.copyOf(carried);
        }

        /** One that begins with nothing. */
        public ConversationStarted(String model, String system, List<ToolSpec> tools, String workingFolder) {
            this(model, system, tools, workingFolder, List.of());
        }
    }

    /**
     * An agent took over where another had ended; once, before everything else.
     *
     * @param running tasks of the session that run, and are looked after again
     * @param summary a line for people: what runs on, what ended meanwhile, what was open
     */
    record Resumed(String model, List<ToolSpec> tools, String workingFolder, List<Task> running, String summary)
            implements AgentEvent {
        public Resumed {
            tools = List.copyOf(tools);
            running = List.copyOf(running);
        }
    }

    /**
     * The user submitted a prompt, perhaps while a turn is at work. It counts as accepted when this event's listeners have
     * returned; comes on the thread that submitted it.
     */
    record PromptSubmitted(UserPrompt prompt) implements AgentEvent {}

    /** A person took prompts back before the model read them; it must be on disk when this event's listeners return. */
    record PromptsWithdrawn(List<UserPrompt> prompts) implements AgentEvent {
        public PromptsWithdrawn {
            prompts = List.copyOf(prompts);
        }
    }

    /** A turn begins: somebody typed, or something happened that the model must hear of. */
    record TurnStarted(Origin origin) implements AgentEvent {}

    /** Who began a turn. */
    enum Origin {
        USER,
        /** A notice woke the idle agent. */
        NOTICE,
        /** The owner of the run, for a last word before it leaves. */
        OWNER,
        /** The agent before this one was gone in the middle of a turn. */
        RESUMED
    }

    /**
     * A message became part of the conversation. A user message is a draft until an assistant message follows.
     *
     * @param told the tasks whose end it tells
     * @param prompts the numbers of the user's prompts in it
     */
    record Appended(Message message, List<TaskId> told, List<Integer> prompts) implements AgentEvent {
        /** One without a prompt. */
        public Appended(Message message, List<TaskId> told) {
            this(message, told, List.of());
        }
    }

    /** The draft was drawn again: everything after the last assistant message is replaced by this message. */
    record Redrawn(Message.User message, List<TaskId> told, List<Integer> prompts) implements AgentEvent {
        /** One without a prompt. */
        public Redrawn(Message.User message, List<TaskId> told) {
            this(message, told, List.of());
        }
    }

    /** A request goes out now; what was appended must be on disk before this event's listeners return. */
    record RequestStarting(int number) implements AgentEvent {}

    /** Something of the answer arrived. Views may skip deltas. */
    record Replying(ReplyEvent event) implements AgentEvent {}

    /** An answer is complete. The message was appended before. */
    record Replied(Message.Assistant message, dev.lungo.model.Reply.Stop stop, Usage usage) implements AgentEvent {}

    /**
     * A call is about to run or to be refused.
     *
     * @param summary a line for people
     */
    record CallStarting(Block.ToolCall call, String summary) implements AgentEvent {}

    /**
     * A call was allowed and runs now, and may have an effect from here on: not a call that only reads. It must be on disk
     * before this event's listeners return.
     */
    record CallRunning(Block.ToolCall call) implements AgentEvent {}

    /**
     * A call has its one result. Calls that run side by side finish in any order.
     *
     * @param told the tasks whose end the result tells
     */
    record CallFinished(Block.ToolCall call, Block.ToolResult result, List<TaskId> told, Duration took)
            implements AgentEvent {
        public CallFinished {
            told = List.copyOf(told);
        }

        /** One that tells of no task. */
        public CallFinished(Block.ToolCall call, Block.ToolResult result, Duration took) {
            this(call, result, List.of(), took);
        }
    }

    /** It was decided whether a call may run: by rules, or by a person who was asked. */
    record PermissionDecided(Block.ToolCall call, Decision decision) implements AgentEvent {}

    /** A call started a task. */
    record TaskStarted(Task task, String callId) implements AgentEvent {}

    /**
     * A person made a task of another session this one's own: from now on there is a session to go on with, whatever is
     * said in it. It must be on disk when this event's listeners return; comes on the thread that adopted it.
     */
    record TaskAdopted(Task task) implements AgentEvent {}

    /**
     * A file is about to be changed, by a call or by a person who takes changes back; it must be on disk before this
     * event's listeners return.
     *
     * @param callId empty where no call does it
     */
    record FileChanging(FileChange change, String callId) implements AgentEvent {}

    /**
     * A person takes the conversation back; it must be on disk before this event's listeners return.
     *
     * @param prompt the number of the prompt that is taken back with all that followed
     * @param last the number of the last prompt that goes with it; what was submitted later waits for its turn
     */
    record Rewound(int prompt, int last) implements AgentEvent {}

    /**
     * A person takes changes of files back; each follows as an event of its own. It must be on disk before this event's
     * listeners return.
     *
     * @param prompt the number of the prompt from which on they are taken back; 0 where it is another place
     */
    record FilesTakenBack(int prompt) implements AgentEvent {}

    /**
     * A task ended; the model may not know yet.
     *
     * @param summary a line for people, such as {@code completed, exit 0, after 41.3 s: mvn -q verify}
     */
    record TaskEnded(Task task, TaskState.End end, String summary) implements AgentEvent {}

    /** Something the user should know: a retry without a view of its own, a limit, a full context. */
    record Said(String text) implements AgentEvent {}

    /** The turn is over and the agent idle. */
    record TurnEnded(TurnEnd end) implements AgentEvent {}
}
