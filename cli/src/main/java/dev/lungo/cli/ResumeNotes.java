package dev.lungo.cli;

import dev.lungo.agent.Past;
import dev.lungo.model.Model;
import dev.lungo.session.SavedSession;
import dev.lungo.session.Transcript;
import java.util.ArrayList;
import java.util.List;

/** What a person should know of how a session goes on: what was lost, what changed, what does not count. */
final class ResumeNotes {
    private ResumeNotes() {}

    static List<String> of(Setup setup, Past past, Transcript transcript, Model model) {
        var notes = new ArrayList<>(setup.session().notes());
        transcript.saved().flatMap(SavedSession::torn).ifPresent(torn -> notes.add(torn + "; that was cut off"));
        setup.session()
                .saved()
                .filter(_ -> setup.session().original().isPresent())
                .ifPresent(original -> notes.add("this is a copy of the session "
                        + original.heading().session() + ": its background tasks stay with it"));
        var words = new SandboxWords(setup.settings().sandbox());
        SandboxWords.toldIn(past.said().system())
                .filter(mode -> !mode.equals(words.mode()))
                .ifPresent(mode -> notes.add("this session began with the " + mode + " sandbox: commands now run "
                        + (words.note().isEmpty()
                                ? "without any (--sandbox " + mode + " has it again)"
                                : "in the " + words.forPeople())));
        String before = past.said().model();
        boolean began = !before.isEmpty();
        if (began && !before.equals(model.id())) {
            notes.add("this session was held with " + before + ": " + model.id()
                    + " goes on with what was said, without what " + before + " thought");
        } else if (began && !setup.options().appendedSystemPrompt().isBlank()) {
            notes.add("--append-system-prompt does not count here: a session keeps its system prompt");
        }
        return notes;
    }
}
