package dev.lungo.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What commands in a sandbox must not read: secrets, and the doors of services that would act for them. */
final class HiddenPaths {
    /** Below the home folder: a path, and what is in it. */
    static final Map<String, String> AT_HOME = Map.ofEntries(
            Map.entry(".ssh", "keys"),
            Map.entry(".gnupg", "keys"),
            Map.entry(".aws", "cloud credentials"),
            Map.entry(".azure", "cloud credentials"),
            Map.entry(".config/gcloud", "cloud credentials"),
            Map.entry(".config/doctl", "cloud credentials"),
            Map.entry(".oci", "cloud credentials"),
            Map.entry(".fly", "cloud credentials"),
            Map.entry(".config/rclone", "cloud credentials"),
            Map.entry(".s3cfg", "cloud credentials"),
            Map.entry(".boto", "cloud credentials"),
            Map.entry(".terraform.d/credentials.tfrc.json", "cloud credentials"),
            Map.entry(".vault-token", "a token"),
            Map.entry(".kube", "cluster credentials"),
            Map.entry(".docker/config.json", "registry credentials"),
            Map.entry(".config/containers/auth.json", "registry credentials"),
            Map.entry(".git-credentials", "passwords of repositories"),
            Map.entry(".config/git/credentials", "passwords of repositories"),
            Map.entry(".config/gh", "a token"),
            Map.entry(".config/glab-cli", "a token"),
            Map.entry(".config/hub", "a token"),
            Map.entry(".netrc", "passwords"),
            Map.entry(".pgpass", "passwords"),
            Map.entry(".my.cnf", "passwords"),
            Map.entry(".npmrc", "a token to publish"),
            Map.entry(".yarnrc.yml", "a token to publish"),
            Map.entry(".pypirc", "a token to publish"),
            Map.entry(".gem/credentials", "a token to publish"),
            Map.entry(".cargo/credentials", "a token to publish"),
            Map.entry(".cargo/credentials.toml", "a token to publish"),
            Map.entry(".m2/settings-security.xml", "the key to the passwords in settings.xml"),
            Map.entry(".password-store", "passwords"),
            Map.entry(".local/share/keyrings", "a keyring"),
            Map.entry(".local/share/kwalletd", "a keyring"),
            Map.entry(".config/keepassxc", "passwords"),
            Map.entry(".config/op", "passwords"),
            Map.entry(".config/Bitwarden", "passwords"),
            Map.entry(".config/Bitwarden CLI", "passwords"),
            Map.entry(".mozilla", "a browser"),
            Map.entry(".thunderbird", "mail"),
            Map.entry(".config/google-chrome", "a browser"),
            Map.entry(".config/chromium", "a browser"),
            Map.entry(".config/BraveSoftware", "a browser"),
            Map.entry(".config/microsoft-edge", "a browser"),
            Map.entry("snap/firefox", "a browser"),
            Map.entry("snap/chromium", "a browser"),
            Map.entry(".bash_history", "what was typed"),
            Map.entry(".zsh_history", "what was typed"),
            Map.entry(".claude", "another agent's keys"),
            Map.entry(".claude.json", "another agent's keys"),
            Map.entry(".codex", "another agent's keys"),
            Map.entry(".gemini", "another agent's keys"),
            Map.entry(".config/github-copilot", "another agent's keys"),
            Map.entry(".local/share/opencode", "another agent's keys"));

    /** Anywhere: what only root could read otherwise, and sockets of services that do things for whoever asks. */
    static final Map<String, String> ANYWHERE = Map.ofEntries(
            Map.entry("/etc/shadow", "passwords of this machine"),
            Map.entry("/etc/gshadow", "passwords of this machine"),
            Map.entry("/run/secrets", "secrets of a container"),
            Map.entry("/run/docker.sock", "starts containers as root"),
            Map.entry("/run/podman", "starts containers"),
            Map.entry("/run/containerd", "starts containers as root"),
            Map.entry("/run/dbus", "the system's services"),
            Map.entry("/run/user", "keyrings, agents of keys, the desktop, services of the user"),
            Map.entry("/tmp/.X11-unix", "the desktop"));

    /** Behind the name of a file. */
    static final String REFUSAL =
            " is hidden by the sandbox, since it may hold secrets. Do without it, or ask the user for what you need.";

    private HiddenPaths() {}

    /**
     * Those that are there now, links resolved.
     *
     * @param folders of the user and of Lungo: the state of other projects is hidden, this project's is not
     * @param more that the user wants hidden
     */
    static List<Path> now(OwnFolders folders, List<Path> more) {
        Stream<Path> usual = Stream.concat(
                AT_HOME.keySet().stream().map(folders.home()::resolve),
                ANYWHERE.keySet().stream().map(Path::of));
        return Stream.of(usual, ofOthers(folders).stream(), more.stream())
                .flatMap(paths -> paths)
                .flatMap(HiddenPaths::real)
                .distinct()
                .sorted()
                .toList();
    }

    /** In the state folder, everything that does not lead to this project's own. */
    private static List<Path> ofOthers(OwnFolders folders) {
        var others = new ArrayList<Path>();
        Path folder = folders.project();
        while (folder.startsWith(folders.state()) && !folder.equals(folders.state())) {
            others.addAll(siblings(folder));
            folder = folder.resolveSibling(".").normalize();
        }
        return others;
    }

    private static List<Path> siblings(Path folder) {
        var siblings = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(folder.resolveSibling(".").normalize())) {
            all.forEach(siblings::add);
        } catch (IOException notThere) {
            // Where there is no such folder, nobody has any state in it.
            return List.of();
        }
        siblings.remove(folder);
        return siblings;
    }

    private static Stream<Path> real(Path path) {
        try {
            return Stream.of(path.toRealPath());
        } catch (IOException notThere) {
            return Stream.empty();
        }
    }
}
