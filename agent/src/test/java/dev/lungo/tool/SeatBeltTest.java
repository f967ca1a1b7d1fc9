package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeatBeltTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf /",
                "rm -rf /*",
                "rm -fr ~",
                "rm -r -f ~/",
                "rm -rf \"$HOME\"",
                "rm -rf ${HOME}/*",
                "rm --recursive --force /etc/",
                "rm -rf --no-preserve-root /",
                "rm -rf build /usr",
                "sudo rm -rf /",
                "sudo -u root rm -rf /",
                "cd /tmp && rm -rf / --verbose",
                "true; env X=1 /bin/rm -rf //",
                "if true; then rm -rf /; fi",
                "bash -c 'rm -rf /'",
                "sudo sh -lc \"rm -rf ~\"",
                "eval rm -rf /",
                "echo $(rm -rf /)",
                "echo \"x `rm -rf /`\"",
                "bash <<EOF\nrm -rf /\nEOF",
                "nohup timeout 5 rm -rf / &",
                "mkfs.ext4 /dev/sdb1",
                "mkfs -t xfs /dev/nvme0n1",
                "dd if=/dev/zero of=/dev/sda bs=1M",
                "cat image > /dev/nvme0n1",
                "echo x >/dev/sda",
                "cat x | sudo tee /dev/sda",
                ":(){ :|:& };:",
                "bomb() { bomb | bomb & }; bomb",
                "shutdown -h now",
                "sudo reboot",
                "systemctl poweroff",
                "init 0",
                "kill -9 -1",
                "chmod -R 777 /",
                "chown -R me /etc",
                "find / -name x -delete",
                "find ~ -delete",
                "bash <<< 'rm -rf /'",
                "[[ -d x ]] && { true; ! rm -rf /; }",
                "while x; do rm -rf /usr; done >log",
                // Lines that cannot be read, or of which it is not sure what they run.
                "echo $((x)); rm -rf /",
                "coproc rm -rf /",
                "echo $[1 + 2]; rm -rf /",
                "rm -rf / $\"x\"",
                "rm -r $\"x\" /",
                "rm -rf /; echo 'not closed",
                "if true; then rm -rf /",
                "echo $(rm -rf /",
            })
    void wrecking_the_machine_is_refused(String command) {
        assertThat(SeatBelt.refusal(command))
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("Refused: ").contains("Nothing was run"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf build",
                "rm -rf ./target /tmp/x ~/project/build",
                "rm -rf /home/me/project/node_modules",
                "rm /etc/hosts.bak",
                "rm -rf *",
                "echo 'rm -rf /'",
                "echo \"rm -rf /\"",
                "grep -r 'shutdown' src",
                "git commit -m 'Handle shutdown and reboot'",
                "cat > notes.md <<'EOF'\nshutdown now\nrm -rf /\nEOF",
                "# rm -rf /\nls",
                "man shutdown",
                "dd if=/dev/zero of=disk.img bs=1M count=1",
                "echo x > /dev/null 2>&1",
                "mkfs.ext4 disk.img",
                "kill -9 1234",
                "systemctl status reboot.target",
                "find . -name '*.class' -delete",
                "chmod -R u+w build",
                "f() { echo x | cat; }; f",
                "docker run --rm -v /:/host alpine ls /",
                "cat <<EOF | grep x\nrm -rf /\nEOF",
                "coproc echo 'rm -rf /'",
                "git commit -m \"$(cat <<'EOF'\nrm -rf / is refused now; shutdown\nEOF\n)\"",
            })
    void daily_work_is_not(String command) {
        assertThat(SeatBelt.refusal(command)).isEmpty();
    }

    @Test
    void a_script_nested_without_end_ends() {
        assertThat(SeatBelt.refusal("$(".repeat(5000))).isEmpty();
    }
}
