package dev.gymctl.core.overview;

import java.time.LocalDate;
import java.util.List;

/**
 * This month until today, and as much of the last one.
 *
 * @param first of this month
 * @param today the last day that counts
 * @param firstBefore of the last month
 * @param lastBefore the same day of it as today, or its end if it is shorter
 */
public record MonthToDate(
        LocalDate first, LocalDate today, LocalDate firstBefore, LocalDate lastBefore, List<Figure> figures) {

    /** What is counted. */
    public enum Kind {
        /** Income booked on these days, reversals taken off. */
        REVENUE,
        /** What members paid, less what went back to them. */
        RECEIVED,
        /** Attended seats of the classes of these days. */
        ATTENDANCE,
        /** Members whose membership began. */
        JOINED,
        /** Members whose membership ended. */
        LEFT;

        /** Whether it is counted in minor units of the gym's currency. */
        public boolean isMoney() {
            return this == REVENUE || this == RECEIVED;
        }
    }

    /**
     * One of the rows.
     *
     * @param days each day of this month from its first to today
     * @param before each day of the last month that counts
     */
    public record Figure(Kind kind, List<Long> days, List<Long> before) {
        public long total() {
            return sum(days);
        }

        public long totalBefore() {
            return sum(before);
        }

        private static long sum(List<Long> days) {
            return days.stream().mapToLong(Long::longValue).sum();
        }
    }
}
