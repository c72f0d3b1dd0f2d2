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
 * @param paid of the total, by payouts that count
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
        Money paid,
        List<PayslipLine> lines) {

    /** What of the total is still to be paid. */
    public Money open() {
        return new Money(total.minorUnits() - paid.minorUnits(), total.currency());
    }
}
