package dev.gymctl.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jline.builtins.ScreenTerminal;

/** Somebody at a terminal of 80 columns and 24 rows. */
final class Sitting extends Written {
    private final PipedOutputStream keys = new PipedOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> running;

    Sitting(Clock clock, Map<String, String> environment, String... words) throws IOException {
        PipedInputStream in = new PipedInputStream(keys);
        running = CompletableFuture.supplyAsync(() -> run(clock, environment, in, this, err, true, words));
    }

    /** Starts one command where no terminal is; stdin is empty, and nobody reads stderr. */
    static CompletableFuture<Integer> without(
            Clock clock, Map<String, String> environment, OutputStream out, String... words) {
        InputStream in = InputStream.nullInputStream();
        OutputStream err = OutputStream.nullOutputStream();
        return CompletableFuture.supplyAsync(() -> run(clock, environment, in, out, err, false, words));
    }

    private static int run(
            Clock clock,
            Map<String, String> environment,
            InputStream in,
            OutputStream out,
            OutputStream err,
            boolean terminal,
            String... words) {
        Console.Terminals terminals = new Console.Terminals(terminal, terminal, terminal);
        return new Cli(new Console(in, out, err, terminals, environment), environment, clock).run(words);
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    List<String> screen() {
        return screen(80, 24, text());
    }

    /** The rows of a screen of this size, empty at first, to which this was written. */
    static List<String> screen(int columns, int rows, String written) {
        ScreenTerminal terminal = new ScreenTerminal(columns, rows);
        terminal.write(written);
        return terminal.toString().lines().map(String::stripTrailing).toList();
    }

    synchronized void await(Predicate<String> row) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (screen().stream().noneMatch(row)) {
            wait(1000);
            if (running.isDone() || System.nanoTime() > deadline) {
                throw new AssertionError(err() + "\n" + String.join("\n", screen()));
            }
        }
    }

    int exit() throws Exception {
        return running.get();
    }

    String raw() {
        return text();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            keys.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
