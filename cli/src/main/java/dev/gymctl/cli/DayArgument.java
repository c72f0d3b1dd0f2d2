package dev.gymctl.cli;

import java.time.LocalDate;
import picocli.CommandLine.TypeConversionException;

/** A day as it is typed where something begins or ends: {@code 2026-10-31}, or {@code next} for the next month. */
public final class DayArgument {
    /** The next month's first day, or its last. */
    public static final DayArgument NEXT = new DayArgument(null);

    private final LocalDate day;

    private DayArgument(LocalDate day) {
        this.day = day;
    }

    static DayArgument parse(String text) {
        if (text.equals("next")) {
            return NEXT;
        }
        try {
            return new DayArgument(Arguments.date(text));
        } catch (TypeConversionException e) {
            throw new TypeConversionException(e.getMessage() + "; or next, for the next month");
        }
    }

    /** The day on which something begins. */
    public LocalDate first(LocalDate today) {
        return day != null ? day : today.plusMonths(1).withDayOfMonth(1);
    }

    /** The day with which something ends. */
    public LocalDate last(LocalDate today) {
        return day != null ? day : today.plusMonths(2).withDayOfMonth(1).minusDays(1);
    }
}
