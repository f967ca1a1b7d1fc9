package dev.lungo.tool;

import java.text.Normalizer;
import java.util.List;

/**
 * Text from files and commands, made unable to pose as Lungo's own voice: it can neither open nor close the blocks that
 * carry notices.
 */
final class Neutral {
    /** Letters only: what stands between them (case, spaces, hyphens, invisible characters) does not matter. */
    private static final List<String> BLOCKS = List.of("backgroundresults", "systemreminder");

    /** A letter of our names, and letters of other alphabets that look like it. */
    private static final List<String> LOOK_ALIKES = List.of(
            "aаɑα⍺ᴀ",
            "bьƅʙ",
            "cсϲᴄ",
            "dԁᴅ",
            "eеҽ℮ᴇε",
            "gɡցɢƍ",
            "iіıɩιɪꙇ⍳",
            "kкκᴋ",
            "lӏǀʟ",
            "mмᴍ",
            "nոռηɴп",
            "oоοօσᴏ",
            "rгᴦʀꭇ",
            "sѕꜱƽ",
            "tтτᴛ",
            "uυսʋᴜꭎц",
            "yуүγʏყɣ");

    private static final String BRACKETS = "<＜﹤‹〈⟨❮❬˂ᐸ≺〈《⟪«≪";
    private static final String SQUARE_BRACKETS = "[［⁅⟦〚";

    private Neutral() {}

    /** The opening angle bracket of every tag that names one of our blocks is written as an entity; all else stays. */
    static String tags(String text) {
        int open = bracket(text, 0);
        if (open < 0) {
            return text;
        }
        var neutral = new StringBuilder(text.length() + 16);
        int copied = 0;
        while (open >= 0) {
            if (namesBlock(text, open + 1)) {
                neutral.append(text, copied, open).append("&lt;");
                copied = open + 1;
            }
            open = bracket(text, open + 1);
        }
        return copied == 0 ? text : neutral.append(text, copied, text.length()).toString();
    }

    /** Like {@link #tags}, and no {@code [bg:} is left that could begin a notice of its own. */
    static String notice(String text) {
        String tagless = tags(text);
        int open = squareBracket(tagless, 0);
        if (open < 0) {
            return tagless;
        }
        var neutral = new StringBuilder(tagless.length() + 16);
        int copied = 0;
        while (open >= 0) {
            int colon = afterLetters(tagless, open + 1, "bg");
            if (colon >= 0) {
                neutral.append(tagless, copied, open).append('(');
                copied = open + 1;
            }
            open = squareBracket(tagless, open + 1);
        }
        return copied == 0
                ? tagless
                : neutral.append(tagless, copied, tagless.length()).toString();
    }

    private static int squareBracket(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (SQUARE_BRACKETS.indexOf(text.charAt(at)) >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** Where the next opening bracket of a tag is, or one that looks like it; -1 without. */
    private static int bracket(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (isBracket(text.charAt(at))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isBracket(char c) {
        return BRACKETS.indexOf(c) >= 0;
    }

    private static boolean namesBlock(String text, int from) {
        return BLOCKS.stream().anyMatch(name -> afterLetters(text, from, name) >= 0);
    }

    /** Where the text goes on after these letters, whatever fill stands before and between them; -1 without them. */
    private static int afterLetters(String text, int from, String letters) {
        int matched = 0;
        int at = from;
        while (matched < letters.length() && at < text.length()) {
            int c = text.codePointAt(at);
            if (letter(c) == letters.charAt(matched)) {
                matched++;
            } else if (!isFill(c)) {
                return -1;
            }
            at += Character.charCount(c);
        }
        return matched == letters.length() ? at : -1;
    }

    /** As a small letter of ours, whatever width, style or alphabet it is written in. */
    private static int letter(int c) {
        if (c < 0x80) {
            return Character.toLowerCase(c);
        }
        String plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
        int lower = Character.toLowerCase(plain.codePointAt(0));
        for (String family : LOOK_ALIKES) {
            if (family.indexOf(lower) > 0) {
                return family.charAt(0);
            }
        }
        return lower;
    }

    private static boolean isFill(int c) {
        if (c == '/' || c == '-' || c == '_' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.CONTROL
                || type == Character.NON_SPACING_MARK
                || type == Character.DASH_PUNCTUATION;
    }
}
