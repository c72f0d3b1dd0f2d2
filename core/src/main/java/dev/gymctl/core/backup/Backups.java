package dev.gymctl.core.backup;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.Progress;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.Schema;
import dev.gymctl.core.db.SqlErrors;
import dev.gymctl.core.file.Sha256;
import dev.gymctl.core.file.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes backups: one file with everything that a gym's database holds, seen at one moment, while others go on working.
 *
 * <p>The schema is not in it (but for pg_dump's), only its version: a restore makes it by the migrations.
 */
public final class Backups {
    private static final String RECORDED = "db backup";

    private final Database database;
    private final Map<String, String> environment;
    private final String program;

    /**
     * Backups of this database.
     *
     * @param environment where PostgreSQL's own programs are looked for
     * @param program this program's version
     */
    public Backups(Database database, Map<String, String> environment, String program) {
        this.database = database;
        this.environment = environment;
        this.program = program;
    }

    /**
     * Makes one.
     *
     * @param replace whether a file that is there is replaced
     * @param way null for pg_dump when it is there and as new as the server, else COPY
     * @param progress told now and then what is under way and how many rows are written, of about how many
     * @throws GymException CONFLICT when the file is there already; INVALID when it cannot be written; UNAVAILABLE when
     *     the database user does not own the schema
     */
    public Backup write(Path file, boolean replace, Way way, Progress progress) {
        try (WholeFile whole = WholeFile.begin(file, replace)) {
            Counting counting = new Counting(whole.out());
            Backup backup = write(file.toString(), counting, way, progress);
            whole.finish();
            return backup;
        }
    }

    /** The same, into a stream that somebody else closes. */
    public Backup write(String name, OutputStream out, Way way, Progress progress) {
        return write(name, new Counting(out), way, progress);
    }

    /**
     * Puts a backup on record, in the audit log, so that anybody can ask how old the last one is. One of an older schema, or
     * of a standby, cannot be.
     */
    public void record(Backup backup, Changes changes) {
        boolean standby;
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
            row.next();
            standby = row.getBoolean(1);
        } catch (SQLException e) {
            throw refusal(e);
        }
        if (!standby && database.status().upToDate()) {
            changes.make(RECORDED, change -> {
                change.note("file", backup.file());
                change.note("way", backup.way());
                change.note("bytes", backup.bytes());
                change.note("sha256", backup.sha256());
                return null;
            });
        }
    }

    /** When the last backup was made that is on record. */
    public static Optional<Instant> last(Database database) {
        return database
                .read(
                        "select recorded_at from audit_log where action = ? order by id desc limit 1",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        RECORDED)
                .stream()
                .findFirst();
    }

    private Backup write(String name, Counting out, Way way, Progress progress) {
        checkSchema();
        try (Connection connection = database.connectAsOwner()) {
            checkOwner(connection);
            Optional<PostgresTools> tools = tools(way, connection.getMetaData().getDatabaseMajorVersion());
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String setting : Catalog.SETTINGS) {
                    statement.execute(setting);
                }
                // Before there is a snapshot: pg_dump would lose the indexes that a first import sets aside meanwhile.
                statement.execute("lock table gymctl.users in access share mode");
            }
            ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16), StandardCharsets.UTF_8);
            Manifest manifest = rows(connection, zip, tools, progress);
            String text = manifest.text();
            entry(zip, BackupFile.MANIFEST, text);
            entry(zip, BackupFile.MANIFEST_DIGEST, Sha256.of(text) + "  " + BackupFile.MANIFEST + "\n");
            zip.finish();
            zip.flush();
            return BackupFile.describe(name, out.count, manifest, Sha256.of(text));
        } catch (SQLException e) {
            throw refusal(e);
        } catch (IOException e) {
            throw new GymException(Kind.INVALID, "cannot write " + name + ": " + e.getMessage(), null, e);
        }
    }

    private void checkSchema() {
        Schema schema = database.status();
        if (schema.version() == 0) {
            throw new GymException(
                    Kind.UNAVAILABLE, "the database " + database.address().display() + " has no gymctl schema");
        }
        refuseNewer(schema);
    }

    static void refuseNewer(Schema schema) {
        if (schema.version() > schema.expected()) {
            throw new GymException(
                    Kind.UNAVAILABLE,
                    "the database schema is version %d, newer than this program's %d"
                            .formatted(schema.version(), schema.expected()),
                    "use a newer gymctl");
        }
    }

    /** The tables hold what the program's own role may not see. */
    static void checkOwner(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select pg_get_userbyid(nspowner), current_user from pg_namespace
                        where nspname = 'gymctl' and not pg_has_role(nspowner, 'usage')""")) {
            if (row.next()) {
                throw new GymException(
                        Kind.UNAVAILABLE,
                        "backups are the schema owner's business, who is %s and not %s"
                                .formatted(row.getString(1), row.getString(2)),
                        "name that user in the database's URL");
            }
        }
    }

    private Optional<PostgresTools> tools(Way way, int server) {
        if (way == Way.COPY) {
            return Optional.empty();
        }
        Optional<PostgresTools> tools = PostgresTools.find(environment);
        if (tools.isPresent() && tools.get().major() >= server) {
            return tools;
        }
        if (way == null) {
            return Optional.empty();
        }
        throw new GymException(
                Kind.UNAVAILABLE,
                tools.map(found -> "pg_dump is of PostgreSQL %d, older than the server's %d"
                                .formatted(found.major(), server))
                        .orElse("there are not pg_dump, pg_restore and psql on the PATH"),
                "without --way, gymctl does it by COPY");
    }

    private Manifest rows(Connection connection, ZipOutputStream zip, Optional<PostgresTools> tools, Progress progress)
            throws SQLException, IOException {
        Catalog catalog = Catalog.read(connection);
        SortedMap<String, Manifest.Rows> tables = new TreeMap<>();
        long done = 0;
        long total =
                catalog.tables().stream().mapToLong(Catalog.Table::estimate).sum();
        for (Catalog.Table table : catalog.tables()) {
            OutputStream out = OutputStream.nullOutputStream();
            if (tools.isEmpty()) {
                zip.putNextEntry(new ZipEntry(BackupFile.entry(table.name())));
                out = zip;
            }
            Manifest.Rows rows = TableRows.read(connection, table, out);
            if (tools.isEmpty()) {
                zip.closeEntry();
            }
            tables.put(table.name(), rows);
            done += rows.count();
            progress.at("rows backed up", done, total);
        }
        String dump = tools.isPresent() ? dump(connection, zip, tools.get()) : null;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select now(), current_setting('server_version')")) {
            row.next();
            return new Manifest(
                    tools.isPresent() ? Way.PG_DUMP : Way.COPY,
                    row.getObject(1, OffsetDateTime.class),
                    program,
                    row.getString(2),
                    catalog.migrations(),
                    catalog.nextValues(connection),
                    tables,
                    dump);
        }
    }

    /** In the same snapshot. */
    private String dump(Connection connection, ZipOutputStream zip, PostgresTools tools)
            throws SQLException, IOException {
        String snapshot;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_export_snapshot()")) {
            row.next();
            snapshot = row.getString(1);
        }
        MessageDigest digest = Sha256.begin();
        zip.putNextEntry(new ZipEntry(BackupFile.DUMP));
        try (PostgresTools.Running dumping = tools.dump(database.address(), snapshot)) {
            dumping.process().getInputStream().transferTo(new DigestOutputStream(zip, digest));
            dumping.succeed();
        }
        zip.closeEntry();
        return Sha256.end(digest);
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    static RuntimeException refusal(SQLException e) {
        GymException translated = SqlErrors.translate(e);
        return translated != null ? translated : new IllegalStateException(e);
    }

    /** Counts what went through. */
    private static final class Counting extends OutputStream {
        private final OutputStream out;
        private long count;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
