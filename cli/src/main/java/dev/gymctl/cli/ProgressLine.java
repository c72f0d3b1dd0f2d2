package dev.gymctl.cli;

import dev.gymctl.core.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * One line on a terminal that says how far a long step has come, how fast it goes, and when it will be over; or, of a step
 * that counts nothing, how long it has been at work. It appears once a step has taken a second, and goes when it ends.
 */
final class ProgressLine implements Progress {
    private static final String CLEAR = "\r\u001b[K";
    private static final long SECOND = 1_000_000_000L;
    private static final int WIDEST_BAR = 20;
    private static final int NARROWEST_BAR = 5;

    private final PrintStream terminal;
    private final IntSupplier width;
    private final LongSupplier nanoTime;
    private Thread ticking;
    private String step;
    private long done;
    private long total;
    private long since;
    private boolean shown;

    /**
     * A line that is not there yet.
     *
     * @param width of the terminal in columns
     * @param nanoTime a stopwatch, in nanoseconds from anywhere
     */
    ProgressLine(PrintStream terminal, IntSupplier width, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.width = width;
        this.nanoTime = nanoTime;
    }

    /** Has the line drawn anew each second until it ends: a step that is one statement tells nothing meanwhile. */
    synchronized void tick() {
        if (ticking == null) {
            ticking = new Thread(this::redraw, "progress");
            ticking.setDaemon(true);
            ticking.start();
        }
    }

    @Override
    public synchronized void at(String now, long doneNow, long totalNow) {
        if (!now.equals(step)) {
            since = nanoTime.getAsLong();
            step = now;
        }
        done = doneNow;
        total = totalNow;
        draw();
    }

    /** Takes the line away; the next step begins another. */
    synchronized void end() {
        if (shown) {
            terminal.print(CLEAR);
            terminal.flush();
        }
        if (ticking != null) {
            ticking.interrupt();
            ticking = null;
        }
        shown = false;
        step = null;
    }

    private void redraw() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                synchronized (this) {
                    if (Thread.currentThread() != ticking) {
                        return;
                    }
                    draw();
                }
            }
        } catch (InterruptedException e) {
            return; // it has ended
        }
    }

    private void draw() {
        long taken = nanoTime.getAsLong() - since;
        if (step != null && taken >= SECOND) {
            int room = width.getAsInt() - 1;
            terminal.print(CLEAR + TextWidth.cut(text(taken, room), room));
            terminal.flush();
            shown = true;
        }
    }

    private String text(long taken, int room) {
        String name = SafeText.of(step) + ": ";
        if (done == 0) {
            return name + duration(taken);
        }
        String rate = ", " + number((long) (done * (double) SECOND / taken)) + " a second";
        if (total == 0) {
            return name + number(done) + rate;
        }
        double part = Math.min(1, (double) done / total);
        String left = "%d%%, %s left".formatted((int) (100 * part), duration((long) (taken * (1 - part) / part)));
        String counted = name + number(done) + " of " + number(Math.max(done, total)) + " ";
        return counted + bar(part, room - TextWidth.of(counted + left + rate)) + left + rate;
    }

    /** Empty where there is no room for it. */
    private static String bar(double part, int room) {
        int length = Math.min(WIDEST_BAR, room - "[] ".length());
        if (length < NARROWEST_BAR) {
            return "";
        }
        int filled = (int) (length * part);
        return "[" + "#".repeat(filled) + "-".repeat(length - filled) + "] ";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** In the two largest units: {@code 3 min 20 s}. */
    private static String duration(long nanos) {
        long seconds = nanos / SECOND;
        if (seconds < 60) {
            return seconds + " s";
        } else if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
