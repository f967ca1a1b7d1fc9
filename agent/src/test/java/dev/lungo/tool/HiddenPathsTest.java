package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Confinement.Strength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HiddenPathsTest {
    private Path home;
    private Path work;
    private OwnFolders folders;

    @BeforeEach
    void prepare(@TempDir Path temp) throws IOException {
        home = temp.toRealPath().resolve("home");
        work = Files.createDirectories(home.resolve("code/work"));
        Path state = home.resolve(".local/state/lungo");
        folders = new OwnFolders(home, home.resolve(".config/lungo"), state, state.resolve("projects/work-1"));
    }

    /** Of those below the home folder. */
    private List<Path> hidden(Path... roots) {
        var all = new ArrayList<>(List.of(work));
        all.addAll(List.of(roots));
        return HiddenPaths.now(folders, Strength.LIGHT, all, List.of()).stream()
                .filter(path -> path.startsWith(home))
                .map(home::relativize)
                .toList();
    }

    private void file(String name, String content) throws IOException {
        Path path = home.resolve(name);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export ANTHROPIC_API_KEY=sk-1",
                "export EDITOR=vi ANTHROPIC_AUTH_TOKEN='sk-1'",
                "#export OPENAI_API_KEY=\"sk-1\"",
                "OPENAI_API_KEY = sk-1",
                "set -gx ANTHROPIC_API_KEY sk-1",
                "setenv OPENAI_API_KEY sk-1",
                "SETUVAR --export ANTHROPIC_API_KEY:sk\\x2d1",
                "$env.ANTHROPIC_API_KEY = \"sk-1\"",
                "\"OPENAI_API_KEY\": \"sk-1\"",
                ": ${OPENAI_API_KEY:=sk-1}",
                "export OPENAI_API_KEY=${OPENAI_API_KEY:-sk-1}",
            })
    void what_gives_a_providers_variable_its_value_is_hidden(String line) throws Exception {
        file(".profile", "# mine\n" + line + "\numask 022\n");

        assertThat(hidden()).containsExactly(Path.of(".profile"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias ls='ls --color'",
                "export ANTHROPIC_API_KEY=",
                "ANTHROPIC_API_KEY=\"\"",
                "[ -n \"$ANTHROPIC_API_KEY\" ] || [ -n \"${OPENAI_API_KEY:-}\" ] || echo none",
                "export OPENAI_API_KEY=$(secret-tool lookup key openai)",
                "export OPENAI_API_KEY=\"$OTHER\"",
                "unset ANTHROPIC_API_KEY OPENAI_API_KEY",
                "export MY_OPENAI_API_KEY=sk-1",
            })
    void what_has_no_key_stays_readable(String line) throws Exception {
        file(".bashrc", line + "\n");

        assertThat(hidden()).isEmpty();
    }

    @Test
    void keys_are_found_wherever_a_login_reads_them_and_in_the_env_files_of_the_roots_and_above() throws Exception {
        var withKeys = List.of(
                ".bashrc",
                ".config/environment.d/50-keys.conf",
                ".config/fish/conf.d/keys.fish",
                ".config/fish/fish_variables",
                ".env",
                ".zshenv",
                "code/.env",
                "code/work/.env",
                "code/work/.env.local",
                "code/work/.envrc",
                "code/work/production.env",
                "lib/.env");
        for (String name : withKeys) {
            file(name, "export OPENAI_API_KEY=sk-1\n");
        }
        file("code/work/.env.example", "OPENAI_API_KEY=your-key\n");
        file("code/work/.env.test", "MODE=test\n");
        file("code/work/config.yaml", "OPENAI_API_KEY: deeper and other files are not looked at\n");
        file("code/other/.env", "OPENAI_API_KEY=sk-1\n");

        assertThat(hidden(home.resolve("lib")))
                .isEqualTo(withKeys.stream().map(Path::of).toList());
    }

    @Test
    void keys_of_dotfiles_are_hidden_where_they_really_are() throws Exception {
        file("dotfiles/profile", "export OPENAI_API_KEY=sk-1\n");
        Files.createSymbolicLink(home.resolve(".profile"), home.resolve("dotfiles/profile"));

        assertThat(hidden()).containsExactly(Path.of("dotfiles/profile"));
    }

    @Test
    void secrets_whose_place_a_variable_names_are_hidden_there() throws Exception {
        var variables = Map.ofEntries(
                Map.entry("XDG_CONFIG_HOME", home + "/etc"),
                Map.entry("XDG_DATA_HOME", home + "/share"),
                Map.entry("CARGO_HOME", home + "/rust"),
                Map.entry("DOCKER_CONFIG", home + "/docker"),
                Map.entry("GNUPGHOME", home + "/pgp"),
                Map.entry("ZDOTDIR", home + "/zsh"),
                Map.entry("GOOGLE_APPLICATION_CREDENTIALS", home + "/cloud.json"),
                Map.entry("KUBECONFIG", "cluster:" + home + "/other-cluster"),
                Map.entry("KRB5CCNAME", "FILE:" + home + "/ticket"),
                Map.entry("AWS_SHARED_CREDENTIALS_FILE", home + "/aws"),
                Map.entry("MY_SECRETS_FILE", home + "/mine"),
                Map.entry("API_TOKEN_PATH", "relative\0and no path"),
                Map.entry("DEPLOY_KEY_FILE", home.toString()),
                Map.entry("PASSWORD_STORE_DIR", home + "/.."),
                Map.entry("EDITOR", home + "/editor"));
        var places = List.of(
                "aws",
                "cloud.json",
                "code/work/cluster",
                "docker",
                "etc/fish/config.fish",
                "etc/gh",
                "mine",
                "other-cluster",
                "pgp",
                "rust/credentials.toml",
                "share/keyrings",
                "ticket",
                "zsh/.zshrc");
        for (String place : places) {
            file(place, "export OPENAI_API_KEY=sk-1");
        }
        file("editor", "no secret");
        folders = new OwnFolders(
                home, folders.config(), folders.state(), folders.project(), new SecretVariables(variables));

        // Of docker the folder: its login puts another file in the place of the one there.
        assertThat(hidden())
                .isEqualTo(places.stream()
                        .map(place -> Path.of(place.equals("docker/config.json") ? "docker" : place))
                        .toList());
        assertThat(folders.toString()).doesNotContain("cloud.json");
    }

    @Test
    void what_every_command_needs_is_not_hidden_whoever_keeps_no_history_there() throws Exception {
        Files.createSymbolicLink(home.resolve(".bash_history"), Path.of("/dev/null"));
        new ProcessBuilder("mkfifo", home.resolve("pipe").toString()).start().waitFor();
        var variables = Map.of(
                "HISTFILE", "/dev/null",
                "MYSQL_HISTFILE", "/dev/../dev/null",
                "NETRC", "/proc/self/environ",
                "NPM_CONFIG_USERCONFIG", "/sys",
                "PGPASSFILE", "/dev",
                "KUBECONFIG", home + "/pipe",
                "PYTHON_HISTORY", home + "/history");
        file("history", "typed");
        folders = new OwnFolders(
                home, folders.config(), folders.state(), folders.project(), new SecretVariables(variables));

        assertThat(hidden()).containsExactly(Path.of("history"));
        assertThat(HiddenPaths.now(folders, Strength.STRONG, List.of(work), List.of()))
                .noneMatch(path -> path.startsWith("/dev") || path.startsWith("/proc") || path.startsWith("/sys"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"set ", "setenv\t", "ANTHROPIC_API_KEY ", "set ANTHROPIC_API_KEY$", "OPENAI_API_KEY=$"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_file_made_to_take_long_does_not(String again) throws Exception {
        file("code/work/long.env", again.repeat((1 << 20) / again.length()));

        assertThat(hidden()).isEmpty();
    }

    @Test
    void what_was_typed_is_hidden_and_so_are_accounts_mail_and_browsers() throws Exception {
        var places = List.of(
                ".authinfo",
                ".cache/huggingface/token",
                ".config/composer/auth.json",
                ".config/hcloud/cli.toml",
                ".config/sops/age/keys.txt",
                ".local/share/fish/fish_history",
                ".mysql_history",
                ".node_repl_history",
                ".psql_history",
                ".python_history",
                ".var/app/org.mozilla.firefox/profile",
                ".zhistory");
        for (String place : places) {
            file(place, "secret");
        }

        assertThat(places).allMatch(place -> hidden().stream().anyMatch(Path.of(place)::startsWith));
    }
}
