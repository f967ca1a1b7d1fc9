package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in command position gives a doubt; what is only mentioned does not. */
class ProgramsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker run x",
                "cd /srv && docker run x",
                "true; /usr/bin/docker run x",
                "make || 'docker' run x",
                "\\docker run x | tee log",
                "(docker run x)",
                "( cd a; docker run x ) &",
                "if make; then docker run x; fi",
                "while ! docker exec x true; do sleep 1; done",
                "for i in 1 2; do\ndocker run $i\ndone",
                "A=1 B='2 3' docker run x",
                "nohup docker run x >log 2>&1 &",
                "sudo -u root docker run x",
                "env -u HOME A=1 docker run x",
                "timeout -s KILL 5m docker run x",
                "nice -n 5 docker run x",
                "exec docker run x",
                "id=$(docker run -d x)",
                "echo \"started $(docker run -d x)\"",
                "echo `docker run -d x`",
                "diff <(docker run x) expected",
                "bash -lc 'cd /srv; docker run x'",
                "eval \"docker run x\"",
                "ls | xargs -n 1 docker run",
                "cat <<EOF >file\ntext\nEOF\ndocker run x",
                ">log docker run x",
                "2>&1 docker run x",
                "{ docker run x; }",
                "f() { docker run x; }; f",
            })
    void a_program_in_command_position_is_found(String line) {
        assertThat(ways(line)).contains(HandOver.CONTAINERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grep docker README",
                "grep -r 'docker run' .",
                "echo docker run x",
                "echo \"docker run x\" >notes",
                "git commit -m 'ssh: fix; docker run x'",
                "ls # docker run x",
                "ls \\\n  docker",
                "cat >docker",
                "cat <docker 2>ssh",
                "cat <<EOF\ndocker run x\nssh host\nEOF",
                "cat <<-'E O'\ndocker run x",
                "cat <<< 'docker run x'",
                "docker ps",
                "docker logs -f x",
                "kubectl get pods",
                "tools=(docker ssh)",
                "case $x in docker) echo 1;; ssh) echo 2;; esac",
                "cd docker",
                "./docker-build.sh",
                "ssh-keygen -t ed25519",
                "which docker; command -v ssh",
                "systemctl status x",
                "tmux ls",
                "ssh git@host git-upload-pack 'a/b'",
                "echo $((docker + ssh))",
                "echo ${docker:-ssh x}",
                "x=docker; y=ssh",
                "",
                "'",
                "\"$(",
                "<<",
                "a <<-",
            })
    void a_mention_is_none(String line) {
        assertThat(ways(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh host tail -f x",
                "kubectl apply -f x",
                "systemd-run --user sleep 9",
                "echo x | at now",
                "sudo make install",
                "su -c ls",
                "tmux new -d sleep",
                "screen -dmS x sleep 9",
                "machinectl shell",
                "flatpak-spawn --host ls",
                "lxc exec x ls",
                "doas ls",
                "podman run x",
                "nerdctl run x",
                "batch <jobs",
                "runuser -u nobody ls",
                "sshpass -p x ssh host ls",
            })
    void each_way_of_giving_work_away_is_known(String line) {
        assertThat(ways(line)).isNotEmpty();
    }

    @Test
    void a_program_that_runs_another_comes_before_it() {
        assertThat(Programs.of("sudo -n env A=b sh -c 'exec \"ssh\" h'"))
                .containsExactly(
                        List.of("sudo", "-n", "env", "A=b", "sh", "-c", "exec \"ssh\" h"),
                        List.of("env", "A=b", "sh", "-c", "exec \"ssh\" h"),
                        List.of("sh", "-c", "exec \"ssh\" h"),
                        List.of("exec", "ssh", "h"),
                        List.of("ssh", "h"));
    }

    private static List<HandOver> ways(String line) {
        return Programs.of(line).stream()
                .flatMap(words -> HandOver.of(words).stream())
                .toList();
    }
}
