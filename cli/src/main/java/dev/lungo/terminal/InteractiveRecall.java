package dev.lungo.terminal;

import dev.lungo.agent.Past;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The last prompt of a session, the last answer and what was not sent, for a person who comes back to it. */
final class InteractiveRecall {
    private static final int PROMPT_LINES = 10;
    private static final int ANSWER_LINES = 30;

    private InteractiveRecall() {}

    static List<Line> of(Past past) {
        var messages = new ArrayList<Message>(past.said().answered());
        past.drawn().ifPresent(drawn -> messages.add(drawn.message()));
        String prompt = "";
        String answer = "";
        for (Message message : messages) {
            switch (message) {
                case Message.User user -> {
                    String asked = asked(user);
                    if (!asked.isBlank()) {
                        prompt = asked;
                        answer = "";
                    }
                }
                case Message.Assistant said -> answer = said.text().isBlank() ? answer : said.text();
            }
        }
        var lines = new ArrayList<Line>();
        if (!prompt.isBlank()) {
            lines.addAll(InteractiveConversation.echo(first(prompt.strip(), PROMPT_LINES)));
        }
        if (!answer.isBlank()) {
            var text = new InteractiveText();
            lines.addAll(text.add(last(answer.strip(), ANSWER_LINES)));
            lines.addAll(text.end());
        }
        past.waiting()
                .forEach(waiting -> lines.addAll(
                        InteractiveConversation.echo(first(waiting.text().strip(), PROMPT_LINES))));
        return lines;
    }

    private static String asked(Message.User user) {
        return user.content().stream()
                .filter(Block.Text.class::isInstance)
                .map(block -> ((Block.Text) block).text())
                .collect(Collectors.joining("\n"));
    }

    private static String first(String text, int most) {
        List<String> lines = text.lines().toList();
        return lines.size() <= most
                ? text
                : String.join("\n", lines.subList(0, most)) + "\n… (" + (lines.size() - most) + " more lines)";
    }

    private static String last(String text, int most) {
        List<String> lines = text.lines().toList();
        return lines.size() <= most
                ? text
                : "(" + (lines.size() - most) + " lines before) …\n"
                        + String.join("\n", lines.subList(lines.size() - most, lines.size()));
    }
}
