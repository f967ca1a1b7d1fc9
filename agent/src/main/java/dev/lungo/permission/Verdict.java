package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import java.util.List;

/** What rules and mode say about one call. */
public sealed interface Verdict {
    record Allowed(Grounds grounds) implements Verdict {}

    /**
     * It does not run.
     *
     * @param reason for the model: what was denied, by what, and what it can do instead
     */
    record Denied(String reason, Grounds grounds) implements Verdict {}

    /**
     * A person has to say yes.
     *
     * @param why it asks, for people: the part of the command, and what is not known of it
     * @param suggestions rules that would allow it from now on, the narrowest first; may be empty
     */
    record Ask(String why, List<Suggestion> suggestions) implements Verdict {
        public Ask {
            suggestions = List.copyOf(suggestions);
        }
    }

    /**
     * An answer that saves asking again.
     *
     * @param rules that would be added to what is allowed, as written in settings
     * @param meaning for people, such as {@code every 'npm test …' in this folder}
     */
    record Suggestion(List<String> rules, String meaning) {
        public Suggestion {
            rules = List.copyOf(rules);
        }
    }
}
