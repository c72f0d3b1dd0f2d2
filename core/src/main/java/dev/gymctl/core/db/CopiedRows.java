package dev.gymctl.core.db;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Streams the rows of a query by PostgreSQL's {@code COPY}: the fastest way out, in constant memory. */
public final class CopiedRows {
    private CopiedRows() {}

    /**
     * Reads them all.
     *
     * @param query trusted SQL without parameters
     * @param reader gets each row's values as PostgreSQL writes them, NULL as null; the array is used again for the next.
     *     When it throws, the rest is not read, and the connection is closed
     * @return how many there are
     */
    public static long read(Connection connection, String query, int columns, Consumer<String[]> reader)
            throws SQLException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT text, ENCODING 'UTF8')");
        String[] values = new String[columns];
        long count = 0;
        try {
            byte[] line = copy.readFromCopy();
            while (line != null) {
                split(line, values);
                reader.accept(values);
                count++;
                line = copy.readFromCopy();
            }
        } finally {
            if (copy.isActive()) {
                // Not cancelled: the request could arrive late, and end whatever the connection does next.
                connection.abort(Runnable::run);
            }
        }
        return count;
    }

    /** Takes a line of the COPY text format apart, which {@link CopyRows} puts together. */
    static void split(byte[] line, String[] values) {
        int from = 0;
        boolean escaped = false;
        int column = 0;
        for (int i = 0; i < line.length; i++) {
            byte b = line[i];
            if (b == '\\') {
                escaped = true;
            } else if (b == '\t' || b == '\n') {
                values[column++] = value(line, from, i, escaped);
                from = i + 1;
                escaped = false;
            }
        }
    }

    private static String value(byte[] line, int from, int to, boolean escaped) {
        if (!escaped) {
            return new String(line, from, to - from, StandardCharsets.UTF_8);
        }
        if (to - from == 2 && line[from + 1] == 'N') {
            return null;
        }
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            bytes[length++] = line[i] == '\\' ? unescaped(line[++i]) : line[i];
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static byte unescaped(byte b) {
        return switch (b) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> b;
        };
    }
}
