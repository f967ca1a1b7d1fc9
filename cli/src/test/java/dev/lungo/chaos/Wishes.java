package dev.lungo.chaos;

import java.util.List;

/**
 * What the model is to do in a life so that the step comes about at which that life ends.
 *
 * @param shapes commands to begin with
 * @param more so many others may come
 * @param stops something is stopped as soon as it runs
 * @param writes a file is written, and written again
 * @param stalls no answer ends
 * @param meanwhile what else happens while the model thinks about its first answer
 */
record Wishes(List<Shape> shapes, int more, boolean stops, boolean writes, boolean stalls, Runnable meanwhile) {
    static final Wishes NONE = new Wishes(List.of(), 0, false, false, false, () -> {});

    static Wishes of(Shape... shapes) {
        return new Wishes(List.of(shapes), 0, false, false, false, () -> {});
    }

    Wishes andMore(int tasks) {
        return new Wishes(shapes, tasks, stops, writes, stalls, meanwhile);
    }

    Wishes stopping() {
        return new Wishes(shapes, more, true, writes, stalls, meanwhile);
    }

    Wishes writing() {
        return new Wishes(shapes, more, stops, true, stalls, meanwhile);
    }

    Wishes stalling() {
        return new Wishes(shapes, more, stops, writes, true, meanwhile);
    }

    Wishes with(Runnable other) {
        return new Wishes(shapes, more, stops, writes, stalls, other);
    }
}
