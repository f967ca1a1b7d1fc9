package dev.lungo.tool;

import dev.lungo.tasks.Output;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** An output in memory, whose middle may be gone. */
record TestOutput(String text, Freed freed) implements Output {
    static TestOutput whole(String text) {
        return new TestOutput(text, Freed.NOTHING);
    }

    @Override
    public Path path() {
        return Path.of("output.log");
    }

    @Override
    public long size() {
        return bytes().length;
    }

    @Override
    public Piece read(long offset, int max) {
        boolean inside = offset >= freed.from() && offset < freed.to();
        int from = (int) Math.min(size(), inside ? freed.to() : offset);
        long end = from < freed.from() ? freed.from() : size();
        return new Piece(from, Arrays.copyOfRange(bytes(), from, (int) Math.min(end, from + (long) max)));
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
