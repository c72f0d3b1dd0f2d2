package dev.gymctl.core.csv;

/**
 * One thing wrong with a file.
 *
 * @param line the physical line, from 1, on which the row begins; 0 when it is about the file as a whole
 * @param column the import's name of the column, or null when it is about the row
 * @param value what stood there, shortened to about 60 characters; or null
 * @param reason why it is refused, lower case, reading on after the value: {@code is not a date as 2026-10-31}
 */
public record Rejection(long line, String column, String value, String reason) {

    /** Keeps no more of the value than a message shows. */
    public Rejection {
        value = value == null ? null : Shown.shortened(value);
    }

    /** {@code file:line: column: "value": reason}, without the parts that are absent and safe for a terminal. */
    String in(String file) {
        StringBuilder text = new StringBuilder(Shown.text(file));
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (column != null) {
            text.append(Shown.text(column)).append(": ");
        }
        if (value != null) {
            text.append('"').append(Shown.text(value)).append("\": ");
        }
        return text.append(reason).toString();
    }
}
