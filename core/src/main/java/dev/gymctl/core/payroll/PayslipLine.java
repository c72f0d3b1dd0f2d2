package dev.gymctl.core.payroll;

import dev.gymctl.core.money.Money;
import java.time.Instant;

/**
 * One line of a payslip.
 *
 * @param kind {@code class}, {@code hours}, {@code attendees}, {@code minimum}, {@code maximum}, {@code retro},
 *     {@code adjustment}, {@code carried_in} or {@code carried_out}
 * @param classId the class it pays or corrects, or null
 * @param classTitle of that class, or null
 * @param startsAt of that class, or null
 * @param quantity in units
 * @param unit {@code class}, {@code minute}, {@code attendee} or {@code once}
 * @param unitPrice per class, per hour or per attendee; null where the amount stands alone
 * @param rateId of the pay rate; null for the default of 10 currency units a class, and without one
 * @param memo or null
 */
public record PayslipLine(
        String kind,
        Long classId,
        String classTitle,
        Instant startsAt,
        long quantity,
        String unit,
        Money unitPrice,
        Money amount,
        Long rateId,
        String memo) {}
