package dev.lungo.permission;

import java.util.Map;

/** What commands are known to do, in a word or two for the person who is asked. */
final class Effects {
    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("rm", "deletes"),
            Map.entry("rmdir", "deletes folders"),
            Map.entry("unlink", "deletes"),
            Map.entry("shred", "deletes for good"),
            Map.entry("truncate", "empties files"),
            Map.entry("dd", "copies bytes onto files or devices"),
            Map.entry("mv", "moves files"),
            Map.entry("cp", "copies files"),
            Map.entry("ln", "makes links"),
            Map.entry("mkdir", "makes folders"),
            Map.entry("touch", "makes files"),
            Map.entry("tee", "writes files"),
            Map.entry("install", "copies files"),
            Map.entry("chmod", "changes who may use files"),
            Map.entry("chown", "changes who owns files"),
            Map.entry("kill", "ends processes"),
            Map.entry("pkill", "ends processes"),
            Map.entry("killall", "ends processes"),
            Map.entry("curl", "uses the network"),
            Map.entry("wget", "uses the network"),
            Map.entry("ssh", "runs commands on another machine"),
            Map.entry("scp", "copies to or from another machine"),
            Map.entry("rsync", "copies files"),
            Map.entry("nc", "uses the network"),
            Map.entry("ping", "uses the network"),
            Map.entry("dig", "uses the network"),
            Map.entry("sudo", "runs a command as another user"),
            Map.entry("doas", "runs a command as another user"),
            Map.entry("su", "becomes another user"),
            Map.entry("env", "shows the environment"),
            Map.entry("printenv", "shows the environment"),
            Map.entry("source", "runs a file in the shell"),
            Map.entry(".", "runs a file in the shell"),
            Map.entry("eval", "runs what its words make"),
            Map.entry("git push", "sends to a remote"),
            Map.entry("git fetch", "uses the network"),
            Map.entry("git pull", "uses the network"),
            Map.entry("git clone", "uses the network"),
            Map.entry("git commit", "makes a commit"),
            Map.entry("git add", "stages changes"),
            Map.entry("git reset", "moves a branch or unstages"),
            Map.entry("git checkout", "changes the working folder"),
            Map.entry("git switch", "changes the working folder"),
            Map.entry("git restore", "throws changes away"),
            Map.entry("git clean", "deletes files"),
            Map.entry("git stash", "takes changes away"),
            Map.entry("git rebase", "rewrites commits"),
            Map.entry("git merge", "changes the branch"),
            Map.entry("npm install", "installs packages"),
            Map.entry("npm publish", "publishes"),
            Map.entry("pip install", "installs packages"),
            Map.entry("apt install", "installs packages"),
            Map.entry("apt-get install", "installs packages"));

    private Effects() {}

    /** For a call that no rule allows: what it does, as far as that is known. */
    static String told(Call call) {
        String two = call.program()
                + (call.words().size() > 1 ? " " + call.words().get(1).value() : "");
        String effect = BY_NAME.getOrDefault(two, BY_NAME.get(call.program()));
        return effect == null
                ? "it is not known to be harmless; no rule allows it"
                : "it " + effect + "; no rule allows it";
    }
}
