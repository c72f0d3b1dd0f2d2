package dev.gymctl.core.csv;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One row of a CSV file. Its accessors give null for an empty field or a column that the file has not; a value that is
 * not what was asked for is rejected, and null too. Asking for a column that the import did not declare is a programming
 * error ({@link IllegalArgumentException}).
 */
public final class CsvRow {
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");
    private static final int LONGEST_EMAIL = 254;
    private static final char REPLACEMENT = '\uFFFD';

    private final CsvReader reader;
    private final long line;
    private final String[] values;
    private final List<String> rejected = new ArrayList<>(0);
    private final List<String> reasons = new ArrayList<>(0);
    private boolean ragged;

    CsvRow(CsvReader reader, long line, String[] values) {
        this.reader = reader;
        this.line = line;
        this.values = values;
    }

    /** The physical line, from 1, on which the row begins. */
    public long line() {
        return line;
    }

    /**
     * The text without surrounding blanks, in Unicode's composed form (NFC), and without the apostrophe that an export
     * puts before a {@linkplain Formulas formula}; null when nothing is left.
     */
    public String text(String column) {
        String value = raw(column);
        if (value == null) {
            return null;
        }
        String text = Formulas.restored(clean(value));
        return text.isEmpty() ? null : text;
    }

    /**
     * A day that the calendar has, written as all days of the column are; a time of day may follow if it is midnight.
     * Where the column has not told yet whether the day or the month comes first, see {@link #isProvisional}.
     */
    public LocalDate date(String column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        DateColumn dates = reader.dates(column);
        LocalDate date = dates.read(this, text);
        if (date != null && dates.time() != null && !dates.time().equals(LocalTime.MIDNIGHT)) {
            reject(column, "has a time of day");
            return null;
        }
        return date;
    }

    /** A point in time: a day, from its start, or a day and a time of day, with an offset if wanted. */
    public LocalOrOffsetDateTime moment(String column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        DateColumn dates = reader.dates(column);
        LocalDate date = dates.read(this, text);
        if (date == null) {
            return null;
        }
        LocalTime time = dates.time() == null ? LocalTime.MIDNIGHT : dates.time();
        return new LocalOrOffsetDateTime(date.atTime(time), dates.offset());
    }

    /**
     * Whether the day that was read last from a column may yet turn out to have day and month the other way round; see
     * {@link CsvReader#doubtfulDates}.
     */
    public boolean isProvisional(String column) {
        return reader.dates(column).isProvisional();
    }

