package dev.lungo.shell;

/** The escapes of {@code $'…'}. */
final class Escapes {
    private Escapes() {}

    /** Adds what an escape stands for; the cursor stands behind its backslash. */
    static void read(Cursor cursor, StringBuilder text) {
        char c = cursor.next();
        switch (c) {
            case 'a' -> text.append('\u0007');
            case 'b' -> text.append('\b');
            case 'e', 'E' -> text.append('\u001B');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'v' -> text.append('\u000B');
            case '\\', '\'', '"', '?' -> text.append(c);
            case 'x' -> text.append(number(cursor, 16, 2));
            case 'u' -> text.append(number(cursor, 16, 4));
            case 'U' -> text.append(number(cursor, 16, 8));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                cursor.back(cursor.at() - 1);
                text.append(number(cursor, 8, 3));
            }
            default -> throw cursor.refusal("an escape in $'…' is not known");
        }
    }

    /** What is not ASCII depends on the locale, and some of the rest has no way through a shell. */
    private static char number(Cursor cursor, int radix, int longest) {
        int start = cursor.at();
        while (cursor.at() - start < longest && Character.digit(cursor.raw(), radix) >= 0 && cursor.raw() < 128) {
            cursor.next();
        }
        String digits = cursor.since(start);
        long number = digits.isEmpty() ? 0 : Long.parseLong(digits, radix);
        if (number <= 1 || number >= 127) {
            throw cursor.refusal("a number in $'…' is not a plain character");
        }
        return (char) number;
    }
}
