package dev.lungo.tool;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Why a text was not found in a file: the place that comes nearest, and in what it differs. */
final class NearMiss {
    private static final int MOST_LINES = 50_000;
    private static final int MOST_WANTED = 100;
    private static final double ALIKE = 0.5;
    /** A line of so many characters does not stand in a file by chance. */
    private static final int TELLING = 12;

    private final List<String> file;
    private final List<String> wanted;

    private NearMiss(List<String> file, List<String> wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    /** Some sentences for the model: the nearest place and what to do, then whether the edit may be done already. */
    static String explain(String fileText, String oldText, String newText) {
        String flat = TextEdit.flat(fileText);
        var wanted = oldText.strip().isEmpty()
                ? List.of(oldText)
                : trimmed(oldText.lines().toList());
        if (wanted.stream().allMatch(NearMiss::looksNumbered)) {
            return "The lines of old_text begin with line numbers, which are not in the file: leave them out.";
        }
        return new NearMiss(
                                flat.lines().limit(MOST_LINES).toList(),
                                wanted.subList(0, Math.min(MOST_WANTED, wanted.size())))
                        .explain()
                + madeBefore(flat, TextEdit.flat(newText));
    }

    /** A hint when the new text stands in the file once, and is too long to do so by chance; else nothing. */
    private static String madeBefore(String file, String text) {
        int at = file.indexOf(text);
        if (text.isBlank() || at < 0 || file.indexOf(text, at + 1) >= 0) {
            return "";
        }
        int end = file.indexOf('\n', at + text.length());
        Set<String> whole = file.substring(file.lastIndexOf('\n', at) + 1, end < 0 ? file.length() : end)
                .lines()
                .map(String::strip)
                .filter(line -> line.length() >= TELLING)
                .collect(Collectors.toSet());
        if (text.lines().map(String::strip).noneMatch(whole::contains)) {
            return "";
        }
        long line = file.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return "\nBut new_text is already in the file, at line " + line + ": perhaps the edit was made before.";
    }

    private String explain() {
        int place = find(line -> line.replaceAll("\\s+", ""));
        if (place >= 0) {
            return "Only whitespace differs at " + span(place) + ": " + whitespaceDifference(place)
                    + ". Send old_text exactly as in the file:\n" + shown(place);
        }
        place = find(line -> line.replaceAll("\\s+", "").toLowerCase(Locale.ROOT));
        if (place >= 0) {
            return "Only upper and lower case differ at " + span(place) + ". Send old_text exactly as in the file:\n"
                    + shown(place);
        }
        place = nearest();
        return place < 0
                ? "Nothing in the file resembles it. Read the file again and copy old_text from it."
                : "The most similar place is at line " + (place + 1) + ". Send old_text exactly as in the file:\n"
                        + shown(place);
    }

    private String span(int place) {
        return wanted.size() == 1 ? "line " + (place + 1) : "lines " + (place + 1) + " to " + (place + wanted.size());
    }

    /** Where all lines are equal after this change of both sides; -1 where nowhere. */
    private int find(UnaryOperator<String> change) {
        List<String> theirs = file.stream().map(change).toList();
        List<String> ours = wanted.stream().map(change).toList();
        for (int place = 0; place + ours.size() <= theirs.size(); place++) {
            if (theirs.subList(place, place + ours.size()).equals(ours)) {
                return place;
            }
        }
        return -1;
    }

    private String whitespaceDifference(int place) {
        for (int at = 0; at < wanted.size(); at++) {
            String theirs = file.get(place + at);
            String ours = wanted.get(at);
            if (theirs.equals(ours)) {
                continue;
            }
            String line = "line " + (place + at + 1);
            if (!indent(theirs).equals(indent(ours))) {
                return line + " begins with " + named(indent(theirs)) + ", old_text has " + named(indent(ours));
            }
            if (theirs.stripTrailing().equals(ours.stripTrailing())) {
                return line + " ends with "
                        + named(theirs.substring(theirs.stripTrailing().length())) + ", old_text has "
                        + named(ours.substring(ours.stripTrailing().length()));
            }
            return line + " has other spaces or tabs within";
        }
        return "the blank lines around it";
    }

    /** The place whose lines share most with the wanted ones; -1 where none is alike. */
    private int nearest() {
        int longest = 0;
        for (int at = 1; at < wanted.size(); at++) {
            longest = wanted.get(at).strip().length()
                            > wanted.get(longest).strip().length()
                    ? at
                    : longest;
        }
        Set<String> pairs = pairs(wanted.get(longest));
        int best = -1;
        double most = ALIKE;
        for (int at = 0; at < file.size(); at++) {
            double alike = likeness(pairs, pairs(file.get(at)));
            if (alike > most) {
                most = alike;
                best = at;
            }
        }
        return best < 0 ? -1 : Math.max(0, best - longest);
    }

    private String shown(int place) {
        return Snippet.of(file, Math.max(0, place - 1), Math.min(file.size(), place + wanted.size() + 1));
    }

    private static double likeness(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long shared = one.stream().filter(other::contains).count();
        return 2.0 * shared / (one.size() + other.size());
    }

    private static Set<String> pairs(String line) {
        var pairs = new HashSet<String>();
        String text = line.strip();
        for (int at = 0; at + 1 < Math.min(text.length(), 500); at++) {
            pairs.add(text.substring(at, at + 2));
        }
        return pairs;
    }

    private static List<String> trimmed(List<String> lines) {
        int from = 0;
        int to = lines.size();
        while (lines.get(from).isBlank()) {
            from++;
        }
        while (lines.get(to - 1).isBlank()) {
            to--;
        }
        return lines.subList(from, to);
    }

    private static boolean looksNumbered(String line) {
        String text = line.stripLeading();
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        return digits > 0 && digits < text.length() && text.charAt(digits) == '\t';
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    private static String named(String space) {
        long tabs = space.chars().filter(c -> c == '\t').count();
        long blanks = space.chars().filter(c -> c == ' ').count();
        if (tabs + blanks < space.length()) {
            return "other whitespace";
        }
        if (tabs == 0) {
            return blanks == 0 ? "none" : Facts.count(blanks, "space");
        }
        return Facts.count(tabs, "tab") + (blanks == 0 ? "" : " and " + Facts.count(blanks, "space"));
    }
}
