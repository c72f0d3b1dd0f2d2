package dev.gymctl.core.importing;

import dev.gymctl.core.audit.Change;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvReader;
import dev.gymctl.core.csv.CsvRow;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.csv.Rejections;
import dev.gymctl.core.db.CopyRows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * One file on its way into the database, inside a change.
 *
 * <p>Its rows wait in a temporary table with the column {@code line}, one column a field, and {@code outcome}, which is
 * {@code same} until the importer's SQL says {@code added} or {@code changed}.
 */
public final class Import {
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    private final Handle handle;
    private final String table;
    private final String file;
    private final String format;
    private final String digest;
    private final Rejections rejections;

    private Import(Handle handle, String table, CsvReader csv, String digest) {
        this.handle = handle;
        this.table = table;
        this.file = csv.rejections().file();
        this.format = csv.format().toString();
        this.digest = digest;
        this.rejections = csv.rejections();
    }

    /**
     * Loads a file into a new temporary table, which is gone at the end of the transaction. Two imports of the same things
     * at once wait for each other here, so that the second finds what the first added.
     *
     * @throws dev.gymctl.core.GymException INVALID with every row and value that cannot be read
     */
    public static Import load(Change change, CsvSource source, String table, List<Field> fields) {
        Handle handle = change.handle();
        handle.execute("select pg_advisory_xact_lock(hashtextextended('gymctl import ' || ?, 0))", table);
        String definitions = fields.stream()
                .map(field -> field.column().name() + " " + field.type())
                .collect(Collectors.joining(", "));
        handle.execute("create temporary table " + table + " (line integer not null, " + definitions
                + ", outcome text not null default 'same') on commit drop");
        String names = fields.stream().map(field -> field.column().name()).collect(Collectors.joining(", "));
        Column[] columns = fields.stream().map(Field::column).toArray(Column[]::new);

        MessageDigest digest = sha256();
        try (CsvReader csv = CsvReader.open(source, columns);
                CopyRows copy = CopyRows.into(handle.getConnection(), table + " (line, " + names + ")")) {
            Object[] values = new Object[fields.size() + 1];
            for (CsvRow row : csv) {
                values[0] = row.line();
                for (int i = 0; i < fields.size(); i++) {
                    values[i + 1] = fields.get(i).value().apply(row);
                }
                digest.update(Arrays.toString(values).getBytes(StandardCharsets.UTF_8));
                if (csv.rejections().count() == 0) {
                    copy.row(values);
                }
            }
            csv.rejections().throwIfAny();
            copy.end();
            handle.execute("analyze " + table);
            return new Import(handle, table, csv, HexFormat.of().formatHex(digest.digest()));
        } catch (SQLException e) {
            throw new IllegalStateException("copying rows failed", e);
        }
    }

    /** Whether a day is one that a gym can mean; the value of the column is rejected otherwise. */
    public static boolean isSensible(CsvRow row, String column, LocalDate day) {
        if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            row.reject(column, "is not between " + EARLIEST + " and " + LATEST);
            return false;
        }
        return true;
    }

    /**
     * Rejects rows by a set-based check.
     *
     * @param query gives line, column, value and reason of each
     */
    public void rejectWhere(String query) {
        handle.createQuery(query)
                .map((row, context) -> {
                    rejections.add(row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
                    return 0;
                })
                .list();
    }

    /** Rejects rows whose key stands in the file before, but for its case. */
    public void rejectRepeated(String column) {
        rejectWhere("""
                select line, '%1$s', %1$s, 'is on line ' || first || ' already'
                from (select line, %1$s, min(line) over (partition by lower(%1$s)) as first from %2$s) seen
                where line > first and %1$s is not null
                order by line
                """.formatted(column, table));
    }

    /** Ends the import with all that was rejected, if anything was. */
    public void throwIfRejected() {
        rejections.throwIfAny();
    }

    /** Counts the outcomes and notes them in the change; a file that changed nothing is not noted. */
    public ImportCounts finish(Change change) {
        ImportCounts counts = handle.createQuery("""
                        select count(*) filter (where outcome = 'added') as added,
                               count(*) filter (where outcome = 'changed') as changed,
                               count(*) filter (where outcome = 'same') as same
                        from <table>
                        """)
                .define("table", table)
                .map((row, context) -> new ImportCounts(
                        file, format, row.getLong("added"), row.getLong("changed"), row.getLong("same")))
                .one();
        if (counts.added() + counts.changed() > 0) {
            change.note("file", file);
            change.note("sha256_of_rows", digest);
            change.note("added", counts.added());
            change.note("changed", counts.changed());
            change.note("same", counts.same());
        }
        return counts;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
