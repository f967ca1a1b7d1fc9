package dev.lungo.chaos;

/** A moment right before or after a durable step, by the names of both. */
record KillPoint(String step, String when) {
    @Override
    public String toString() {
        return step + " " + when;
    }
}
