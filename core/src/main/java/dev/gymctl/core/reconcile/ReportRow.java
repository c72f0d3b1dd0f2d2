package dev.gymctl.core.reconcile;

import dev.gymctl.core.money.Money;
import java.time.YearMonth;

/**
 * A row of a month's report: what was on the banks' accounts before it, what became of its lines, and what was on them after; then
 * what waits, what is advised, and what is owed.
 *
 * @param what {@code opening}, {@code rule_0} to {@code rule_4}, {@code return}, {@code manual}, {@code excluded}, {@code reversed},
 *     {@code suggested}, {@code unidentified}, {@code closing}; {@code waiting_to_30} and so on by age, {@code advised}, {@code owed_to_30} and so on
 * @param lines 0 for a balance
 * @param amount signed; the opening and what stands between it and the closing make this
 */
public record ReportRow(YearMonth month, String what, int lines, Money amount) {}
