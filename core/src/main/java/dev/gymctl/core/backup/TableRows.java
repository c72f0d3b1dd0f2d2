package dev.gymctl.core.backup;

import dev.gymctl.core.file.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** A table's rows out of the database and into it, by COPY, in constant memory. */
final class TableRows {
    private static final int BUFFER = 1 << 16;

    private TableRows() {}

    /** Writes them, and counts and digests what was written. */
    static Manifest.Rows read(Connection connection, Catalog.Table table, OutputStream out)
            throws SQLException, IOException {
        MessageDigest digest = Sha256.begin();
        OutputStream buffered = new BufferedOutputStream(new DigestOutputStream(out, digest), BUFFER);
        long count = copyManager(connection).copyOut("copy (" + table.rows() + ") to stdout", buffered);
        buffered.flush();
        return new Manifest.Rows(table.columns(), count, Sha256.end(digest));
    }

    /** Adds the rows that {@link #read} wrote. */
    static void write(Connection connection, Catalog.Table table, InputStream rows) throws SQLException, IOException {
        copyManager(connection).copyIn("copy " + table.name() + " (" + table.columns() + ") from stdin", rows, BUFFER);
    }

    private static CopyManager copyManager(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
