package dev.gymctl.core.importing;

import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvRow;
import dev.gymctl.core.csv.LocalOrOffsetDateTime;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;

/**
 * A column of a file and of the temporary table it is loaded into.
 *
 * @param type the SQL type
 * @param value reads and checks a row's value; it may be null
 * @param days the days that the value may be on; null when it is no day
 */
public record Field(Column column, String type, Function<CsvRow, Object> value, Days days) {

    /**
     * A stretch of days.
     *
     * @param first included
     * @param last included
     * @param reason why a day outside is refused: {@code is not between …}
     */
    public record Days(LocalDate first, LocalDate last, String reason) {
        /** Those that a gym can mean. */
        public static final Days SENSIBLE = of(LocalDate.of(1900, 1, 1), LocalDate.of(2999, 12, 31));

        /** Those from a first to a last day. */
        public static Days of(LocalDate first, LocalDate last) {
            return new Days(first, last, "is not between " + first + " and " + last);
        }

        private boolean contain(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }
    }

    /** A column that is no day. */
    public Field(Column column, String type, Function<CsvRow, Object> value) {
        this(column, type, value, null);
    }

    /** A column of days, of type {@code date}. */
    public static Field day(Column column, Days days) {
        return new Field(column, "date", row -> day(row, column.name(), days), days);
    }

    /** A column of points in time, of type {@code timestamptz}; a day alone is its start in the zone. */
    public static Field moment(Column column, Days days, ZoneId zone) {
        return new Field(column, "timestamptz", row -> moment(row, column.name(), days, zone), days);
    }

    private static LocalDate day(CsvRow row, String column, Days days) {
        LocalDate day = row.date(column);
        return day == null || isAmong(row, column, day, days) ? day : null;
    }

    private static Object moment(CsvRow row, String column, Days days, ZoneId zone) {
        LocalOrOffsetDateTime moment = row.moment(column);
        return moment != null && isAmong(row, column, moment.local().toLocalDate(), days) ? moment.in(zone) : null;
    }

    /** Whether the day is among them; a day that may yet become another is checked in the table. */
    static boolean isAmong(CsvRow row, String column, LocalDate day, Days days) {
        if (days.contain(day) || row.isProvisional(column)) {
            return true;
        }
        row.reject(column, days.reason());
        return false;
    }
}
