package dev.lungo.tool;

import java.util.List;
import java.util.stream.Stream;

/** Where secrets usually are, by kind. */
final class SecretPlaces {
    /** Keys, and what unlocks others. */
    private static final List<String> KEYS = List.of(
            ".ssh",
            ".gnupg",
            ".local/share/gnupg",
            ".pki",
            ".putty",
            ".config/sops",
            ".config/age",
            ".vault-token",
            ".password-store",
            ".authinfo",
            ".authinfo.gpg",
            ".netrc",
            ".pgpass",
            ".my.cnf",
            ".mylogin.cnf",
            ".local/share/keyrings",
            ".local/share/kwalletd",
            ".config/keepassxc",
            ".config/op",
            ".config/1Password",
            ".config/Bitwarden",
            ".config/Bitwarden CLI",
            ".m2/settings-security.xml");

    /** Accounts at clouds and services. */
    private static final List<String> CLOUDS = List.of(
            ".aws",
            ".azure",
            ".config/gcloud",
            ".config/doctl",
            ".config/hcloud",
            ".config/scw",
            ".config/linode-cli",
            ".config/openstack",
            ".config/exoscale",
            ".oci",
            ".aliyun",
            ".bluemix",
            ".fly",
            ".railway",
            ".config/netlify",
            ".local/share/com.vercel.cli",
            ".cloudflared",
            ".config/.wrangler",
            ".config/ngrok",
            ".config/stripe",
            ".sentryclirc",
            ".databrickscfg",
            ".snowsql",
            ".config/snowflake",
            ".dbt",
            ".config/rclone",
            ".s3cfg",
            ".boto",
            ".terraform.d/credentials.tfrc.json",
            ".pulumi/credentials.json",
            ".kube",
            ".config/argocd",
            ".config/helm/registry",
            ".docker",
            ".config/containers/auth.json");

    /** Repositories, and what publishes. */
    private static final List<String> PUBLISHING = List.of(
            ".git-credentials",
            ".config/git/credentials",
            ".config/gh",
            ".config/glab-cli",
            ".config/hub",
            ".config/tea",
            ".npmrc",
            ".yarnrc.yml",
            ".pypirc",
            ".config/pypoetry/auth.toml",
            ".gem/credentials",
            ".cargo/credentials",
            ".cargo/credentials.toml",
            ".composer/auth.json",
            ".config/composer/auth.json",
            ".sbt/.credentials",
            ".ivy2/.credentials",
            ".jfrog",
            ".cache/huggingface/token",
            ".huggingface",
            ".kaggle");

    /** Browsers, mail and messages. */
    private static final List<String> PEOPLE = List.of(
            ".mozilla",
            ".librewolf",
            ".waterfox",
            ".thunderbird",
            ".config/google-chrome",
            ".config/chromium",
            ".config/BraveSoftware",
            ".config/microsoft-edge",
            ".config/vivaldi",
            ".config/opera",
            ".var/app",
            "snap/firefox",
            "snap/chromium",
            "snap/thunderbird",
            ".config/evolution",
            ".local/share/evolution",
            ".mutt",
            ".muttrc",
            ".config/mutt",
            ".config/neomutt",
            ".config/aerc",
            ".msmtprc",
            ".config/msmtp",
            ".mbsyncrc",
            ".offlineimaprc",
            ".fetchmailrc",
            ".mail",
            "Mail",
            "Maildir",
            ".config/Slack",
            ".config/discord",
            ".config/Signal",
            ".config/Element",
            ".local/share/TelegramDesktop");

    /** What was typed, and what was copied. */
    private static final List<String> HISTORIES = List.of(
            ".bash_history",
            ".bash_sessions",
            ".zsh_history",
            ".zsh_sessions",
            ".zhistory",
            ".histfile",
            ".sh_history",
            ".ksh_history",
            ".local/share/fish/fish_history",
            ".config/nushell/history.txt",
            ".config/nushell/history.sqlite3",
            ".local/share/atuin",
            ".python_history",
            ".node_repl_history",
            ".irb_history",
            ".psql_history",
            ".mysql_history",
            ".mariadb_history",
            ".sqlite_history",
            ".rediscli_history",
            ".mongodb",
            ".dbshell",
            ".viminfo",
            ".local/share/nvim/shada",
            ".local/state/nvim/shada");

    /** Settings of other agents, with their keys. */
    private static final List<String> AGENTS = List.of(
            ".claude",
            ".claude.json",
            ".codex",
            ".gemini",
            ".config/github-copilot",
            ".local/share/opencode",
            ".cursor",
            ".continue",
            ".qwen",
            ".factory",
            ".aider.conf.yml",
            ".config/goose",
            ".local/share/goose",
            ".config/amp",
            ".local/share/amp",
            ".config/crush",
            ".local/share/crush",
            ".config/io.datasette.llm");

    /** What only root could read otherwise. */
    private static final List<String> MACHINE = List.of(
            "/etc/shadow",
            "/etc/shadow-",
            "/etc/gshadow",
            "/etc/gshadow-",
            "/etc/krb5.keytab",
            "/etc/ssl/private",
            "/etc/letsencrypt",
            "/etc/wireguard",
            "/etc/NetworkManager/system-connections",
            "/etc/ssh/ssh_host_rsa_key",
            "/etc/ssh/ssh_host_ecdsa_key",
            "/etc/ssh/ssh_host_ed25519_key",
            "/var/mail",
            "/var/spool/mail",
            "/run/secrets",
            "/run/credentials");

    /** Where services do things for whoever asks: containers as root, the system's and the user's, the desktop. */
    private static final List<String> SERVICES =
            List.of("/run/docker.sock", "/run/podman", "/run/containerd", "/run/dbus", "/run/user", "/tmp/.X11-unix");

    private SecretPlaces() {}

    /** Below the home folder. */
    static Stream<String> atHome() {
        return Stream.of(KEYS, CLOUDS, PUBLISHING, PEOPLE, HISTORIES, AGENTS).flatMap(List::stream);
    }

    /** Anywhere else. */
    static Stream<String> anywhere() {
        return Stream.of(MACHINE, SERVICES).flatMap(List::stream);
    }
}
