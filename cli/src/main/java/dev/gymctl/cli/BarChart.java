package dev.gymctl.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * Amounts as bars from left to right, one a line, each with its amount after it. Where some are less than zero, all stand on
 * a line with these to its left.
 */
final class BarChart {
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    private static final String WHOLE = "█";

    /** No more than that: a bar is compared with its neighbours, not measured. */
    private static final int WIDEST = 100;

    private static final int NARROWEST = 8;

    private final List<Bar> bars;
    private final int labels;
    private final long highest;
    private final long lowest;

    /** A chart of at least one bar. */
    BarChart(List<Bar> bars) {
        this.bars = bars;
        this.labels =
                bars.stream().mapToInt(bar -> TextWidth.of(bar.label())).max().orElseThrow();
        this.highest =
                Math.max(0, bars.stream().mapToLong(BarChart::minor).max().orElseThrow());
        this.lowest = Math.min(0, bars.stream().mapToLong(BarChart::minor).min().orElseThrow());
    }

    /**
     * Prints it.
     *
     * @param width the columns that there are; without bound when nobody counts them
     */
    void print(PrintStream out, int width) {
        int amounts = bars.stream()
                .mapToInt(bar -> bar.amount().toString().length())
                .max()
                .orElseThrow();
        int room = Math.max(NARROWEST, Math.min(width, WIDEST) - labels - 2 - 1 - amounts);
        // The line itself takes a column, and what is above zero at least one.
        int left = lowest == 0
                ? 0
                : (int) Math.max(1, Math.min(room - (highest == 0 ? 1 : 2), Math.round(room * share(lowest))));
        int right = lowest == 0 ? room : room - left - 1;
        for (Bar bar : bars) {
            out.append(bar.label()).append(" ".repeat(labels - TextWidth.of(bar.label()) + 2));
            if (left > 0) {
                int filled = bar.amount().isNegative()
                        ? (int) Math.max(1, Math.round(left * ((double) minor(bar) / lowest)))
                        : 0;
                out.append(" ".repeat(left - filled))
                        .append(WHOLE.repeat(filled))
                        .append("│");
            }
            String drawn = minor(bar) > 0 ? bar(right * ((double) minor(bar) / highest)) : "";
            out.append(drawn)
                    .append(left > 0 || !drawn.isEmpty() ? " " : "")
                    .append(bar.amount().toString())
                    .append("\n");
        }
    }

    /** What is there, be it ever so little, shows. */
    private static String bar(double columns) {
        int eighths = (int) Math.max(1, Math.round(columns * EIGHTHS.length));
        return WHOLE.repeat(eighths / EIGHTHS.length) + EIGHTHS[eighths % EIGHTHS.length];
    }

    private double share(long part) {
        return Math.abs((double) part) / ((double) highest - lowest);
    }

    private static long minor(Bar bar) {
        return bar.amount().minorUnits();
    }
}
