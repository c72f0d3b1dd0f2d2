package dev.gymctl.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A month as it is typed: {@code 2026-10}, {@code last} or {@code this}; the words mean months in the gym's zone. */
public final class MonthArgument {
    /** The month that is not over. */
    public static final MonthArgument THIS = new MonthArgument(null, 0);

    /** The month before this. */
    public static final MonthArgument LAST = new MonthArgument(null, 1);

    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");

    private final YearMonth month;
    private final int monthsBack;

    private MonthArgument(YearMonth month, int monthsBack) {
        this.month = month;
        this.monthsBack = monthsBack;
    }

    static MonthArgument parse(String text) {
        try {
            if (text.equals("this")) {
                return THIS;
            } else if (text.equals("last")) {
                return LAST;
            } else if (MONTH.matcher(text).matches()) {
                return new MonthArgument(YearMonth.parse(text), 0);
            }
        } catch (DateTimeException e) {
            throw new TypeConversionException("no such month: '" + text + "'");
        }
        throw new TypeConversionException("a month is 2026-10, last or this, not '" + text + "'");
    }

    /** The month that is meant whenever it is asked; empty for last and this. */
    Optional<YearMonth> exact() {
        return Optional.ofNullable(month);
    }

    /** The month that is meant now, in the gym's zone. */
    public YearMonth resolve(Clock clock, ZoneId zone) {
        return month != null ? month : YearMonth.now(clock.withZone(zone)).minusMonths(monthsBack);
    }
}
