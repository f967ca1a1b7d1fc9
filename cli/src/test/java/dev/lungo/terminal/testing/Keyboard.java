package dev.lungo.terminal.testing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;

/** Types into a terminal. Reading waits for the next key; {@link #unplug()} ends the input. */
public final class Keyboard extends InputStream {
    private static final int END = -1;

    private final LinkedBlockingQueue<Integer> pressed = new LinkedBlockingQueue<>();

    public void type(String keys) {
        for (byte b : keys.getBytes(StandardCharsets.UTF_8)) {
            pressed.add(b & 0xff);
        }
    }

    public void unplug() {
        pressed.add(END);
    }

    @Override
    public int read() {
        try {
            int key = pressed.take();
            if (key == END) {
                pressed.add(END);
            }
            return key;
        } catch (InterruptedException closed) {
            return END;
        }
    }

    @Override
    public int read(byte[] buffer, int from, int length) {
        int key = read();
        if (key == END) {
            return END;
        }
        buffer[from] = (byte) key;
        return 1;
    }
}
