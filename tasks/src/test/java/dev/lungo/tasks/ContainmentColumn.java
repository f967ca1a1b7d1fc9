package dev.lungo.tasks;

/** How tasks come to their end in the containment table. */
enum ContainmentColumn {
    STOP("stop"),
    CLOSE("normal exit"),
    SIGTERM("SIGTERM"),
    SIGKILL("SIGKILL + grace");

    private final String title;

    ContainmentColumn(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
