package dev.gymctl.core.db;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams rows into a table by PostgreSQL's {@code COPY}: the fastest way in, in constant memory.
 *
 * <pre>{@code
 * try (CopyRows copy = CopyRows.into(connection, "staging (line, email)", digest)) {
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
    private final MessageDigest digest;
    private final Lines lines = new Lines();

    private CopyRows(CopyIn copy, MessageDigest digest) {
        this.copy = copy;
        this.digest = digest;
    }

    /**
     * Begins.
     *
     * @param target the table and its columns, as trusted SQL: {@code staging (line, email)}
     * @param digest is fed with all that is copied
     */
    public static CopyRows into(Connection connection, String target, MessageDigest digest) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + target + " FROM STDIN (FORMAT text, ENCODING 'UTF8')");
        return new CopyRows(copy, digest);
    }

    /**
     * Copies a row.
     *
     * @param values in the target's order, as their {@code toString} tells, which PostgreSQL must read as the column's
     *     type; null is NULL
     */
    public void row(Object... values) throws SQLException {
        lines.append(values);
        if (lines.length >= BUFFER) {
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
        digest.update(lines.bytes, 0, lines.length);
        copy.writeToCopy(lines.bytes, 0, lines.length);
        lines.length = 0;
    }

    /**
     * Lines of the COPY text format in UTF-8: tab between values, {@code \N} for NULL, backslash escapes. Bytes from the
     * start, for in a string of all rows one letter that is not Latin makes every other cost twice.
     */
    static final class Lines {
        private byte[] bytes = new byte[BUFFER + 1024];
        private int length;

        void append(Object... values) {
            for (int i = 0; i < values.length; i++) {
                if (i > 0) {
                    add('\t');
                }
                if (values[i] == null) {
                    add('\\');
                    add('N');
                } else {
                    append(text(values[i]));
                }
            }
            add('\n');
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, length);
        }

        /** An instant's own text costs four times as much. */
        private static String text(Object value) {
            return value instanceof Instant instant
                    ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) + "Z"
                    : value.toString();
        }

        private void append(String value) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c >= 0x80) {
                    for (byte b : value.substring(i).getBytes(StandardCharsets.UTF_8)) {
                        escape(b);
                    }
                    return;
                }
                escape(c);
            }
        }

        private void escape(int b) {
            switch (b) {
                case '\t' -> escaped('t');
                case '\n' -> escaped('n');
                case '\r' -> escaped('r');
                case '\\' -> escaped('\\');
                default -> add(b);
            }
        }

        private void escaped(char letter) {
            add('\\');
            add(letter);
        }

        private void add(int b) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) b;
        }
    }
}
