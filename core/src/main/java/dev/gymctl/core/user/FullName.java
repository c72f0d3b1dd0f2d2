package dev.gymctl.core.user;

import dev.gymctl.core.csv.CsvRow;
import java.util.Locale;
import java.util.Set;

/**
 * A name that a file has in one column: {@code First Last} or {@code Last, First}.
 *
 * @param first all but the last word
 * @param last the last word, or what stands before the comma; null for a name of one word
 */
record FullName(String first, String last) {
    private static final String COLUMN = "full_name";
    private static final Set<String> NO_FIRST_NAMES = Set.of("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "md");

    /** The name that a row has in {@code full_name}, or null. */
    static FullName of(CsvRow row) {
        String text = row.text(COLUMN);
        if (text == null) {
            return null;
        }
        int comma = text.indexOf(',');
        if (comma < 0) {
            int blank = lastBlank(text);
            return blank < 0
                    ? new FullName(text, null)
                    : new FullName(text.substring(0, blank).strip(), text.substring(blank + 1));
        }
        String last = text.substring(0, comma).strip();
        String first = text.substring(comma + 1).strip();
        if (first.isEmpty()
                || last.isEmpty()
                || first.indexOf(',') >= 0
                || NO_FIRST_NAMES.contains(first.toLowerCase(Locale.ROOT))) {
            row.reject(COLUMN, "is neither \"First Last\" nor \"Last, First\"");
            return null;
        }
        return new FullName(first, last);
    }

    private static int lastBlank(String text) {
        int at = text.length() - 1;
        while (at >= 0 && !Character.isWhitespace(text.charAt(at)) && !Character.isSpaceChar(text.charAt(at))) {
            at--;
        }
        return at;
    }
}
