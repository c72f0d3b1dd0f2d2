package dev.gymctl.core.finance;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;

/**
 * The members who joined for the first time in one month, and how many of them are members at the end of it and of each
 * month after it.
 *
 * @param members at the end of the month itself, of the next one, and so on; who left and came back counts again
 */
public record Cohort(YearMonth month, long joined, List<Long> members) {
    public Cohort {
        members = List.copyOf(members);
    }

    /**
     * The part that is still there, to four decimals; null when nobody joined.
     *
     * @param months after the month in which they joined
     */
    public BigDecimal retentionRate(int months) {
        return Retention.rate(members.get(months), joined);
    }
}
