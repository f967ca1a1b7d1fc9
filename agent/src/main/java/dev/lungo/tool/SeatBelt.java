package dev.lungo.tool;

import dev.lungo.shell.Invocation;
import dev.lungo.shell.ShellParser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses the few commands that wreck a machine and that no task of coding needs. A seat belt against slips, not a
 * sandbox: whoever wants to get around it can.
 */
final class SeatBelt {
    private static final Set<String> PROTECTED = Set.of(
            "",
            "/bin",
            "/boot",
            "/dev",
            "/etc",
            "/home",
            "/lib",
            "/lib64",
            "/opt",
            "/proc",
            "/root",
            "/sbin",
            "/srv",
            "/sys",
            "/usr",
            "/var",
            "/Users",
            "/System",
            "/Library",
            "~",
            "~root",
            "$HOME",
            "${HOME}");
    private static final Set<String> POWER = Set.of("shutdown", "reboot", "halt", "poweroff", "telinit");
    private static final Set<String> POWER_VERBS = Set.of("poweroff", "reboot", "halt", "kexec", "rescue", "emergency");
    private static final Pattern DISK =
            Pattern.compile("/dev/(sd|hd|vd|xvd|nvme|mmcblk|disk|rdisk|mapper/|dm-|md|loop).*");
    private static final Pattern FORK_BOMB =
            Pattern.compile("(\\S{1,40}?)\\s*\\(\\s*\\)\\s*\\{\\s*\\1\\s*\\|\\s*\\1\\s*&");

    private SeatBelt() {}

    /** Why this line is not run, for the model; empty where it may be. */
    static Optional<String> refusal(String line) {
        return danger(line, 0)
                .map(danger -> "Refused: the command " + danger + ". Lungo never runs that, and asking the user for"
                        + " permission would not help. Nothing was run. Narrow the command to what the work needs; if it"
                        + " really must be, the user has to run it.");
    }

    private static Optional<String> danger(String line, int depth) {
        if (line.indexOf('{') >= 0 && FORK_BOMB.matcher(line).find()) {
            return Optional.of("is a fork bomb");
        }
        for (Invocation invocation : ShellParser.glimpse(line)) {
            Optional<String> danger = danger(SimpleCommand.of(invocation), depth);
            if (danger.isPresent()) {
                return danger;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> danger(SimpleCommand command, int depth) {
        Optional<String> disk =
                command.targets().stream().filter(SeatBelt::isDisk).findFirst();
        if (disk.isPresent()) {
            return Optional.of("writes onto the disk " + disk.get());
        }
        List<String> bare = command.bare();
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        List<String> arguments = bare.subList(1, bare.size());
        String program = command.program();
        return switch (program) {
            case "rm" -> removal(arguments);
            case "chmod", "chown", "chgrp" -> recursiveChange(program, arguments);
            case "find" ->
                arguments.contains("-delete") && !arguments.isEmpty() && isProtected(arguments.getFirst())
                        ? Optional.of("deletes everything below " + arguments.getFirst())
                        : Optional.empty();
            case "dd" ->
                arguments.stream()
                        .filter(word -> word.startsWith("of=") && isDisk(word.substring(3)))
                        .findFirst()
                        .map(word -> "writes onto the disk " + word.substring(3));
            case "wipefs", "shred", "blkdiscard", "mke2fs", "mkswap", "tee", "cp" -> onDisk(program, arguments);
            case "kill" ->
                arguments.size() > 1 && arguments.getLast().equals("-1")
                        ? Optional.of("kills every process")
                        : Optional.empty();
            case "systemctl", "init" -> power(program, arguments);
            case "eval" -> inner(String.join(" ", arguments), depth);
            case "sh", "bash", "dash", "zsh", "ksh" -> script(command, arguments, depth);
            default -> byName(program, arguments);
        };
    }

    private static Optional<String> byName(String program, List<String> arguments) {
        if (program.startsWith("mkfs")) {
            return arguments.stream().anyMatch(word -> word.startsWith("/dev/"))
                    ? Optional.of("makes a new file system on a device")
                    : Optional.empty();
        }
        return POWER.contains(program) && !arguments.contains("--help")
                ? Optional.of("stops the machine (" + program + ")")
                : Optional.empty();
    }

    private static Optional<String> removal(List<String> arguments) {
        if (arguments.contains("--no-preserve-root")) {
            return Optional.of("deletes the root folder");
        }
        return isRecursive(arguments)
                ? arguments.stream()
                        .filter(SeatBelt::isProtected)
                        .findFirst()
                        .map(folder -> "deletes everything below " + folder)
                : Optional.empty();
    }

    private static Optional<String> recursiveChange(String program, List<String> arguments) {
        return isRecursive(arguments)
                ? arguments.stream()
                        .filter(word -> word.startsWith("/") && isProtected(word))
                        .findFirst()
                        .map(folder -> "changes everything below " + folder + " (" + program + ")")
                : Optional.empty();
    }

    private static Optional<String> onDisk(String program, List<String> arguments) {
        boolean writes = program.equals("cp")
                ? !arguments.isEmpty() && isDisk(arguments.getLast())
                : arguments.stream().anyMatch(SeatBelt::isDisk);
        return writes ? Optional.of("overwrites a disk (" + program + ")") : Optional.empty();
    }

    private static Optional<String> power(String program, List<String> arguments) {
        boolean stops = program.equals("init")
                ? arguments.contains("0") || arguments.contains("6")
                : arguments.stream().anyMatch(POWER_VERBS::contains);
        return stops ? Optional.of("stops the machine (" + program + ")") : Optional.empty();
    }

    private static Optional<String> script(SimpleCommand command, List<String> arguments, int depth) {
        for (int at = 0; at + 1 < arguments.size(); at++) {
            if (arguments.get(at).matches("-[a-z]*c")) {
                return inner(arguments.get(at + 1), depth);
            }
        }
        return command.documents().stream()
                .flatMap(document -> inner(document, depth).stream())
                .findFirst();
    }

    private static Optional<String> inner(String script, int depth) {
        return depth >= 4 ? Optional.empty() : danger(script, depth + 1);
    }

    private static boolean isRecursive(List<String> arguments) {
        return arguments.stream()
                .anyMatch(word -> word.equals("--recursive") || word.matches("-[a-zA-Z]*[rR][a-zA-Z]*"));
    }

    private static boolean isDisk(String path) {
        return DISK.matcher(path).matches();
    }

    /** The folder itself or all that is in it. */
    private static boolean isProtected(String path) {
        if (path.isEmpty()) {
            return false;
        }
        String folder = path;
        boolean shorter = true;
        while (shorter) {
            String before = folder;
            folder = without(without(without(folder, "/*"), "/."), "/");
            shorter = !folder.equals(before);
        }
        return PROTECTED.contains(folder) || folder.equals(System.getProperty("user.home"));
    }

    private static String without(String path, String end) {
        return path.endsWith(end) ? path.substring(0, path.length() - end.length()) : path;
    }
}
