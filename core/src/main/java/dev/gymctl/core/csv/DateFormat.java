package dev.gymctl.core.csv;

import dev.gymctl.core.GymException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One way to write days, as {@code --date-format} names it: {@code D} day, {@code M} month, {@code MMM} the English month
 * ({@code Nov} or {@code November}), {@code YYYY} year, {@code YY} year from 1950 to 2049, and one of {@code / . -} or a
 * blank between them. {@code DD} and {@code MM} take one digit too. Where nothing is between them, as in {@code YYYYMMDD}, each
 * takes as many as it is long.
 */
final class DateFormat {
    static final DateFormat ISO = of("YYYY-MM-DD");
    static final DateFormat DAY_FIRST = of("DD/MM/YYYY");
    static final DateFormat MONTH_FIRST = of("MM/DD/YYYY");

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> LONG_MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private final String pattern;
    private final List<String> parts;
    private final boolean isIso;

    private DateFormat(String pattern, List<String> parts) {
        this.pattern = pattern;
        this.parts = parts;
        this.isIso = pattern.equals("YYYY-MM-DD");
    }

    /**
     * The format that a pattern names.
     *
     * @throws GymException INVALID when it is none
     */
    static DateFormat of(String pattern) {
        List<String> parts = new ArrayList<>();
        String text = pattern.toUpperCase(Locale.ROOT);
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            int from = i;
            while (i < text.length() && text.charAt(i) == c) {
                i++;
            }
            parts.add(text.substring(from, i));
        }
        boolean separated = parts.size() == 5
                && isDate(parts.get(0), parts.get(2), parts.get(4))
                && isSeparator(parts.get(1))
                && isSeparator(parts.get(3));
        boolean digits = parts.size() == 3
                && isDate(parts.get(0), parts.get(1), parts.get(2))
                && parts.stream().allMatch(part -> part.length() % 2 == 0);
        if (!separated && !digits) {
            throw new GymException(
                    GymException.Kind.INVALID,
                    "'%s' is not a date format".formatted(Shown.text(pattern)),
                    "for example DD/MM/YYYY, MM/DD/YYYY, DD.MM.YY or D-MMM-YYYY");
        }
        return new DateFormat(text, List.copyOf(parts));
    }

    private static boolean isDate(String... tokens) {
        String kinds = "";
        for (String token : tokens) {
            kinds += switch (token) {
                case "D", "DD" -> "D";
                case "M", "MM", "MMM" -> "M";
                case "YY", "YYYY" -> "Y";
                default -> "?";
            };
        }
        return List.of("DMY", "MDY", "YMD", "YDM").contains(kinds);
    }

    private static boolean isSeparator(String text) {
        return text.length() == 1 && "/.- ".contains(text);
    }

    /**
     * Reads a text that is a day and nothing else.
     *
     * @return null when it is not so written
     * @throws DateTimeException when the calendar has no such day
     */
    LocalDate read(String text) {
        return isIso ? readIso(text) : readParts(text);
    }

    /** The same as by parts, without their cost. */
    private static LocalDate readIso(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int number = 0;
        for (int i = 0; i < 10; i++) {
            if (i != 4 && i != 7) {
                if (!isDigit(text.charAt(i))) {
                    return null;
                }
                number = number * 10 + text.charAt(i) - '0';
            }
        }
        return number < 10_000 ? null : LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
    }

    private LocalDate readParts(String text) {
        int at = 0;
        int day = 0;
        int month = 0;
        int year = 0;
        for (String part : parts) {
            int end = at;
            switch (part) {
                case "MMM" -> {
                    while (end < text.length() && Character.isLetter(text.charAt(end))) {
                        end++;
                    }
                    month = month(text.substring(at, end));
                    if (month == 0) {
                        return null;
                    }
                }
                case "D", "DD", "M", "MM", "YY", "YYYY" -> {
                    boolean exact = parts.size() == 3 || part.charAt(0) == 'Y';
                    int most = exact ? part.length() : 4;
                    while (end < text.length() && isDigit(text.charAt(end)) && end - at < most) {
                        end++;
                    }
                    int length = end - at;
                    boolean isYear = part.charAt(0) == 'Y';
                    boolean fits = exact ? length == part.length() : length == 1 || length == 2;
                    if (!fits) {
                        return null;
                    }
                    int number = Integer.parseInt(text, at, end, 10);
                    if (isYear) {
                        year = length == 2 ? number + (number < 50 ? 2000 : 1900) : number;
                    } else if (part.charAt(0) == 'D') {
                        day = number;
                    } else {
                        month = number;
                    }
                }
                default -> {
                    if (!text.startsWith(part, at)) {
                        return null;
                    }
                    end = at + 1;
                }
            }
            at = end;
        }
        if (at < text.length() || year == 0) {
            return null;
        }
        return LocalDate.of(year, month, day);
    }

    /** The month, from 1, of an English name in any case; 0 when it is none. */
    static int month(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return 1 + Math.max(MONTHS.indexOf(lower), LONG_MONTHS.indexOf(lower));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** With day and month the other way round. */
    DateFormat swapped() {
        return of(pattern.replace('D', '?').replace('M', 'D').replace('?', 'M'));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DateFormat format && pattern.equals(format.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** The last of October 2026, so written. */
    String example() {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(
                    switch (part) {
                        case "D", "DD" -> "31";
                        case "M", "MM" -> "10";
                        case "MMM" -> "Oct";
                        case "YY" -> "26";
                        case "YYYY" -> "2026";
                        default -> part;
                    });
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
