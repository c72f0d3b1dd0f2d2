package dev.gymctl.core.reconcile;

import dev.gymctl.core.money.Money;
import java.time.YearMonth;

/**
 * A row of a month's report: what was on the banks' accounts before it, what became of its lines, and what was on them after.
 *
 * @param what {@code opening}, {@code rule_0} to {@code rule_4}, {@code return}, {@code manual}, {@code excluded}, {@code reversed},
 *     {@code suggested}, {@code unidentified}, {@code closing}
 * @param lines 0 for a balance
 * @param amount signed; opening and all that follows make the closing
 */
public record ReportRow(YearMonth month, String what, int lines, Money amount) {}
