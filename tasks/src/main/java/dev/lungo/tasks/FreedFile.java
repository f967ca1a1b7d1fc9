package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * A task's file {@code freed}: which bytes of its log are gone. It is written before they go, so that whoever reads it
 * after the log knows what not to trust.
 */
record FreedFile(Path path) {
    /**
     * The range as it is now.
     *
     * @throws IOException where that cannot be told
     */
    Output.Freed read() throws IOException {
        var content = content();
        // A reader may see half of what is being written over the last range: only what is seen twice is so.
        for (var again = content; !blank(again); content = again) {
            again = content();
            if (Arrays.equals(content, again)) {
                return parse(content);
            }
        }
        return Output.Freed.NOTHING;
    }

    /** Writes it down and forces it to disk, without a need for room there. */
    void write(Output.Freed freed) throws IOException {
        PrivateFiles.forceInPlace(path, freed.isEmpty() ? WaiterRecord.blank() : WaiterRecord.filled(text(freed)));
    }

    private byte[] content() throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException neverAny) {
            return new byte[0];
        }
    }

    private static boolean blank(byte[] content) {
        return content.length == 0 || content[0] != 'f';
    }

    private static String text(Output.Freed freed) {
        var values = new LinkedHashMap<String, String>();
        values.put("from", Long.toString(freed.from()));
        values.put("to", Long.toString(freed.to()));
        return Lines.format(values);
    }

    private static Output.Freed parse(byte[] content) {
        var values = Lines.parse(new String(content, StandardCharsets.ISO_8859_1));
        var from = offset(values.getOrDefault("from", ""));
        var to = offset(values.getOrDefault("to", ""));
        return to > from && from >= 0 ? new Output.Freed(from, to) : Output.Freed.NOTHING;
    }

    private static long offset(String value) {
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
    }
}
