package dev.lungo.model;

import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.model.Block.Placement;
import dev.lungo.model.ModelException.Kind;
import dev.lungo.testing.StrictMessagesServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnthropicFallbackTest {
    private final StrictMessagesServer server = StrictMessagesServer.start();
    private final Model model = Talks.model(server, "claude-opus-5-5");
    private final Talks.Events events = new Talks.Events();

    @AfterEach
    void close() {
        model.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role 'system' is not supported on this model",
                "messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, not"
                        + " \"system\" as an input message role.",
                "messages.1.role: Input should be 'user' or 'assistant', got 'system'"
            })
    void system_entries_that_are_refused_are_for_the_caller_to_draw_again(String refusal) throws Exception {
        server.refusing(request -> request.received().body().contains("\"role\":\"system\""), refusal)
                .reply(say("ok"));
        assertThat(model.capabilities().noticePlacement()).isEqualTo(Placement.SYSTEM_ENTRY);

        assertThatThrownBy(() -> model.reply(withEntry(), events))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.NO_SYSTEM_ENTRIES));

        assertThat(model.capabilities().noticePlacement()).isEqualTo(Placement.REMINDER);
        assertThat(events.of(ReplyEvent.FellBack.class))
                .containsExactly(new ReplyEvent.FellBack("system entries inside the messages"));
        // Even a caller that does not draw again is understood.
        assertThat(model.reply(withEntry(), events).message().text()).isEqualTo("ok");
        assertThat(server.requests().getLast().lastUserText()).contains("<system-reminder>");
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void readable_thinking_is_left_out_once_and_for_all() throws Exception {
        server.refusing(
                        request -> request.body().path("thinking").has("display"),
                        "thinking.adaptive.display: Extra inputs are not permitted")
                .reply(say("ok"), say("ok"));

        model.reply(Talks.prompt("hi"), events);
        model.reply(Talks.prompt("hi"), events);

        assertThat(events.of(ReplyEvent.FellBack.class)).containsExactly(new ReplyEvent.FellBack("readable thinking"));
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().getLast().body().path("thinking").toString())
                .isEqualTo("{\"type\":\"adaptive\"}");
    }

    @Test
    void thinking_is_left_out_and_the_capabilities_say_so() throws Exception {
        server.refusing(request -> request.body().has("thinking"), "adaptive thinking is not supported on this model")
                .reply(say("ok"));

        assertThat(model.reply(Talks.prompt("hi"), events).message().text()).isEqualTo("ok");

        assertThat(events.of(ReplyEvent.FellBack.class)).containsExactly(new ReplyEvent.FellBack("thinking"));
        assertThat(model.capabilities().thinking()).isFalse();
        assertThat(model.capabilities().systemEntries()).isTrue();
    }

    @Test
    void an_effort_is_sent_when_asked_for_and_left_out_when_refused() throws Exception {
        server.refusing(
                        request -> request.body().has("output_config"),
                        "This model does not support the effort parameter.")
                .reply(say("ok"));

        model.reply(effort(Prompt.Effort.HIGH), events);

        assertThat(server.requests().getFirst().body().path("output_config").toString())
                .isEqualTo("{\"effort\":\"high\"}");
        assertThat(events.of(ReplyEvent.FellBack.class)).containsExactly(new ReplyEvent.FellBack("the effort"));
    }

    @Test
    void a_server_that_knows_only_the_version_before_ours_gets_that() throws Exception {
        server.refusing(
                request -> !request.received().header("anthropic-version").equals("2023-06-01"),
                "anthropic-version: \"2026-10-21\" is not a valid version");

        // The strict server takes ours alone, so this one cannot end well; what counts is what was sent.
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), events)).isInstanceOf(ModelException.class);
        assertThat(server.requests())
                .extracting(request -> request.received().header("anthropic-version"))
                .containsExactly("2026-10-21", "2023-06-01");
    }

    @Test
    void several_things_can_be_left_out_one_after_the_other() throws Exception {
        server.refusing(request -> request.body().path("thinking").has("display"), "thinking.display: unknown")
                .refusing(request -> request.body().has("output_config"), "output_config: Extra inputs")
                .reply(say("ok"));
        assertThat(model.reply(effort(Prompt.Effort.MAX), events).message().text())
                .isEqualTo("ok");
        assertThat(events.of(ReplyEvent.FellBack.class)).hasSize(2);
    }

    @Test
    void a_refusal_that_is_not_about_a_feature_is_final() {
        server.refusing(_ -> true, "messages.1.content.0: Invalid `signature` in `thinking` block");
        assertThatThrownBy(() -> model.reply(effort(Prompt.Effort.LOW), events))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.REFUSED_REQUEST));
        assertThat(server.requests()).hasSize(1);
        assertThat(events.of(ReplyEvent.FellBack.class)).isEmpty();
    }

    @Test
    void a_model_nobody_knows_is_looked_up_after_its_first_answer() throws Exception {
        server.model(
                        "house-blend",
                        "{\"id\":\"house-blend\",\"max_input_tokens\":50000,\"max_tokens\":4000,\"capabilities\":"
                                + "{\"thinking\":{\"supported\":true,\"types\":{\"adaptive\":{\"supported\":true}}}}}")
                .otherwise(_ -> say("ok"));
        try (Model unknown = Talks.model(server, "house-blend")) {
            assertThat(unknown.capabilities()).isEqualTo(new Capabilities(false, false, 200_000, 32_000, 0, 0));

            long end = System.nanoTime() + 20_000_000_000L;
            while (unknown.capabilities().contextWindow() != 50_000 && System.nanoTime() < end) {
                unknown.reply(Talks.prompt("hi"), events);
            }

            assertThat(unknown.capabilities()).isEqualTo(new Capabilities(false, true, 50_000, 4_000, 0, 0));
            unknown.reply(Talks.prompt("hi"), events);
            assertThat(server.requests().getFirst().body().has("thinking")).isFalse();
            assertThat(server.requests().getLast().body().has("thinking")).isTrue();
        }
        assertThat(server.violations()).isEmpty();
    }

    private static Prompt withEntry() {
        return Talks.prompt(List.of(
                new Message.User(List.of(new Block.Text("hi"), new Block.Notice("a fact", Placement.SYSTEM_ENTRY)))));
    }

    private static Prompt effort(Prompt.Effort effort) {
        Prompt prompt = Talks.prompt("hi");
        return new Prompt(prompt.system(), prompt.tools(), prompt.messages(), 1000, effort);
    }
}