    /** A whole number within the bounds, both included. */
    public Integer integer(String column, int least, int most) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        if (!INTEGER.matcher(text).matches()) {
            reject(column, "is not a whole number");
            return null;
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            boolean tooLittle = number < least && most == Integer.MAX_VALUE;
            reject(column, tooLittle ? "is less than " + least : "is not between " + least + " and " + most);
            return null;
        }
        return (int) number;
    }

    /** A number written {@code 12} or {@code -12.50}, with the scale it is written in. */
    public BigDecimal decimal(String column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        if (!DECIMAL.matcher(text).matches()) {
            reject(column, "is not a decimal number as 12.50");
            return null;
        }
        return new BigDecimal(text);
    }

    /** {@code true} or {@code false}, in any case. */
    public Boolean bool(String column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        boolean yes = text.equalsIgnoreCase("true");
        if (!yes && !text.equalsIgnoreCase("false")) {
            reject(column, "is neither true nor false");
            return null;
        }
        return yes;
    }

    /** One of these values, exactly; or what the file's system calls one of them. */
    public String oneOf(String column, String... values) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        Map<String, String> theirs = reader.values(column);
        String value = theirs.isEmpty() ? text : theirs.get(text.toLowerCase(Locale.ROOT));
        if (value != null && List.of(values).contains(value)) {
            return value;
        }
        reject(
                column,
                "is none of "
                        + (theirs.isEmpty()
                                ? String.join(", ", values)
                                : theirs.keySet().stream().sorted().collect(Collectors.joining(", "))));
        return null;
    }

    /** An e-mail address as far as its form tells: something on both sides of one {@code @}, no blanks, at most 254 long. */
    public String email(String column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        int at = text.indexOf('@');
        boolean formed = at > 0
                && at < text.length() - 1
                && text.indexOf('@', at + 1) < 0
                && text.length() <= LONGEST_EMAIL
                && !hasBlank(text);
        if (!formed) {
            reject(column, "is not an e-mail address");
            return null;
        }
        return text;
    }

    /** A date and time as {@code 2026-10-03T18:30}, seconds and an offset ({@code Z}, {@code +02:00}) if wanted. */
    public LocalOrOffsetDateTime localOrOffsetDateTime(String column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        if (reader.dates(column).isGiven()) {
            LocalOrOffsetDateTime moment = moment(column);
            if (moment != null && reader.dates(column).time() == null) {
                reject(column, "has no time of day");
            }
            return moment;
        }
        if (DATE_TIME.matcher(text).matches() && !text.startsWith("0000")) {
            try {
                if (text.endsWith("Z") || text.lastIndexOf('-') > text.indexOf('T') || text.indexOf('+') > 0) {
                    OffsetDateTime time = OffsetDateTime.parse(text);
                    return new LocalOrOffsetDateTime(time.toLocalDateTime(), time.getOffset());
                }
                return new LocalOrOffsetDateTime(LocalDateTime.parse(text), null);
            } catch (DateTimeException e) {
                reject(column, "is not a time of the calendar");
                return null;
            }
        }
        reject(column, "is not a date and time as 2026-10-03T18:30");
        return null;
    }

    /** Rejects the value of a column for a reason of the importer's own; a column's first reason is enough. */
    public void reject(String column, String reason) {
        reject(column, raw(column), reason);
    }

    private void reject(String column, String value, String reason) {
        if (!rejected.contains(column)) {
            rejected.add(column);
            reasons.add(column + ": " + reason);
            reader.rejections().add(line, column, value, reason);
        }
    }

    /** Gives the next step shown below all that is rejected. */
    void hint(String nextStep) {
        reader.rejections().hint(nextStep);
    }

    /** Marks the row as one whose fields are not the header's: then there is nothing else to ask of it. */
    CsvRow ragged(String reason) {
        ragged = true;
        reasons.add(reason);
        return this;
    }

    /** Whether its fields are not the header's, so that none of them can be asked for. */
    public boolean isRagged() {
        return ragged;
    }

    /** Why the row was rejected so far; empty when it was not. */
    public String reasons() {
        return String.join("; ", reasons);
    }

    /** The file's own fields as they stand there, as one line of CSV without its end. */
    public String asText() {
        int from = ragged && values.length <= reader.ownFrom() ? 0 : reader.ownFrom();
        return CsvWriter.line(reader.format().delimiter(), List.of(values).subList(from, values.length));
    }

    /** The field as it stands in the file, or null when the file has not the column. */
    String raw(String column) {
        int field = reader.field(column);
        return field < 0 ? null : values[field];
    }

    /** Rejects what no value may hold, and empty fields of columns that must be filled. */
    void check(List<Column> columns, List<String> names) {
        for (int i = 0; i < values.length; i++) {
            String reason = names.get(i) == null ? null : forbidden(values[i]);
            if (reason != null) {
                reject(names.get(i), reason);
            }
        }
        for (Column column : columns) {
            if (column.filled()
                    && text(column.name()) == null
                    && (column.instead() == null || text(column.instead()) == null)) {
                reject(column.name(), null, "is empty");
            }
        }
    }

    private static String forbidden(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c <= '~') {
                continue;
            }
            if (Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\n') {
                return String.format("contains the control character U+%04X", (int) c);
            }
            if (c == REPLACEMENT) {
                return "contains U+FFFD: the text was damaged before it was saved";
            }
        }
        return null;
    }

    /** Without surrounding blanks of any sort (also those that do not break), and composed. */
    static String clean(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        String text = value.substring(from, to);
        for (int i = 0; i < text.length(); i++) {
            // Below the first combining mark everything is composed already.
            if (text.charAt(i) >= '\u0300') {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }

    private static boolean hasBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isBlank(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean isBlank(char c) {
        if (c > ' ' && c <= '~') {
            return false;
        }
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
