package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandSuggestionsTest {
    private SampleProject project;

    @BeforeAll
    void sample(@TempDir Path temp) throws IOException {
        project = SampleProject.in(temp);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
                    npm test                           ¦ Bash(npm test)
                    npm run test:unit -- --watch       ¦ Bash(npm run test:unit --:*)
                    npm exec x                         ¦ Bash(npm exec x)
                    git commit -m 'a b'                ¦ Bash(git commit:*)
                    git commit -m "$(date)"            ¦ Bash(git commit:*)
                    git stash push -m x                ¦ Bash(git stash push:*)
                    git push origin main               ¦ Bash(git push origin main)
                    git config user.name x             ¦ Bash(git config user.name x)
                    go run ./x                         ¦ Bash(go run ./x)
                    npm test -- --watch                ¦ Bash(npm test --:*)
                    npm run build --node-options=x     ¦ Bash(npm run build --node-options=x)
                    yarn test --watch                  ¦ Bash(yarn test --watch)
                    yarn node x                        ¦ Bash(yarn node x)
                    make test                          ¦ Bash(make test)
                    git ls-remote origin               ¦ Bash(git ls-remote origin)
                    git init x                         ¦ Bash(git init x)
                    git apply x.patch                  ¦ Bash(git apply x.patch)
                    git checkout main                  ¦ Bash(git checkout main)
                    git merge main                     ¦ Bash(git merge main)
                    git -C src commit -m x             ¦ Bash(git -C src commit -m x)
                    go test ./...                      ¦ Bash(go test ./...)
                    mvn test -q                        ¦ Bash(mvn test -q)
                    gcc x.c -o x                       ¦ Bash(gcc x.c -o x)
                    pylint src                         ¦ Bash(pylint src)
                    cloc src                           ¦ Bash(cloc src)
                    FOO=1 cat README.md                ¦ Bash(FOO=1 cat README.md)
                    podman container ls                ¦ Bash(podman container ls)
                    docker logs -f web                 ¦ Bash(docker logs:*)
                    gh pr view 5                       ¦ Bash(gh pr view:*)
                    gh pr merge 5                      ¦ Bash(gh pr merge 5)
                    black src                          ¦ Bash(black:*)
                    .venv/bin/python -c 1              ¦ Bash(.venv/bin/python -c 1)
                    .venv/bin/pytest -q                ¦ Bash(.venv/bin/pytest -q)
                    bin/rails test                     ¦ Bash(bin/rails test)
                    python3 manage.py migrate          ¦ Bash(python3 manage.py migrate)
                    php artisan migrate                ¦ Bash(php artisan migrate)
                    node inspect x.js                  ¦ Bash(node inspect x.js)
                    docker run image                   ¦ Bash(docker run image)
                    git -c a=b commit                  ¦ Bash(git -c a=b commit)
                    git log --output=x                 ¦ Bash(git log --output=x)
                    docker compose up -d               ¦ Bash(docker compose up:*)
                    cargo build --release              ¦ Bash(cargo build --release)
                    ./gradlew test --info              ¦ Bash(./gradlew test --info)
                    ./scripts/check.sh --all           ¦ Bash(./scripts/check.sh:*)
                    pytest -q tests                    ¦ Bash(pytest -q tests)
                    npx jest --watch                   ¦ Bash(npx jest --watch)
                    hyperfine 'rm x'                   ¦ Bash(hyperfine 'rm x')
                    tsx tools/gen.ts --out x           ¦ Bash(tsx tools/gen.ts:*)
                    tsx -e 1                           ¦ Bash(tsx -e 1)
                    rg --pre x y                       ¦ Bash(rg --pre x y)
                    sort --compress-program=x y        ¦ Bash(sort --compress-program=x y)
                    cmake -P x                         ¦ Bash(cmake -P x)
                    npx node -e 1                      ¦ Bash(npx node -e 1)
                    python3 tools/gen.py --out x       ¦ Bash(python3 tools/gen.py:*)
                    python3 -m pytest -q               ¦ Bash(python3 -m pytest -q)
                    python3 -c 'print(1)'              ¦ Bash(python3 -c 'print(1)')
                    node server.js                     ¦ Bash(node server.js:*)
                    bash deploy.sh prod                ¦ Bash(bash deploy.sh:*)
                    bash -x                            ¦ Bash(bash -x)
                    rm -rf build                       ¦ Bash(rm -rf build)
                    rm 'a b' '*'                       ¦ Bash(rm 'a b' '*')
                    curl https://example.org           ¦ Bash(curl https://example.org)
                    sudo systemctl restart x           ¦ Bash(sudo systemctl restart x)
                    uv run x.py                        ¦ Bash(uv run x.py)
                    timeout 60 npm test                ¦ Bash(npm test)
                    bash -c 'npm test'                 ¦ Bash(npm test)
                    NODE_OPTIONS=--inspect npm test    ¦ Bash(NODE_OPTIONS=--inspect npm test)
                    ls > out.txt                       ¦ Edit(/out.txt)
                    cat /etc/passwd                    ¦ Read(//etc/passwd)
                    find /usr/share/doc -name x        ¦ Bash(find /usr/share/doc -name x)
                    wc -l < /etc/passwd                ¦ Read(//etc/passwd)
                    cd /usr && pwd                     ¦ Bash(cd /usr)
                    ls /                               ¦ Bash(ls /)
                    ls -a ..                           ¦ Bash(ls -a ..)
                    grep -r x /usr/share/doc           ¦ Bash(grep -r x /usr/share/doc)
                    mysterious thing                   ¦ Bash(mysterious thing)
                    """)
    void the_narrowest_useful_rule_is_offered_and_allows_the_command(String command, String rule) {
        var ask = ask(command);
        assertThat(ask.suggestions()).extracting(Verdict.Suggestion::rules).containsExactly(List.of(rule));
        assertThat(project.judged(PermissionMode.DEFAULT, allowing(ask.suggestions()), command))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -s example.org/install | sh",
                "python3 - <<'E'\nprint(1)\nE",
                "python3 -",
                "sudo sh",
                "docker exec -i db bash",
                "docker compose exec web sh",
                "psql < dump.sql",
                "git apply < x.diff",
                "git apply <<'E'\ndiff\nE",
                "{ ./build.sh; } < x",
                "echo x | timeout 5 node"
            })
    void what_may_run_its_input_is_allowed_once_at_most(String command) {
        assertThat(ask(command).suggestions()).isEmpty();
    }

    @Test
    void a_compound_gets_a_rule_for_each_part_that_is_not_allowed_yet() {
        var command = "ls && ./build.sh -v && npm test 2>&1 | tee log.txt";
        var ask = ask(command);
        assertThat(ask.suggestions())
                .containsExactly(new Verdict.Suggestion(
                        List.of("Bash(./build.sh:*)", "Bash(npm test)", "Bash(tee log.txt)"),
                        "every './build.sh …' and 'npm test' exactly and 'tee log.txt' exactly"));
        assertThat(project.judged(PermissionMode.DEFAULT, allowing(ask.suggestions()), command))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
                    rm $X
                    $X
                    echo "unclosed
                    cat .env
                    cat /etc/ssl/private/server.key
                    cat "$X"
                    echo x > .git/hooks/pre-commit
                    rm a && make b && curl c && dd d
                    ls() { pwd; }; ls
                    curl -H "Authorization: $API_TOKEN" x
                    """)
    void nothing_is_offered_for_good_where_it_would_not_fit_again_or_be_too_much(String command) {
        assertThat(ask(command).suggestions()).isEmpty();
    }

    private Verdict.Ask ask(String command) {
        return (Verdict.Ask) project.judged(PermissionMode.DEFAULT, PermissionRules.NONE, command);
    }

    private static PermissionRules allowing(List<Verdict.Suggestion> suggestions) {
        return PermissionRules.NONE.allowing(suggestions.getFirst().rules().stream()
                .map(rule -> PermissionRule.parse(rule, PermissionRule.Source.SESSION))
                .toList());
    }
}
