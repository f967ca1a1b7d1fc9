package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.proxy.AllowedHosts;
import dev.lungo.proxy.OnDemandProxy;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Confinement.Strength;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.SandboxTerms.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandSandboxTest {
    private static final SandboxTerms STRONG =
            new SandboxTerms(Strength.STRONG, new Reach.Nowhere(), List.of(), List.of(), true);

    private Path root;
    private Path home;
    private Path work;
    private OwnFolders folders;

    @BeforeEach
    void prepare(@TempDir Path temp) throws IOException {
        root = temp.toRealPath();
        home = Files.createDirectories(root.resolve("home"));
        work = Files.createDirectories(home.resolve("work"));
        Path state = home.resolve(".local/state/lungo");
        folders = new OwnFolders(home, home.resolve(".config/lungo"), state, state.resolve("projects/work-1"));
    }

    private CommandSandbox sandbox(SandboxTerms terms, Path... added) throws IOException {
        return new CommandSandbox(Workspace.of(work, List.of(added)), terms, folders);
    }

    private Confinement confinement(SandboxTerms terms, Path... added) throws IOException {
        return sandbox(terms, added).confinement(false).orElseThrow();
    }

    private void file(Path path, String content) throws IOException {
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, content);
    }

    @Test
    void commands_write_in_the_workspace_and_where_the_user_says() throws Exception {
        Path lib = Files.createDirectories(root.resolve("lib"));
        Files.createSymbolicLink(home.resolve("cache"), lib);
        var terms = new SandboxTerms(
                Strength.LIGHT, new Reach.Everywhere(), List.of(home.resolve("cache")), List.of(), true);

        Confinement confinement = confinement(terms, Files.createDirectories(root.resolve("added")));

        assertThat(confinement.strength()).isEqualTo(Strength.LIGHT);
        assertThat(confinement.network()).isEqualTo(new Network.Open());
        assertThat(confinement.writable()).containsExactly(work, root.resolve("added"), home.resolve("cache"));
    }

    @Test
    void what_decides_what_runs_later_is_guarded_below_what_can_be_written_and_nowhere_else() throws Exception {
        file(work.resolve(".git/config"), "[core]\n\thooksPath = hooks\n");

        assertThat(confinement(STRONG).guarded())
                .contains(
                        work.resolve(".git/hooks"),
                        work.resolve(".git/config"),
                        work.resolve("hooks"),
                        work.resolve(".lungo"),
                        work.resolve(".envrc"))
                .allMatch(path -> path.startsWith(work));

        Path usersOwn = home;
        assertThat(confinement(STRONG, usersOwn).guarded())
                .contains(
                        home.resolve(".bashrc"),
                        home.resolve(".config/lungo"),
                        home.resolve(".local/state/lungo"),
                        home.resolve(".local/state/lungo/trusted"),
                        home.resolve(".local/state/lungo/projects/work-1/granted"));
    }

    @Test
    void where_the_home_folder_may_be_written_what_is_guarded_and_hidden_in_it_stays_so() throws Exception {
        Path state = home.resolve(".local/state/lungo");
        file(state.resolve("projects/work-1/granted"), "hush");
        file(state.resolve("projects/other/session"), "hush");
        file(home.resolve(".config/fish/conf.d/keys.fish"), "set -x ANTHROPIC_API_KEY hush\n");
        Confinement confinement = confinement(STRONG, home);
        assertThat(confinement.hidden()).contains(home.resolve(".config/fish/conf.d/keys.fish"));

        try (var tasks = Tasks.open(state.resolve("projects/work-1/tasks"))) {
            var task = tasks.start(Command.shell("cat .config/fish/conf.d/* .local/state/lungo/projects/*/*;"
                            + " echo x >.config/fish/conf.d/evil.fish; echo x >.local/state/lungo/projects/other/new;"
                            + " echo x >free && echo wrote")
                    .withCwd(home)
                    .withConfinement(Optional.of(confinement)));
            task.await(Duration.ofSeconds(60));

            assertThat(Files.readString(task.output().path())).contains("wrote").doesNotContain("hush");
        }
        assertThat(home.resolve(".config/fish/conf.d/evil.fish")).doesNotExist();
        assertThat(state.resolve("projects/other/new")).doesNotExist();
    }

    @Test
    void what_is_guarded_may_be_written_where_the_user_says_so_by_name() throws Exception {
        var terms = new SandboxTerms(
                Strength.STRONG, new Reach.Nowhere(), List.of(work.resolve(".vscode")), List.of(), true);

        assertThat(confinement(terms).guarded()).doesNotContain(work.resolve(".vscode"));
        assertThatCode(() -> sandbox(terms).checkChange(work.resolve(".vscode/settings.json")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> sandbox(terms).checkChange(work.resolve(".envrc")))
                .isInstanceOf(ToolInput.Invalid.class);
    }

    @Test
    void folders_that_the_user_adds_are_guarded_as_the_working_folder_is() throws Exception {
        Path other = root.resolve("other");
        file(other.resolve(".git/config"), "[include]\n\tpath = ../team.gitconfig\n");
        Files.createSymbolicLink(home.resolve("linked"), other);
        file(root.resolve("bare/HEAD"), "ref: refs/heads/main\n");
        Files.createDirectories(root.resolve("bare/objects"));

        for (Path named : List.of(other, home.resolve("linked"))) {
            assertThat(confinement(writing(named)).guarded())
                    .contains(
                            other.resolve(".git/hooks"),
                            other.resolve(".git/config"),
                            other.resolve("team.gitconfig"),
                            other.resolve(".vscode"),
                            other.resolve(".envrc"));
        }
        assertThat(confinement(writing(root.resolve("bare"))).guarded())
                .contains(root.resolve("bare/hooks"), root.resolve("bare/config"));
    }

    @Test
    void a_folder_on_the_way_to_what_is_guarded_can_be_written_but_for_that() throws Exception {
        file(root.resolve("other/.git/config"), "[core]\n\thooksPath = hooks\n");
        file(root.resolve("other/.git/HEAD"), "ref: refs/heads/main\n");
        Files.createDirectories(root.resolve("other/.git/objects"));
        Path git = root.resolve("other/.git");

        assertThat(confinement(writing(git)).guarded())
                .contains(git.resolve("hooks"), git.resolve("config"), git.resolve("commondir"));
        assertThat(confinement(writing(work.resolve(".git/info"))).guarded())
                .contains(work.resolve(".git/info/attributes"));
        assertThat(confinement(writing(work.resolve(".mvn"))).guarded()).contains(work.resolve(".mvn/jvm.config"));
        assertThat(confinement(writing(work.resolve(".git/hooks"))).guarded())
                .doesNotContain(work.resolve(".git/hooks"));
    }

    @Test
    void file_tools_keep_to_that_in_added_folders_too() throws Exception {
        var sandbox = sandbox(writing(work.resolve("vendor")));

        assertThatThrownBy(() -> sandbox.checkChange(work.resolve("vendor/x/.git/config")))
                .isInstanceOf(ToolInput.Invalid.class);
        assertThatCode(() -> sandbox.checkChange(work.resolve("vendor/x/main.c")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_link_that_a_command_could_have_made_is_left_to_the_engine_to_refuse() throws Exception {
        Files.createSymbolicLink(work.resolve("cache"), Files.createDirectory(root.resolve("victim")));

        assertThat(confinement(writing(work.resolve("cache"))).writable()).containsExactly(work, work.resolve("cache"));
    }

    private static SandboxTerms writing(Path more) {
        return new SandboxTerms(Strength.STRONG, new Reach.Nowhere(), List.of(more), List.of(), true);
    }

    @Test
    void secrets_that_are_there_are_hidden_behind_links_too() throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Path keys = Files.createDirectories(root.resolve("keys"));
        Files.createSymbolicLink(home.resolve(".ssh"), keys);
        file(work.resolve(".env"), "ANTHROPIC_API_KEY=x");
        var terms = new SandboxTerms(
                Strength.STRONG,
                new Reach.Nowhere(),
                List.of(),
                List.of(work.resolve(".env"), work.resolve("no")),
                true);

        assertThat(confinement(terms).hidden())
                .contains(home.resolve(".aws"), keys, work.resolve(".env"))
                .doesNotContain(home.resolve(".ssh"), home.resolve(".kube"), work.resolve("no"));
    }

    @Test
    void what_landlock_cannot_hide_is_left_to_the_file_tools_and_named() throws Exception {
        file(work.resolve(".env"), "ANTHROPIC_API_KEY=x");
        var terms =
                new SandboxTerms(Strength.LIGHT, new Reach.Nowhere(), List.of(), List.of(work.resolve(".env")), true);

        assertThat(confinement(terms).hidden()).doesNotContain(work.resolve(".env"));
        assertThat(sandbox(terms).unhidden()).containsExactly(work.resolve(".env"));
        assertThat(sandbox(terms).hidden()).accepts(work.resolve(".env"));
    }

    @Test
    void a_guarded_link_is_guarded_with_what_it_leads_to() throws Exception {
        Path hooks = Files.createDirectories(work.resolve("tools/hooks"));
        Files.createDirectories(work.resolve(".git"));
        Files.createSymbolicLink(work.resolve(".git/hooks"), hooks);

        assertThat(confinement(STRONG).guarded()).contains(work.resolve(".git/hooks"), hooks);
    }

    @Test
    void what_lungo_keeps_of_other_projects_is_hidden_and_in_the_strong_one_what_it_will_keep() throws Exception {
        Path state = folders.state();
        Path own = state.resolve("projects/work-1/tasks/b7/output.log");
        Path others = state.resolve("projects/other-2/sessions/x.jsonl");
        file(state.resolve("history"), "");
        file(own, "");
        file(others, "");
        var light = new SandboxTerms(Strength.LIGHT, new Reach.Nowhere(), List.of(), List.of(), true);

        assertThat(confinement(light).hidden().stream().filter(path -> path.startsWith(state)))
                .containsExactlyInAnyOrder(state.resolve("history"), state.resolve("projects/other-2"));
        assertThat(confinement(STRONG).hidden().stream().filter(path -> path.startsWith(state)))
                .containsExactly(state);
        for (SandboxTerms terms : List.of(light, STRONG)) {
            assertThat(sandbox(terms).hidden()).accepts(others).rejects(own);
        }
    }

    @Test
    void who_works_where_secrets_are_sees_them() throws Exception {
        work = Files.createDirectories(home.resolve(".aws"));

        assertThat(confinement(STRONG).hidden()).doesNotContain(work);
    }

    @Test
    void named_hosts_are_reached_through_a_proxy_that_listens_from_the_first_command_on() throws Exception {
        Path socket = root.resolve("proxy/socket");
        try (var proxy = new OnDemandProxy(socket, AllowedHosts.parse(List.of("example.org")))) {
            var terms = new SandboxTerms(
                    Strength.STRONG, new Reach.Hosts(List.of("example.org"), proxy), List.of(), List.of(), true);

            assertThat(socket).doesNotExist();
            assertThat(confinement(terms).network()).isEqualTo(new Network.Through(socket));
            assertThat(socket).exists();
        }
    }

    @Test
    void a_command_runs_outside_where_the_user_lets_any_do_so() throws Exception {
        var never = new SandboxTerms(Strength.STRONG, new Reach.Nowhere(), List.of(), List.of(), false);

        assertThat(sandbox(STRONG).confinement(true)).isEmpty();
        assertThatThrownBy(() -> sandbox(never).confinement(true))
                .isInstanceOf(ToolInput.Invalid.class)
                .hasMessageStartingWith("Not run: no command may leave the sandbox now");
        assertThat(Sandbox.OFF.confinement(true)).isEmpty();
    }

    @Test
    void file_tools_refuse_what_commands_cannot_do() throws Exception {
        file(work.resolve(".git/config"), "[core]\n");
        file(work.resolve("vendor/.git/config"), "[core]\n");
        file(work.resolve(".env"), "KEY=secret\n");
        Files.createSymbolicLink(work.resolve("innocent"), work.resolve(".git"));
        var terms =
                new SandboxTerms(Strength.STRONG, new Reach.Nowhere(), List.of(), List.of(work.resolve(".env")), true);
        try (var bench = new ToolBench(root, work, workspace -> new CommandSandbox(workspace, terms, folders))) {
            assertThat(bench.call("write_file", Map.of("path", ".git/hooks/pre-commit", "content", "evil")))
                    .isEqualTo(ToolOutcome.error(".git/hooks/pre-commit is guarded by the sandbox ("
                            + work.resolve(".git/hooks") + " decides what runs later). Nothing was changed. Do not work"
                            + " around it: tell the user what should be in it."));
            assertThat(bench.call("write_file", Map.of("path", "innocent/hooks/pre-commit", "content", "evil"))
                            .text())
                    .startsWith(".git/hooks/pre-commit is guarded");
            assertThat(bench.call(
                                    "edit_file",
                                    Map.of("path", "vendor/.git/config", "old_text", "core", "new_text", "alias"))
                            .text())
                    .startsWith("vendor/.git/config is guarded");
            assertThat(bench.call("read_file", Map.of("path", ".env")).text())
                    .startsWith(".env is hidden by the sandbox");
            assertThat(bench.call("edit_file", Map.of("path", ".env", "old_text", "KEY=guess", "new_text", "x"))
                            .text())
                    .startsWith(".env is hidden by the sandbox");
            assertThat(bench.call("grep", Map.of("pattern", "secret")).text()).doesNotContain("KEY=");
            assertThat(bench.call("grep", Map.of("pattern", "secret", "path", ".env"))
                            .text())
                    .startsWith(".env is hidden by the sandbox");
            assertThat(bench.call("write_file", Map.of("path", "src/main.c", "content", "int x;"))
                            .text())
                    .startsWith("Created src/main.c");
        }
        assertThat(work.resolve(".git/hooks")).doesNotExist();
    }

    @Test
    void the_wish_to_leave_it_is_offered_only_where_it_can_be_granted() throws Exception {
        var never = new SandboxTerms(Strength.STRONG, new Reach.Nowhere(), List.of(), List.of(), false);

        for (String tool : List.of("bash", "background_run")) {
            assertThat(schema(tool, Sandbox.OFF)).doesNotContain("unconfined");
            assertThat(schema(tool, sandbox(never))).doesNotContain("unconfined");
            assertThat(schema(tool, sandbox(STRONG)))
                    .contains("\"unconfined\":{\"type\":\"boolean\"")
                    .contains("\"reason\":{\"type\":\"string\"");
        }
    }

    private String schema(String tool, Sandbox sandbox) throws IOException {
        try (var bench = new ToolBench(root, work, _ -> sandbox)) {
            return bench.spec(tool).schema();
        }
    }
}
