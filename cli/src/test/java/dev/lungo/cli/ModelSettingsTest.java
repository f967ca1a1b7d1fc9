package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.model.Connection;
import dev.lungo.model.Connection.Patience;
import dev.lungo.settings.Settings;
import dev.lungo.settings.SettingsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModelSettingsTest {
    private static final URI ANTHROPIC = URI.create("https://api.anthropic.com");
    private static final String TRUST = " If you trust this folder, say so once: lungo --trust";
    private static final String URL_IGNORED =
            "ANTHROPIC_BASE_URL from this folder's .env is ignored: a project must not" + " decide whom you talk to."
                    + TRUST;
    private static final String HEADERS_IGNORED =
            "ANTHROPIC_CUSTOM_HEADERS from this folder's .env is ignored: a project"
                    + " must not decide what goes along." + TRUST;

    private final List<String> said = new ArrayList<>();

    @Test
    void a_key_in_the_environment_is_enough() {
        assertThat(anthropic(Map.of("ANTHROPIC_API_KEY", " k "), Map.of()))
                .isEqualTo(
                        new Connection.Anthropic(ANTHROPIC, "k", "", Map.of(), "claude-sonnet-5-5", Patience.DEFAULT));
        assertThat(said).isEmpty();
    }

    @Test
    void everything_can_come_from_the_file_of_a_trusted_folder() {
        assertThat(trusting(
                        Map.of(),
                        Map.of(
                                "ANTHROPIC_AUTH_TOKEN", "t",
                                "ANTHROPIC_BASE_URL", "http://gateway:8080/",
                                "ANTHROPIC_CUSTOM_HEADERS", "X-A: 1\nX-B:  2 ",
                                "MODEL_ID", "m")))
                .isEqualTo(new Connection.Anthropic(
                        URI.create("http://gateway:8080"),
                        "",
                        "t",
                        Map.of("X-A", "1", "X-B", "2"),
                        "m",
                        Patience.DEFAULT));
        assertThat(said).isEmpty();
    }

    @Test
    void of_a_file_that_nobody_trusts_the_key_alone_counts() {
        assertThat(anthropic(
                        Map.of(),
                        Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_CUSTOM_HEADERS", "X-A: 1", "MODEL_ID", "m")))
                .isEqualTo(
                        new Connection.Anthropic(ANTHROPIC, "k", "", Map.of(), "claude-sonnet-5-5", Patience.DEFAULT));
        assertThat(said).containsExactly(HEADERS_IGNORED);
    }

    @Test
    void a_key_that_comes_with_its_server_goes_nowhere_before_the_folder_is_trusted() {
        assertThatThrownBy(() -> anthropic(
                        Map.of(),
                        Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_BASE_URL", "http://me:pw@gateway:8080/v1")))
                .isInstanceOf(UsageException.class)
                .hasMessage("this folder's .env has the model asked at http://…@gateway:8080/v1, with a key of its own:"
                        + " what you say and what is read would go there. That counts only where you trust the folder."
                        + TRUST);
        assertThatThrownBy(() -> connection(
                        Map.of(),
                        Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "http://gateway/v1", "MODEL_ID", "m"),
                        "--provider",
                        "openai"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("this folder's .env has the model asked at http://gateway/v1, ");
        assertThat(said).isEmpty();
    }

    @Test
    void limits_count_from_the_environment_and_not_from_a_file_that_nobody_trusts() {
        Map<String, String> silence = Map.of("ANTHROPIC_API_KEY", "k", "LUNGO_STREAM_SILENCE_MS", "1500");

        assertThat(anthropic(silence, Map.of()).patience())
                .isEqualTo(new Patience(
                        Duration.ofMillis(1500), Patience.DEFAULT.attempts(), Patience.DEFAULT.firstDelay()));
        assertThat(anthropic(Map.of(), silence).patience()).isEqualTo(Patience.DEFAULT);
    }

    @Test
    void of_key_and_token_the_key_is_used_and_it_is_said() {
        Connection.Anthropic both = anthropic(Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_AUTH_TOKEN", "t"), Map.of());

        assertThat(both.key()).isEqualTo("k");
        assertThat(both.token()).isEmpty();
        assertThat(said).containsExactly("ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are both set: the key is used.");
    }

    @Test
    void the_environment_counts_more_than_the_file_and_an_option_more_than_both() {
        Map<String, String> file = Map.of("ANTHROPIC_MODEL", "from-file");

        assertThat(trusting(Map.of("ANTHROPIC_API_KEY", "k", "MODEL_ID", "from-env"), file)
                        .model())
                .isEqualTo("from-env");
        assertThat(trusting(Map.of("ANTHROPIC_API_KEY", "k", "MODEL_ID", ""), file)
                        .model())
                .isEqualTo("from-file");
        assertThat(anthropic(Map.of("ANTHROPIC_API_KEY", "k", "MODEL_ID", "from-env"), file, "--model", "opus")
                        .model())
                .isEqualTo("claude-opus-5-5");
    }

    /** Who decides where a key goes: combinations of where key and address come from. */
    @Test
    void an_address_from_the_file_does_not_count() {
        Map<String, String> key = Map.of("ANTHROPIC_API_KEY", "k");
        Map<String, String> url = Map.of("ANTHROPIC_BASE_URL", "http://other");
        Map<String, String> both = Map.of("ANTHROPIC_API_KEY", "k2", "ANTHROPIC_BASE_URL", "http://other");

        assertThat(address(key, url)).isEqualTo(ANTHROPIC.toString() + " k");
        assertThat(said).containsExactly(URL_IGNORED);
        said.clear();
        assertThat(address(key, both)).isEqualTo(ANTHROPIC.toString() + " k");
        assertThat(said).containsExactly(URL_IGNORED);
        said.clear();
        assertThat(address(both, url)).isEqualTo("http://other k2");
        assertThat(address(url, key)).isEqualTo("http://other k");
        assertThat(address(both, Map.of())).isEqualTo("http://other k2");
        assertThat(said).isEmpty();
    }

    @Test
    void who_has_a_token_of_their_own_is_led_nowhere_else_by_a_key_from_the_file() {
        Map<String, String> token = Map.of("ANTHROPIC_AUTH_TOKEN", "t");
        Map<String, String> file = Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_BASE_URL", "http://other");

        assertThat(anthropic(token, file))
                .isEqualTo(
                        new Connection.Anthropic(ANTHROPIC, "", "t", Map.of(), "claude-sonnet-5-5", Patience.DEFAULT));
        assertThat(said)
                .containsExactly(
                        "ANTHROPIC_API_KEY from this folder's .env is ignored: ANTHROPIC_AUTH_TOKEN comes from the"
                                + " environment, and a project must not decide whom you talk to. If you trust this"
                                + " folder, say so once: lungo --trust",
                        URL_IGNORED);
        assertThat(trusting(token, file).baseUrl()).isEqualTo(URI.create("http://other"));
    }

    @Test
    void in_a_trusted_folder_the_file_is_believed() {
        assertThat(trusting(
                        Map.of("ANTHROPIC_API_KEY", "k"),
                        Map.of("ANTHROPIC_BASE_URL", "http://other", "ANTHROPIC_CUSTOM_HEADERS", "X-A: 1")))
                .isEqualTo(new Connection.Anthropic(
                        URI.create("http://other"),
                        "k",
                        "",
                        Map.of("X-A", "1"),
                        "claude-sonnet-5-5",
                        Patience.DEFAULT));
        assertThat(said).isEmpty();
    }

    @Test
    void settings_for_this_run_choose_before_variables_and_options_before_both() {
        Map<String, String> environment =
                Map.of("ANTHROPIC_API_KEY", "k", "OPENAI_API_KEY", "o", "MODEL_ID", "from-env");
        String settings = "{\"provider\": \"openai\", \"model\": \"from-settings\"}";

        assertThat(connection(settings, environment, Map.of()))
                .isInstanceOfSatisfying(
                        Connection.OpenAi.class,
                        openAi -> assertThat(openAi.model()).isEqualTo("from-settings"));
        assertThat(connection(settings, environment, Map.of(), "--provider", "anthropic", "--model", "opus"))
                .isInstanceOfSatisfying(
                        Connection.Anthropic.class,
                        anthropic -> assertThat(anthropic.model()).isEqualTo("claude-opus-5-5"));
    }

    @Test
    void a_missing_key_says_where_was_looked_and_offers_the_demo() {
        assertThatThrownBy(() -> anthropic(Map.of("OPENAI_API_KEY", "k"), Map.of("ANTHROPIC_BASE_URL", "http://x")))
                .isInstanceOf(UsageException.class)
                .hasMessage("""
                        there is no key for the Anthropic API: neither ANTHROPIC_API_KEY nor ANTHROPIC_AUTH_TOKEN is set \
                        in the environment or in /project/.env
                        For an OpenAI-compatible server: --provider openai
                        To see Lungo at work without a key: ./lungo demo""");
    }

    @Test
    void a_compatible_server_needs_an_address_or_a_key() {
        assertThat(connection(
                        Map.of("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1", "OPENAI_MODEL", "local"),
                        Map.of(),
                        "--provider",
                        "openai"))
                .isEqualTo(new Connection.OpenAi(
                        URI.create("http://127.0.0.1:8080/v1"), "", Map.of(), "local", Patience.DEFAULT));
        assertThat(connection(Map.of("OPENAI_API_KEY", "k"), Map.of(), "--provider", "openai", "--model", "m"))
                .isEqualTo(new Connection.OpenAi(
                        URI.create("https://api.openai.com/v1"), "k", Map.of(), "m", Patience.DEFAULT));
        assertThatThrownBy(() -> connection(Map.of("MODEL_ID", "m"), Map.of(), "--provider", "openai"))
                .hasMessageStartingWith("there is neither a key nor a server: set OPENAI_API_KEY, or OPENAI_BASE_URL");
        assertThatThrownBy(() -> connection(Map.of("OPENAI_API_KEY", "k"), Map.of(), "--provider", "openai"))
                .hasMessage(
                        "no model is chosen: use --model NAME, or set OPENAI_MODEL or MODEL_ID in the environment or"
                                + " in /project/.env");
    }

    @Test
    void a_compatible_servers_address_from_the_file_does_not_get_the_users_key() {
        Connection.OpenAi connection = (Connection.OpenAi) connection(
                Map.of("OPENAI_API_KEY", "k", "MODEL_ID", "m"),
                Map.of("OPENAI_BASE_URL", "http://other/v1"),
                "--provider",
                "openai");

        assertThat(connection.baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
        assertThat(said).hasSize(1);
    }

    @Test
    void settings_that_make_no_sense_are_named_without_their_value() {
        assertThatThrownBy(() ->
                        anthropic(Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_BASE_URL", "user:pw@host"), Map.of()))
                .hasMessage("ANTHROPIC_BASE_URL is not an address such as http://127.0.0.1:8080");
        assertThatThrownBy(() ->
                        anthropic(Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_CUSTOM_HEADERS", "secret"), Map.of()))
                .hasMessage("ANTHROPIC_CUSTOM_HEADERS has a line that is not 'Name: value'");
    }

    private String address(Map<String, String> environment, Map<String, String> file) {
        Connection.Anthropic connection = anthropic(environment, file);
        return connection.baseUrl() + " " + connection.key();
    }

    private Connection.Anthropic trusting(Map<String, String> environment, Map<String, String> file) {
        var variables = new Variables(environment, file(file));
        return (Connection.Anthropic)
                new ModelSettings(variables, true, Settings.DEFAULT, said::add).connection(options());
    }

    private Connection.Anthropic anthropic(
            Map<String, String> environment, Map<String, String> file, String... arguments) {
        return (Connection.Anthropic) connection(environment, file, arguments);
    }

    private Connection connection(Map<String, String> environment, Map<String, String> file, String... arguments) {
        return connection("{}", environment, file, arguments);
    }

    private Connection connection(
            String settings, Map<String, String> environment, Map<String, String> file, String... arguments) {
        var variables = new Variables(environment, file(file));
        var files = SettingsFiles.of(Map.of("HOME", "/nobody"), Path.of("/project"));
        Settings counts = SettingLayers.of(files, variables, options("--settings=" + settings))
                .settings(_ -> false);
        return new ModelSettings(variables, false, counts, said::add).connection(options(arguments));
    }

    private static DotEnv file(Map<String, String> values) {
        return new DotEnv(Path.of("/project/.env"), values, List.of());
    }

    private static TalkOptions options(String... arguments) {
        return TalkOptions.of(CommandLine.parse(Arrays.asList(arguments)));
    }
}
