package dev.lungo.tool;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Replaces literal text in the bytes of a file and leaves every other byte as it is: BOM, line endings, even bytes that
 * are no UTF-8. A line break in the old text matches CR LF as well; the new text takes the ending used at its place.
 *
 * <p>All texts in here are "wide bytes": strings with one character per byte, so that offsets are byte offsets.
 */
final class TextEdit {
    /** What a replacement came to. */
    sealed interface Result {
        /**
         * Done.
         *
         * @param content the new bytes, one per character
         * @param lines where the replacements begin, numbered as in the old file
         */
        record Edited(String content, List<Integer> lines) implements Result {}

        record NotFound() implements Result {}

        /** Found several times although only one place was asked for. */
        record Ambiguous(List<Integer> lines) implements Result {}
    }

    private final String file;
    /** The file with every CR LF as LF. */
    private final String flat;
    /** Offsets in {@link #flat} of the line feeds that had a carriage return. */
    private final int[] returns;

    private final String oldText;
    private final String newText;

    private TextEdit(String file, String oldText, String newText) {
        this.file = file;
        this.flat = flat(file);
        this.returns = flat.length() == file.length() ? new int[0] : returns(file);
        this.oldText = flat(oldText);
        this.newText = flat(newText);
    }

    static Result replace(byte[] file, String oldText, String newText, boolean all) {
        return new TextEdit(wide(file), wide(utf8(oldText)), wide(utf8(newText))).run(all);
    }

    /** One character per byte. */
    static String wide(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String wide) {
        return wide.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String flat(String text) {
        return text.replace("\r\n", "\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Result run(boolean all) {
        List<Integer> places = places(all ? oldText.length() : 1);
        if (places.isEmpty()) {
            return new Result.NotFound();
        }
        List<Integer> lines = lines(places);
        if (places.size() > 1 && !all) {
            return new Result.Ambiguous(lines);
        }
        var edited = new StringBuilder(file.length());
        int copied = 0;
        // Only the part that differs is replaced, so that the endings of lines quoted for their place stay as they are.
        int prefix = commonPrefix();
        int suffix = commonSuffix(prefix);
        for (int place : places) {
            edited.append(file, copied, inFile(place + prefix));
            edited.append(newText.substring(prefix, newText.length() - suffix).replace("\n", ending(place)));
            copied = inFile(place + oldText.length() - suffix);
        }
        return new Result.Edited(edited.append(file, copied, file.length()).toString(), lines);
    }

    /** Where the old text begins; places may overlap when {@code step} is 1. */
    private List<Integer> places(int step) {
        var places = new ArrayList<Integer>();
        int place = flat.indexOf(oldText);
        while (place >= 0) {
            places.add(place);
            place = flat.indexOf(oldText, place + step);
        }
        return places;
    }

    private List<Integer> lines(List<Integer> places) {
        var lines = new ArrayList<Integer>();
        int line = 1;
        int at = 0;
        for (int place : places) {
            for (; at < place; at++) {
                line += flat.charAt(at) == '\n' ? 1 : 0;
            }
            lines.add(line);
        }
        return lines;
    }

    private int commonPrefix() {
        int most = Math.min(oldText.length(), newText.length());
        int same = 0;
        while (same < most && oldText.charAt(same) == newText.charAt(same)) {
            same++;
        }
        return same;
    }

    private int commonSuffix(int prefix) {
        int most = Math.min(oldText.length(), newText.length()) - prefix;
        int same = 0;
        while (same < most
                && oldText.charAt(oldText.length() - 1 - same) == newText.charAt(newText.length() - 1 - same)) {
            same++;
        }
        return same;
    }

    /** The line ending used in the replaced text, else behind it, else before it. */
    private String ending(int place) {
        int lineBreak = flat.indexOf('\n', place);
        if (lineBreak < 0) {
            lineBreak = flat.lastIndexOf('\n', place);
        }
        return lineBreak >= 0 && Arrays.binarySearch(returns, lineBreak) >= 0 ? "\r\n" : "\n";
    }

    /** The offset in the file of an offset in the flat text; of a CR LF it is the CR. */
    private int inFile(int offset) {
        int found = Arrays.binarySearch(returns, offset);
        return offset + (found >= 0 ? found : -found - 1);
    }

    private static int[] returns(String file) {
        var offsets = new ArrayList<Integer>();
        int pair = file.indexOf("\r\n");
        while (pair >= 0) {
            offsets.add(pair - offsets.size());
            pair = file.indexOf("\r\n", pair + 2);
        }
        return offsets.stream().mapToInt(Integer::intValue).toArray();
    }
}
