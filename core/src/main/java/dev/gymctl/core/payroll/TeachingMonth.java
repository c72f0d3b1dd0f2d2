package dev.gymctl.core.payroll;

import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;

/**
 * What a coach taught in a month, of the classes that have begun and were not cancelled.
 *
 * @param minutes of all classes together
 * @param capacity seats of all classes together
 * @param booked seats taken: booked, attended and no-show
 * @param attended seats whose member came
 * @param pay what these classes pay by the rates as they are now
 * @param payslip the total of the month's payslip; null without one
 */
public record TeachingMonth(
        YearMonth month,
        long coachId,
        String coach,
        long classes,
        long minutes,
        long capacity,
        long booked,
        long attended,
        Money pay,
        Money payslip) {
    private static final int DIGITS = 4;

    /** Booked seats by seats; null without a class. */
    public BigDecimal utilisationRate() {
        return rate(booked, capacity);
    }

    /** Who came by who had booked; null when nobody had. */
    public BigDecimal attendanceRate() {
        return rate(attended, booked);
    }

    private static BigDecimal rate(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DIGITS, RoundingMode.HALF_EVEN);
    }
}
