package dev.lungo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a project tells its agents: AGENTS.md and CLAUDE.md of every folder from the repository's root down to the
 * working folder, read once at the start.
 */
final class Instructions {
    private static final int LONGEST_FILE = 24_000;
    private static final int LONGEST = 60_000;

    private final Path root;
    private final StringBuilder text = new StringBuilder();
    /** Each file with the reason. */
    private final List<String> leftOut = new ArrayList<>();

    private Instructions(Path root) {
        this.root = root;
    }

    /**
     * The instructions for this folder, empty where there are none.
     *
     * @param workingFolder its real path
     */
    static String read(Path workingFolder) {
        List<Path> folders = folders(workingFolder);
        var instructions = new Instructions(folders.getFirst());
        for (Path folder : folders) {
            instructions.addFolder(folder);
        }
        for (String what : instructions.leftOut) {
            instructions.text.append("\nLeft out: ").append(what).append("\n");
        }
        return instructions.text.toString();
    }

    /** From the nearest parent with a .git on down; only the folder itself where there is none. */
    private static List<Path> folders(Path workingFolder) {
        var folders = new ArrayList<Path>();
        for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
            folders.addFirst(folder);
            if (Files.exists(folder.resolve(".git"))) {
                return folders;
            }
        }
        return List.of(workingFolder);
    }

    private void addFolder(Path folder) {
        Path agents = folder.resolve("AGENTS.md");
        Path claude = folder.resolve("CLAUDE.md");
        String common = content(agents);
        add(agents, common);
        String own = withoutImport(content(claude), common);
        if (!own.strip().equals(common.strip())) {
            add(claude, own);
        }
    }

    /** Without the line that imports AGENTS.md, where that has been read. */
    private static String withoutImport(String own, String common) {
        if (common.isBlank() || !own.contains("AGENTS.md")) {
            return own;
        }
        var rest = new StringBuilder();
        for (String line : own.split("\n", -1)) {
            String word = line.strip();
            if (!word.equals("@AGENTS.md") && !word.equals("@./AGENTS.md")) {
                rest.append(line).append('\n');
            }
        }
        return rest.toString();
    }

    /** Empty where there is no such file, and for a link that leads out of the repository. */
    private String content(Path file) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try {
            if (!file.toRealPath().startsWith(root)) {
                leftOut.add(file + ", which leads out of the repository");
                return "";
            }
            try (var in = Files.newInputStream(file)) {
                return new String(in.readNBytes(LONGEST_FILE * 4), StandardCharsets.UTF_8);
            }
        } catch (IOException unreadable) {
            leftOut.add(file + ", which cannot be read: " + unreadable);
            return "";
        }
    }

    private void add(Path file, String content) {
        if (content.isBlank()) {
            return;
        }
        int room = Math.min(LONGEST_FILE, LONGEST - text.length());
        if (room < 1000) {
            leftOut.add(file + ", for its length (read_file shows it)");
            return;
        }
        text.append("\n# ").append(file).append("\n\n");
        if (content.length() <= room) {
            text.append(content.strip()).append('\n');
        } else {
            int end = Character.isHighSurrogate(content.charAt(room - 1)) ? room - 1 : room;
            text.append(content, 0, end)
                    .append("\n[cut after ")
                    .append(end)
                    .append(" characters: read_file shows the rest]\n");
        }
    }
}
