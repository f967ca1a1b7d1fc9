package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitFoldersTest {
    private Path root;
    private Path main;

    @BeforeEach
    void repository(@TempDir Path temp) throws Exception {
        root = temp.toRealPath();
        main = root.resolve("main");
        git(root, "init -q main");
        git(main, "commit -q --allow-empty -m first");
    }

    private void git(Path folder, String arguments) throws IOException, InterruptedException {
        ToolBench.shell("cd '" + folder + "' && HOME='" + root
                + "' GIT_CONFIG_NOSYSTEM=1 git -c user.name=t -c user.email=t@example.org -c protocol.file.allow=always "
                + arguments);
    }

    private GitFolders of(Path tree) {
        return GitFolders.of(tree, root);
    }

    private static List<Path> run(Path git) {
        return List.of(
                git.resolve("hooks"),
                git.resolve("config"),
                git.resolve("config.worktree"),
                git.resolve("info/attributes"),
                git.resolve("commondir"));
    }

    @Test
    void a_plain_repository_keeps_all_in_the_tree_and_what_git_would_run_is_guarded() {
        List<Path> later = Stream.of("rebase-merge", "rebase-apply", "sequencer")
                .map(main.resolve(".git")::resolve)
                .toList();
        assertThat(of(main).writable()).isEmpty();
        assertThat(of(main).guarded())
                .containsExactlyElementsOf(Stream.concat(run(main.resolve(".git")).stream(), later.stream())
                        .toList());
    }

    @Test
    void where_there_is_no_repository_it_is_guarded_that_none_is_made() {
        assertThat(of(root)).isEqualTo(new GitFolders(List.of(), List.of(root.resolve(".git"))));
    }

    @Test
    void a_rebase_under_way_goes_on() throws Exception {
        Files.createDirectory(main.resolve(".git/rebase-merge"));

        assertThat(of(main).guarded())
                .contains(main.resolve(".git/rebase-apply"))
                .doesNotContain(main.resolve(".git/rebase-merge"));
    }

    @Test
    void hooks_that_are_kept_elsewhere_are_guarded_there() throws Exception {
        git(main, "config core.hooksPath tools/hooks");

        assertThat(of(main).guarded()).contains(main.resolve("tools/hooks"));

        git(main, "config core.hooksPath '~/hooks'");

        assertThat(of(main).guarded()).contains(root.resolve("hooks"));
    }

    @Test
    void what_git_would_run_for_submodules_is_guarded_at_any_depth() throws Exception {
        git(root, "init -q lib");
        git(root.resolve("lib"), "commit -q --allow-empty -m first");
        git(main, "submodule --quiet add '" + root.resolve("lib") + "' deep/lib");

        assertThat(of(main).guarded())
                .containsAll(run(main.resolve(".git/modules/deep/lib")))
                .contains(main.resolve("deep/lib/.git"));
        assertThat(of(main.resolve("deep/lib")).guarded()).containsExactly(main.resolve("deep/lib/.git"));
    }

    @Test
    void a_repository_that_git_looks_into_by_itself_is_guarded_where_it_lies() throws Exception {
        git(main, "init -q old");
        git(main.resolve("old"), "commit -q --allow-empty -m first");
        git(main, "add old 2>/dev/null");

        assertThat(of(main).guarded()).containsAll(run(main.resolve("old/.git")));

        ToolBench.shell("rm -rf '" + main.resolve("old/.git") + "'");

        assertThat(of(main).guarded()).contains(main.resolve("old/.git"));
    }

    @Test
    void commits_in_a_linked_tree_write_to_the_repository_it_belongs_to() throws Exception {
        git(main, "worktree add -q ../linked");
        Path linked = root.resolve("linked");
        Path own = main.resolve(".git/worktrees/linked");

        assertThat(of(linked).writable()).containsExactly(main.resolve(".git"));
        assertThat(of(linked).guarded())
                .containsAll(run(main.resolve(".git")))
                .containsAll(run(own))
                .contains(own.resolve("gitdir"), own.resolve("commondir"), linked.resolve(".git"));
        assertThat(of(main).guarded())
                .contains(own.resolve("gitdir"), own.resolve("commondir"), own.resolve("config.worktree"))
                .contains(linked.resolve(".git"));
    }

    @Test
    void a_tree_that_only_claims_to_be_linked_gets_nothing_of_the_repository() throws Exception {
        git(main, "worktree add -q ../linked");
        Path liar = Files.createDirectories(root.resolve("liar"));

        for (String claim : List.of(
                "gitdir: " + main.resolve(".git/worktrees/linked"),
                "gitdir: " + main.resolve(".git"),
                "gitdir: ../nowhere",
                "gitdir: \0",
                "nonsense")) {
            Files.writeString(liar.resolve(".git"), claim);
            assertThat(of(liar)).as(claim).isEqualTo(new GitFolders(List.of(), List.of(liar.resolve(".git"))));
        }
        Files.delete(liar.resolve(".git"));
        Files.createSymbolicLink(liar.resolve(".git"), root.resolve("linked/.git"));
        assertThat(of(liar)).as("a link").isEqualTo(new GitFolders(List.of(), List.of(liar.resolve(".git"))));
    }

    @Test
    void what_configuration_includes_is_guarded_and_all_folders_of_hooks_that_it_ever_names() throws Exception {
        Files.writeString(main.resolve(".git/config"), """
                [core] hooksPath = "one line"
                [core]
                \tHooksPath = first # not the last
                \thooksPath = "sec\\
                ond"
                [includeIf "onbranch:x]y"]
                \tpath = ../team.gitconfig
                """);
        Files.writeString(main.resolve("team.gitconfig"), "[include]\npath = more\n[core]\nhookspath = third\n");
        Files.writeString(root.resolve(".gitconfig"), "[core]\n\thooksPath = .githooks\n");

        assertThat(of(main).guarded())
                .contains(
                        main.resolve("one line"),
                        main.resolve("first"),
                        main.resolve("second"),
                        main.resolve("third"),
                        main.resolve("team.gitconfig"),
                        main.resolve("more"),
                        main.resolve(".githooks"));
    }

    @Test
    void settings_are_read_as_git_reads_them() throws Exception {
        Files.writeString(root.resolve("config"), """
                # a comment
                [Core] Editor = vi ; mine
                [alias]
                \tst = !sh -c \\"a; b\\"   # run
                  both = one" two ; "three\s\s
                \tlong = first \\
                second
                [remote "Up ]\\"stream"] url=x\\\\y
                [branch.main]
                merge
                \tempty =
                """);

        git(root, "config --null --list --file config >said");

        assertThat(GitSetting.all(Files.readString(root.resolve("config"))).stream()
                        .map(setting -> setting.name() + "=" + setting.value())
                        .toList())
                .containsExactlyElementsOf(Stream.of(
                                Files.readString(root.resolve("said")).split("\0"))
                        .map(said -> said.split("\n", 2))
                        .map(said -> said[0].toLowerCase(Locale.ROOT) + "=" + (said.length < 2 ? "true" : said[1]))
                        .toList());
    }
}
