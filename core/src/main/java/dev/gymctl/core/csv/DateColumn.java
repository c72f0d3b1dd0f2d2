package dev.gymctl.core.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the days of one column are written: as the person said, or as all its values together tell. While values could be
 * read day first or month first, they are read day first <em>for the time being</em>; a later value that can only be one of
 * them settles it, and if that is month first, the rows before it have day and month the wrong way round.
 */
final class DateColumn {
    private static final Pattern TIME =
            Pattern.compile("(\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?) ?(Z|[+-]\\d{2}(?::?\\d{2})?)?");

    private static final Pattern SHORT_YEAR = Pattern.compile("\\d{1,2}([/.-])\\d{1,2}\\1\\d{2}");

    private final String name;
    private DateFormat format;
    /** On which line the format was seen first; 0 when the person gave it. */
    private long settledOn;
    /** The first value with two readings. */
    private String doubtful;

    private DateFormat doubtfulFormat;
    private long doubtfulOn;
    private boolean contradicted;
    private boolean provisional;
    private LocalTime time;
    private ZoneOffset offset;

    /**
     * A column.
     *
     * @param given the format that the person gave, or null
     */
    DateColumn(String name, DateFormat given) {
        this.name = name;
        this.format = given;
    }

    /** Whether the person said how its days are written. */
    boolean isGiven() {
        return format != null && settledOn == 0;
    }

    /** How its days are written, as far as it is settled; or null. */
    DateFormat format() {
        return format;
    }

    /** The time of day of the value read last, or null. */
    LocalTime time() {
        return time;
    }

    /** The offset from UTC of the value read last, or null. */
    ZoneOffset offset() {
        return offset;
    }

    /** Whether the value read last has two readings and it is not settled yet which is meant. */
    boolean isProvisional() {
        return provisional;
    }

    /** The rows before this line have day and month the wrong way round; 0 when none have. */
    long swappedBefore() {
        return isMonthFirst() && doubtful != null && settledOn > doubtfulOn ? settledOn : 0;
    }

    /** The rows up to this line were read while it was not settled how; 0 when there are none. */
    long doubtfulBefore() {
        return doubtful == null ? 0 : settledOn;
    }

    /** Whether values of this column contradict each other in what they are: then no reading of it can be trusted. */
    boolean isContradicted() {
        return contradicted;
    }

    /** Rejects the column when its values allow two readings to the end; true then. */
    boolean rejectIfDoubtful(Rejections rejections) {
        if (doubtful == null || format != null) {
            return false;
        }
        rejections.add(
                doubtfulOn, name, doubtful, "is day and month in either order, and no other value of the column tells");
        rejections.hint("say --date-format DD/MM/YYYY or --date-format MM/DD/YYYY");
        return true;
    }

    /** The day that a value of a row is, or null when it is rejected; {@link #time} tells of the rest. */
    LocalDate read(CsvRow row, String text) {
        time = null;
        offset = null;
        provisional = false;
        int end = endOfDay(text);
        String day = end == text.length() ? text : text.substring(0, end);
        if (end < text.length() && !readTime(text, end)) {
            return rejected(row, text);
        }
        try {
            LocalDate date = format != null ? format.read(day) : infer(row, day);
            return date != null ? date : rejected(row, day);
        } catch (DateTimeException e) {
            if (settledOn > 0 && isDayAndMonth(format) && reads(format.swapped(), day)) {
                contradict(row);
            } else {
                row.reject(name, "is not a day of the calendar");
            }
            return null;
        }
    }

    private LocalDate rejected(CsvRow row, String day) {
        if (format == null && SHORT_YEAR.matcher(day).matches()) {
            row.reject(name, "has a year of two digits");
            row.hint("say how it is written, for example --date-format DD/MM/YY");
        } else if (format == null && doubtful != null) {
            row.reject(name, "is not a date as " + doubtful + " on line " + doubtfulOn);
        } else {
            row.reject(name, "is not a date as " + (format == null ? DateFormat.ISO : format).example());
        }
        return null;
    }

