package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * Who came, stayed and went in a month, and what it brings in again next month. A member is who is approved and not
 * cancelled; {@code atStart + joined - left = atEnd}.
 *
 * @param recurring the monthly prices of the memberships that run on the month's last day and whose member is active
 *     then, which is not frozen; whole prices, whatever was charged
 * @param atStart members at the end of the month before
 * @param joined who became a member, the first time or again, and was none at the month's start
 * @param left whose membership ended and who is no member at the month's end
 * @param atEnd members at the end of the month's last day
 * @param frozen how many of these are frozen then
 */
public record RetentionMonth(
        YearMonth month, Money recurring, long atStart, long joined, long left, long atEnd, long frozen) {

    /** Left ÷ at start, to four decimals; null when there was nobody. */
    public BigDecimal churnRate() {
        return Retention.rate(left, atStart);
    }
}
