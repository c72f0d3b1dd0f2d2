package dev.gymctl.core.csv;

import dev.gymctl.core.GymException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that is wrong with one file: the reader adds what it finds and a store what its set-based check finds. Memory is
 * bounded: the first {@value #KEPT} are kept, the others only counted.
 */
public final class Rejections {
    private static final int KEPT = 1000;
    private static final int LISTED = 20;

    private final String file;
    private final List<Rejection> kept = new ArrayList<>();
    private long count;
    private String hint;

    /** No rejections yet, of a file so named. */
    public Rejections(String file) {
        this.file = file;
    }

    /** Adds one; the parameters are those of {@link Rejection}. */
    public void add(long line, String column, String value, String reason) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new Rejection(line, column, value, reason));
        }
    }

    /** Gives the next step shown below the list; the first one given stays. */
    public void hint(String nextStep) {
        if (hint == null) {
            hint = nextStep;
        }
    }

    /** The file's name. */
    public String file() {
        return file;
    }

    /** How many there are, the ones not kept included. */
    public long count() {
        return count;
    }

    /** Those kept, in the order of their lines. */
    public List<Rejection> kept() {
        return kept.stream().sorted(Comparator.comparingLong(Rejection::line)).toList();
    }

    /**
     * Refuses the file when anything is wrong with it.
     *
     * @throws GymException INVALID, listing the first {@value #LISTED} by line
     */
    public void throwIfAny() {
        if (count > 0) {
            throw refusal();
        }
    }

    /** The refusal of the file, for a reader that cannot go on. */
    GymException refusal() {
        return new GymException(GymException.Kind.INVALID, listed(), hint);
    }

    /** All that is kept, a line each, the first {@value #LISTED} by line; how many there are where there are several. */
    public String listed() {
        StringBuilder message = new StringBuilder();
        if (count > 1) {
            message.append(Shown.text(file)).append(": ").append(count).append(" problems\n");
        }
        List<Rejection> listed = kept().stream().limit(LISTED).toList();
        for (Rejection rejection : listed) {
            message.append(rejection.in(file)).append('\n');
        }
        if (count > listed.size()) {
            message.append("and ").append(count - listed.size()).append(" more\n");
        }
        message.setLength(message.length() - 1);
        return message.toString();
    }
}
