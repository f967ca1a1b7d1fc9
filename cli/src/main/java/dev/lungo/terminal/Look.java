package dev.lungo.terminal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a command wants its text to look: colours, bold and the like. The attributes that hide text or make it blink
 * are not taken over; a text in the colour of its background still is one that nobody sees.
 *
 * @param codes parameters of the terminal's SGR sequence, made here and never taken from a text
 */
record Look(Map<Look.Aspect, String> codes) {
    static final Look PLAIN = new Look(Map.of());

    private static final int MOST_PARAMETERS = 64;

    /** What can be changed apart from the rest. */
    enum Aspect {
        BOLD,
        DIM,
        ITALIC,
        UNDERLINE,
        INVERSE,
        STRUCK,
        FOREGROUND,
        BACKGROUND
    }

    Look {
        codes = Map.copyOf(codes);
    }

    /** The parameters that make text look so; empty for plain text. */
    String sgr() {
        return String.join(";", new TreeMap<>(codes).values());
    }

    /** As it is after a sequence with these parameters, such as {@code 1;31}. */
    Look after(String parameters) {
        var next = new EnumMap<Aspect, String>(Aspect.class);
        next.putAll(codes);
        List<String> words = List.of(parameters.split(";", MOST_PARAMETERS));
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at);
            if (word.contains(":")) {
                inOneWord(next, word);
                at++;
            } else {
                at += 1 + change(next, number(word), words.subList(at + 1, words.size()));
            }
        }
        return new Look(next);
    }

    /** A parameter with its parts, such as {@code 38:2::255:0:0} or {@code 4:3}. */
    private static void inOneWord(Map<Aspect, String> look, String word) {
        var parts = new ArrayList<>(List.of(word.split(":", MOST_PARAMETERS)));
        String code = parts.removeFirst();
        parts.removeIf(String::isEmpty);
        if (parts.size() == 5) {
            parts.remove(1); // the colour space
        }
        if (code.equals("4") && parts.equals(List.of("0"))) {
            look.remove(Aspect.UNDERLINE);
        } else {
            change(look, number(code), parts);
        }
    }

    /** Changes it by one parameter; answers how many of those behind it belong to it. */
    private static int change(Map<Aspect, String> look, int code, List<String> behind) {
        switch (code) {
            case 0 -> look.clear();
            case 1 -> look.put(Aspect.BOLD, "1");
            case 2 -> look.put(Aspect.DIM, "2");
            case 3 -> look.put(Aspect.ITALIC, "3");
            case 4, 21 -> look.put(Aspect.UNDERLINE, "4");
            case 7 -> look.put(Aspect.INVERSE, "7");
            case 9 -> look.put(Aspect.STRUCK, "9");
            case 22 -> {
                look.remove(Aspect.BOLD);
                look.remove(Aspect.DIM);
            }
            case 23 -> look.remove(Aspect.ITALIC);
            case 24 -> look.remove(Aspect.UNDERLINE);
            case 27 -> look.remove(Aspect.INVERSE);
            case 29 -> look.remove(Aspect.STRUCK);
            case 39 -> look.remove(Aspect.FOREGROUND);
            case 49 -> look.remove(Aspect.BACKGROUND);
            case 38 -> {
                return colour(look, Aspect.FOREGROUND, "38", behind);
            }
            case 48 -> {
                return colour(look, Aspect.BACKGROUND, "48", behind);
            }
            default -> {
                if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
                    look.put(Aspect.FOREGROUND, Integer.toString(code));
                } else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
                    look.put(Aspect.BACKGROUND, Integer.toString(code));
                }
            }
        }
        return 0;
    }

    /** One of 256 colours, or red, green and blue; what is neither changes nothing. */
    private static int colour(Map<Aspect, String> look, Aspect aspect, String code, List<String> behind) {
        int kind = behind.isEmpty() ? -1 : number(behind.getFirst());
        int parts = kind == 5 ? 1 : kind == 2 ? 3 : 0;
        if (parts == 0 || behind.size() <= parts) {
            return behind.size();
        }
        var sgr = new StringBuilder(code).append(';').append(kind);
        for (String value : behind.subList(1, 1 + parts)) {
            int number = number(value);
            if (number < 0 || number > 255) {
                return parts + 1;
            }
            sgr.append(';').append(number);
        }
        look.put(aspect, sgr.toString());
        return parts + 1;
    }

    /** A parameter that is not there is 0, what is no number -1. */
    private static int number(String word) {
        if (word.isEmpty()) {
            return 0;
        }
        return word.length() <= 3 && word.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(word) : -1;
    }
}
