package dev.gymctl.core.db;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers that begin with some digits, as the ranges that an index can be asked for: 17, 170 to 179, 1700 to 1799 …
 *
 * @param from the ranges' first numbers, as PostgreSQL writes an array
 * @param to their last ones
 */
public record NumberPrefix(String from, String to) {
    private static final int MOST_DIGITS = 12;

    /** What a query begins with that takes {@link #from} and {@link #to} as its first parameters. */
    public static final String RANGES =
            "unnest(?::text::bigint[], ?::text::bigint[]) with ordinality as range (lo, hi, nth)";

    /** All numbers for an empty prefix, and none for one that is no number. */
    public static NumberPrefix of(String prefix) {
        if (prefix.isEmpty()) {
            return new NumberPrefix("{1}", "{" + Long.MAX_VALUE + "}");
        }
        if (prefix.length() > MOST_DIGITS
                || prefix.charAt(0) == '0'
                || !prefix.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new NumberPrefix("{}", "{}");
        }
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        long first = Long.parseLong(prefix);
        long last = first;
        for (int digits = prefix.length(); digits <= MOST_DIGITS; digits++) {
            from.add(Long.toString(first));
            to.add(Long.toString(last));
            first *= 10;
            last = last * 10 + 9;
        }
        return new NumberPrefix("{" + String.join(",", from) + "}", "{" + String.join(",", to) + "}");
    }
}
