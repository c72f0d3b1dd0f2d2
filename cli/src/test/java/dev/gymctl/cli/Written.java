package dev.gymctl.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What was written so far, until nobody takes it any more. */
class Written extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean gone;
    private String straw;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        if (gone) {
            throw new IOException("Broken pipe");
        }
        String last = straw;
        if (last != null && new String(bytes, from, length, StandardCharsets.UTF_8).contains(last)) {
            straw = null;
            throw new IllegalStateException("broken");
        }
        written.write(bytes, from, length);
        notifyAll();
    }

    /** Fails, once, when this is to be written. */
    synchronized void breakAt(String text) {
        straw = text;
    }

    /** Takes nothing any more. */
    synchronized void go() {
        gone = true;
    }

    synchronized String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    synchronized void await(String text) throws InterruptedException {
        while (!text().contains(text)) {
            wait();
        }
    }
}
