package dev.lungo.tasks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All processes of one moment, or nearly: {@code /proc} is read one process after the other. Safe for any thread. */
final class ProcessTable {
    private static final String COOKIE = Environment.COOKIE + "=";

    private final Map<Long, ProcessStat> byPid = new HashMap<>();
    private final Map<Long, List<ProcessStat>> byParent = new HashMap<>();
    private final Map<Long, String> cookies = new ConcurrentHashMap<>();
    private final Map<Long, Set<String>> pipes = new ConcurrentHashMap<>();
    private final Map<String, ProcessStat> drains = new ConcurrentHashMap<>();

    static ProcessTable read() {
        var table = new ProcessTable();
        var buffer = new byte[ProcessIdentity.STAT];
        var names = new File("/proc").list();
        if (names == null) {
            throw new TaskException("cannot list /proc; too many open files, perhaps");
        }
        for (var name : names) {
            if (Character.isDigit(name.charAt(0))) {
                var stat = ProcessIdentity.stat(Long.parseLong(name), buffer);
                if (stat != null) {
                    table.byPid.put(stat.pid(), stat);
                    table.byParent
                            .computeIfAbsent(stat.parent(), parent -> new ArrayList<>())
                            .add(stat);
                }
            }
        }
        return table;
    }

    Iterable<ProcessStat> all() {
        return byPid.values();
    }

    List<ProcessStat> children(long pid) {
        return byParent.getOrDefault(pid, List.of());
    }

    @Nullable
    ProcessStat get(long pid) {
        return byPid.get(pid);
    }

    /** Whether this very process is there, be it as a zombie. */
    boolean has(ProcessIdentity process) {
        var stat = byPid.get(process.pid());
        return stat != null && stat.start() == process.start();
    }

    /** Whether this very process runs. */
    boolean runs(ProcessIdentity process) {
        var stat = byPid.get(process.pid());
        return stat != null && stat.start() == process.start() && !stat.ended();
    }

    /** Whether the process's environment names this cookie; no for a process that hides its environment. */
    boolean carries(ProcessStat process, String cookie) {
        return cookies.computeIfAbsent(process.pid(), ProcessTable::cookies).contains(":" + cookie + ":");
    }

    /** Whether the process can write into this pipe; no where its descriptors are hidden. */
    boolean writes(ProcessStat process, String pipe) {
        return pipes.computeIfAbsent(process.pid(), ProcessTable::pipes).contains(pipe);
    }

    /** The process that copies a task's output out of this pipe. */
    @Nullable
    ProcessStat drain(String pipe) {
        if (drains.isEmpty()) {
            for (var process : byPid.values()) {
                if (process.name().equals("tee") && !process.ended()) {
                    drains.put(stdin(process.pid()), process);
                }
            }
        }
        return drains.get(pipe);
    }

    /** What {@code /proc} calls the descriptors by which the process can write into this pipe. */
    static List<String> ends(ProcessStat process, String pipe) {
        var ends = new ArrayList<String>();
        try (DirectoryStream<Path> links =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (var link : links) {
                if (Files.readSymbolicLink(link).toString().equals(pipe)) {
                    ends.add(link.toString());
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            // It ended meanwhile, or hides: what was seen so far counts.
            return ends;
        }
        return ends;
    }

    private static String stdin(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "fd/0"))
                    .toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static Set<String> pipes(long pid) {
        var pipes = new HashSet<String>();
        var descriptors = Path.of("/proc", Long.toString(pid), "fd");
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (var link : links) {
                var target = Files.readSymbolicLink(link).toString();
                if (target.startsWith("pipe:")
                        && Files.getPosixFilePermissions(link, LinkOption.NOFOLLOW_LINKS)
                                .contains(PosixFilePermission.OWNER_WRITE)) {
                    pipes.add(target);
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            // It ended or closed something meanwhile, or belongs to somebody else: what was seen so far counts.
            var _ = !(gone instanceof AccessDeniedException) && ProcFile.opens(descriptors.toString());
            return pipes;
        }
        return pipes;
    }

    private static String cookies(long pid) {
        var environment = text(pid, "environ");
        for (var from = 0; from >= 0 && from < environment.length(); from = environment.indexOf('\0', from) + 1) {
            if (environment.startsWith(COOKIE, from)) {
                var end = environment.indexOf('\0', from);
                return ":" + environment.substring(from + COOKIE.length(), end < 0 ? environment.length() : end) + ":";
            }
            if (environment.indexOf('\0', from) < 0) {
                break;
            }
        }
        return "";
    }

    /** The program and its arguments; empty where there are none. */
    static List<String> words(ProcessStat process) {
        return List.of(text(process.pid(), "cmdline").split("\0")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The command line for people, shortened; the name in brackets where there is none. */
    static String commandLine(ProcessStat process) {
        var line = text(process.pid(), "cmdline").replace('\0', ' ').strip();
        if (line.isEmpty()) {
            return "[" + process.name() + "]";
        }
        return line.length() <= 200 ? line : line.substring(0, 199) + "…";
    }

    private static String text(long pid, String file) {
        var text =
                ProcFile.read("/proc/" + pid + "/" + file, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return text == null ? "" : text;
    }
}