    /** Where the day ends: at the end, at a {@code T}, or at a blank that a time follows. */
    private static int endOfDay(String text) {
        if (text.length() == 10) {
            return 10;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return text.length();
        }
        int end = Math.max(text.lastIndexOf(' ', colon), text.lastIndexOf('T', colon));
        return end < 0 ? text.length() : end;
    }

    private boolean readTime(String text, int end) {
        Matcher matcher = TIME.matcher(text).region(end + 1, text.length());
        if (!matcher.matches()) {
            return false;
        }
        try {
            time = LocalTime.parse(matcher.group(1));
            offset = matcher.group(2) == null ? null : ZoneOffset.of(matcher.group(2));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Reads the day by the only format it can be in, which then is the column's; or by two, for the time being. */
    private LocalDate infer(CsvRow row, String day) {
        DateFormat seen = shape(day);
        if (seen == null || (doubtful != null && !seen.equals(doubtfulFormat))) {
            return null;
        }
        if (!isDayAndMonth(seen)) {
            return settleOnShape(seen, day, row);
        }
        int first = number(day, 0);
        int second = number(day, 1 + separator(day, 0));
        if (first > 12 && second > 12) {
            throw new DateTimeException("no month");
        }
        if (first > 12 || second > 12) {
            return settle(first > 12 ? seen : seen.swapped(), day, row);
        }
        LocalDate date = seen.read(day);
        if (first != second) {
            provisional = true;
            if (doubtful == null) {
                doubtful = day;
                doubtfulFormat = seen;
                doubtfulOn = row.line();
            }
        }
        return date;
    }

    /** So written it can be nothing else, even if the calendar has no such day. */
    private LocalDate settleOnShape(DateFormat seen, String day, CsvRow row) {
        try {
            return settle(seen, day, row);
        } catch (DateTimeException e) {
            format = seen;
            settledOn = row.line();
            throw e;
        }
    }

    private LocalDate settle(DateFormat seen, String day, CsvRow row) {
        LocalDate date = seen.read(day);
        if (date != null) {
            format = seen;
            settledOn = row.line();
        }
        return date;
    }

    /** A value that only the other order of day and month can read tells that the column has no one order. */
    private void contradict(CsvRow row) {
        contradicted = true;
        row.reject(name, "is written %s, but line %d can only be %s".formatted(format.swapped(), settledOn, format));
        row.hint("mend the file, or say with --date-format how its dates are written");
    }

    private static boolean reads(DateFormat format, String day) {
        try {
            return format.read(day) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean isMonthFirst() {
        return format != null && format.toString().startsWith("MM") && isDayAndMonth(format);
    }

    private static boolean isDayAndMonth(DateFormat format) {
        String pattern = format.toString();
        return pattern.endsWith("YYYY") && !pattern.contains("MMM") && !pattern.contains(".");
    }

    /** The format that digits, letters and separators look like; day first where it may be either. Null for none. */
    private static DateFormat shape(String day) {
        if (day.length() == 10 && day.charAt(4) == '-' && day.charAt(7) == '-') {
            return DateFormat.ISO;
        }
        int one = separator(day, 0);
        int two = one < 0 ? -1 : separator(day, one + 1);
        if (two < 0 || day.charAt(one) != day.charAt(two)) {
            return null;
        }
        char separator = day.charAt(one);
        boolean named = two - one > 3;
        int year = day.length() - two - 1;
        if (one == 4 && separator == '/') {
            return DateFormat.of("YYYY/MM/DD");
        }
        if (one > 2 || year != 4) {
            return null;
        }
        if (named) {
            return separator == '.' ? null : DateFormat.of("D" + separator + "MMM" + separator + "YYYY");
        }
        if (!isNumber(day, 0, one) || !isNumber(day, one + 1, two) || separator == ' ') {
            return null;
        }
        return separator == '/' ? DateFormat.DAY_FIRST : DateFormat.of("DD" + separator + "MM" + separator + "YYYY");
    }

    private static int separator(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if ("/.- ".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!DateFormat.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return to > from && to - from <= 2;
    }

    private static int number(String text, int from) {
        int number = 0;
        for (int i = from; i < text.length() && DateFormat.isDigit(text.charAt(i)); i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
