package dev.gymctl.core.payroll;

import dev.gymctl.core.money.Money;
import java.time.YearMonth;
import java.util.List;

/**
 * What a coach earned in a month.
 *
 * @param coachEmail or null
 * @param classesTaught in that month
 * @param gross pay, corrections of earlier months and adjustments
 * @param total gross less what was carried over from before; never negative: a negative rest is carried forward
 * @param lines how it came about, in order; empty in a list of payslips
 */
public record Payslip(
        YearMonth month,
        long coachId,
        String coachEmail,
        String coachName,
        int classesTaught,
        Money gross,
        Money total,
        List<PayslipLine> lines) {}
