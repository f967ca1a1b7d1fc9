package dev.lungo.terminal;

/** How a piece of a line looks where there is colour. */
enum Tint {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    BAD("31"),
    WARN("33"),
    ACCENT("36");

    /** The parameter of the terminal's SGR sequence; empty for none. */
    private final String sgr;

    Tint(String sgr) {
        this.sgr = sgr;
    }

    String sgr() {
        return sgr;
    }
}
