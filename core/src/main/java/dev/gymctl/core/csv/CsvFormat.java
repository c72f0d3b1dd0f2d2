package dev.gymctl.core.csv;

import java.nio.charset.Charset;

/**
 * How a file turned out to be written.
 *
 * @param encoding the characters' encoding
 * @param byteOrderMark whether the file begins with one
 * @param delimiter what separates the fields: comma, semicolon, tab or bar
 */
public record CsvFormat(Charset encoding, boolean byteOrderMark, char delimiter) {

    /** As shown to people: {@code UTF-8, separated by comma}. */
    @Override
    public String toString() {
        String name = switch (delimiter) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "bar";
            default -> String.valueOf(delimiter);
        };
        return encoding.name() + (byteOrderMark ? " with byte order mark" : "") + ", separated by " + name;
    }
}
