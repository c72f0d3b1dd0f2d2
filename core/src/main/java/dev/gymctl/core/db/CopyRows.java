package dev.gymctl.core.db;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams rows into a table by PostgreSQL's {@code COPY}: the fastest way in, in constant memory.
 *
 * <pre>{@code
 * try (CopyRows copy = CopyRows.into(connection, "staging (line, email)")) {
 *     for (CsvRow row : csv) {
 *         copy.row(row.line(), row.email("email"));
 *     }
 *     copy.end();
 * }
 * }</pre>
 *
 * <p>Until {@link #end} or {@link #close} the connection can do nothing else. Closed without {@code end}, nothing is
 * copied and the transaction can only be rolled back.
 */
public final class CopyRows implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder text = new StringBuilder(BUFFER + 1024);

    private CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    /**
     * Begins.
     *
     * @param target the table and its columns, as trusted SQL: {@code staging (line, email)}
     */
    public static CopyRows into(Connection connection, String target) throws SQLException {
        return new CopyRows(connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + target + " FROM STDIN (FORMAT text, ENCODING 'UTF8')"));
    }

    /**
     * Copies a row.
     *
     * @param values in the target's order, as their {@code toString} tells, which PostgreSQL must read as the column's
     *     type; null is NULL
     */
    public void row(Object... values) throws SQLException {
        append(text, values);
        if (text.length() >= BUFFER) {
            send();
        }
    }

    /** Ends the copy and returns the number of rows. */
    public long end() throws SQLException {
        send();
        return copy.endCopy();
    }

    /** Cancels the copy unless it has ended. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void send() throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    /** A line of the COPY text format: tab between values, {@code \N} for NULL, backslash escapes. */
    static void append(StringBuilder line, Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                line.append('\t');
            }
            if (values[i] == null) {
                line.append("\\N");
            } else {
                escape(line, values[i].toString());
            }
        }
        line.append('\n');
    }

    private static void escape(StringBuilder line, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\\' -> line.append("\\\\");
                default -> line.append(c);
            }
        }
    }
}
