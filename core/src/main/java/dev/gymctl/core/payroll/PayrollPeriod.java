package dev.gymctl.core.payroll;

import dev.gymctl.core.money.Money;
import java.time.Instant;
import java.time.YearMonth;

/**
 * A month of payroll.
 *
 * @param closedAt or null while it is open
 * @param payslips how many
 * @param total of all payslips
 */
public record PayrollPeriod(YearMonth month, Instant closedAt, int payslips, Money total) {}
