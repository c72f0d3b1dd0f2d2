package dev.gymctl.cli;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: for the reports by month. */
public final class MonthsOptions {
    private static final int YEAR = 12;
    private static final int MOST = 600;

    @Option(names = "--from", paramLabel = "MONTH", description = "The first month; unless given, 12 are shown.")
    private MonthArgument from;

    @Option(names = "--to", paramLabel = "MONTH", description = "The last: 2026-10, last or this; this unless given.")
    private MonthArgument to = MonthArgument.THIS;

    /** The months that are meant. */
    public record Months(YearMonth first, YearMonth last) {}

    /** Refuses, before anything connects, what makes no sense whatever month it is. */
    public void check() {
        if (from != null && from.exact().isPresent() && to.exact().isPresent()) {
            checked(from.exact().get(), to.exact().get());
        }
    }

    /**
     * The months that are meant now, in the gym's zone.
     *
     * @throws UsageException when the last is before the first, or there are too many
     */
    public Months resolve(App app) {
        YearMonth last = to.resolve(app.clock(), app.zone());
        return checked(from == null ? last.minusMonths(YEAR - 1) : from.resolve(app.clock(), app.zone()), last);
    }

    private static Months checked(YearMonth first, YearMonth last) {
        if (last.isBefore(first)) {
            throw new UsageException("--to %s is before --from %s".formatted(last, first), null);
        }
        long months = first.until(last, ChronoUnit.MONTHS) + 1;
        if (months > MOST) {
            throw new UsageException(
                    "from %s to %s are %d months, more than %d".formatted(first, last, months, MOST), null);
        }
        return new Months(first, last);
    }
}
