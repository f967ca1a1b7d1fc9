package dev.lungo.tool;

import dev.lungo.proxy.Denial;
import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the end of a confined command says of its sandbox. Programs do not tell who refused them, so most of it is a guess,
 * and told as one: the line that looks like it. What the proxy refused is known.
 */
final class SandboxSigns {
    /** Characters of the last output that are looked through. */
    private static final int LOOKED_AT = 6_000;

    private static final int QUOTED = 120;
    private static final int NAMED = 5;

    // Where a program says it as its reason: amid other words it may be the name of a test.
    private static final Pattern FILES = Pattern.compile(
            "(^\\s*|[:(\\[\\]]\\s*[\"']?|- |^Got )(Permission denied|Operation not permitted|Device or resource busy)"
                    + "|Read-only file system|\\bE(ACCES|PERM|ROFS|BUSY)\\b|AccessDeniedException|PermissionError",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSED_TEST = Pattern.compile("^\\s*(ok \\d|PASS|[✓✔√])");
    private static final Pattern NETWORK = Pattern.compile(
            "Could ?n.t resolve|Could not resolve|name resolution|Name or service not known|nodename nor servname"
                    + "|No address associated with hostname|Network is (unreachable|down)|UnknownHostException"
                    + "|\\b(ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED)\\b|no such host|Connection refused"
                    + "|Failed to (connect|resolve)|Could not connect|Network access|Unable to connect",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PROXY = Pattern.compile(
            "Forbidden by the sandbox|the sandbox of this command does not let it reach|CONNECT tunnel failed"
                    + "|Tunnel connection failed|\\b403 Forbidden\\b",
            Pattern.CASE_INSENSITIVE);

    /** A temporary file by its usual name. */
    private static final Pattern TEMPORARY =
            Pattern.compile("(^|[^\\w.])/tmp\\b|createTempFile|IOException: Permission denied");

    /** All that there is of a command before whose start bubblewrap missed something. */
    private static final Pattern NOT_MADE = Pattern.compile("bwrap: [^\n]*\n?");

    private SandboxSigns() {}

    /** What a sandbox does to the network, in a word or two: {@code strong sandbox, no network}. */
    static String name(Confinement confinement) {
        String network = switch (confinement.network()) {
            case Network.None() -> ", no network";
            case Network.Open() -> "";
            case Network.Through _ -> ", only HTTP(S) to allowed hosts";
        };
        return confinement.strength().name().toLowerCase(Locale.ROOT) + " sandbox" + network;
    }

    /** Whether the last denial in the output looks like one of a temporary file, which has another place. */
    static boolean isTemporary(Task task) {
        return task.command()
                .confinement()
                .filter(confinement -> confinement.strength() == Confinement.Strength.LIGHT)
                .flatMap(confinement -> sign(task, confinement))
                .filter(line -> TEMPORARY.matcher(line).find())
                .isPresent();
    }

    /** Of a failed command, the line of its output that may be its sandbox's doing; empty where there is none. */
    static Optional<String> suspicion(Task task, TaskState.End end) {
        return task.command()
                .confinement()
                .filter(_ -> failed(task, end))
                .flatMap(confinement -> sign(task, confinement)
                        .map(line -> (wasNotMade(task)
                                        ? "its sandbox could not be made, so nothing of it was run: "
                                        : "it ran in the " + name(confinement) + ", which may be why: ")
                                + Neutral.notice(Facts.oneLine(line, QUOTED))));
    }

    /**
     * Whether a strong sandbox was not made because something that it covers or mounts, such as a socket, was taken away in
     * that moment. The next may be.
     */
    static boolean wasNotMade(Task task) {
        return task.command()
                        .confinement()
                        .filter(confinement -> confinement.strength() == Confinement.Strength.STRONG)
                        .isPresent()
                && NOT_MADE.matcher(OutputView.tail(task.output(), LOOKED_AT).text())
                        .matches();
    }

    /**
     * The guarded files that changed while a confined command ran; empty where none did.
     *
     * @param alone whether no other command ran meanwhile
     */
    static String changes(Task task, boolean alone) {
        return task.guardedChanges().isEmpty()
                ? ""
                : "guarded files changed while it ran" + perhaps(alone) + ", tell the user: "
                        + task.guardedChanges().stream()
                                .limit(NAMED)
                                .map(path -> Neutral.notice(Facts.oneLine(path.toString(), QUOTED)))
                                .collect(Collectors.joining(", "))
                        + (task.guardedChanges().size() > NAMED ? " and more" : "");
    }

    private static String perhaps(boolean alone) {
        return alone ? "" : " (perhaps by another command that ran meanwhile)";
    }

    /**
     * The hosts that were refused while a command ran; empty where none was.
     *
     * @param alone whether no other command ran meanwhile
     */
    static String refused(List<Denial> denials, boolean alone) {
        List<String> hosts = denials.stream().map(Denial::text).distinct().toList();
        return hosts.isEmpty()
                ? ""
                : "the sandbox refused, while this ran" + (alone ? "" : " (perhaps to another command)") + ": "
                        + hosts.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (hosts.size() > NAMED ? " and more" : "")
                        + "; the user can allow hosts with --sandbox-network";
    }

    private static boolean failed(Task task, TaskState.End end) {
        return switch (end) {
            case TaskState.Lost _ -> false;
            case TaskState.Ended ended ->
                !ended.exit().success()
                        && ExitTexts.answer(task.command().line(), ended.exit()).isEmpty();
        };
    }

    private static Optional<String> sign(Task task, Confinement confinement) {
        String output = OutputView.tail(task.output(), LOOKED_AT).text();
        if (wasNotMade(task)) {
            return Optional.of(output.strip());
        }
        List<Pattern> patterns = switch (confinement.network()) {
            case Network.None() -> List.of(FILES, NETWORK);
            case Network.Open() -> List.of(FILES);
            case Network.Through _ -> List.of(PROXY, FILES, NETWORK);
        };
        return output.lines()
                .filter(line ->
                        patterns.stream().map(pattern -> pattern.matcher(line)).anyMatch(Matcher::find))
                .filter(line -> !PASSED_TEST.matcher(line).find())
                .findFirst();
    }
}
