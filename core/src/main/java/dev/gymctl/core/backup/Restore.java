package dev.gymctl.core.backup;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.Progress;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.Schema;
import dev.gymctl.core.file.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Brings a backup back into an empty database: all of it, verified, in one transaction, or nothing.
 *
 * <p>The schema is made by the migrations at the version that it had, filled, and then migrated to this program's. What
 * is empty is a database in which nothing was ever recorded; what the migrations themselves put there does not count.
 *
 * <p>What opened the gym on the day of the backup does not open it again: sessions, service tokens and one-time codes are
 * revoked, while passwords hold. The audit log goes on with a row that says who restored what.
 */
public final class Restore implements AutoCloseable {
    /** What the migrations fill, and nobody without leaving a row in the audit log. */
    private static final Set<String> SEEDED = Set.of("gymctl.gym", "gymctl.accounts", "gymctl.audit_head");

    private static final String DROP_SCHEMAS = "drop schema if exists compat, batch, gymctl cascade";

    private final BackupFile file;
    private final Database database;
    private final Map<String, String> environment;
    private final Operator operator;

    private Restore(BackupFile file, Database database, Map<String, String> environment, Operator operator) {
        this.file = file;
        this.database = database;
        this.environment = environment;
        this.operator = operator;
    }

    /**
     * Opens a backup and reads all of it, to see that it is whole; the database is not asked for anything.
     *
     * @param name of the file as the person gave it
     * @param environment where PostgreSQL's own programs are looked for, which a backup by pg_dump needs
     * @param operator who restores it, for the audit log
     * @throws GymException INVALID when it is no backup, damaged, or of a newer schema than this program's; NOT_FOUND
     */
    public static Restore of(
            Path file, String name, Database database, Map<String, String> environment, Operator operator) {
        BackupFile opened = BackupFile.open(file, name);
        try {
            int version = opened.manifest().schemaVersion();
            if (version > Schema.VERSION) {
                throw new GymException(
                        Kind.INVALID,
                        "%s is of schema version %d, newer than this program's %d"
                                .formatted(name, version, Schema.VERSION),
                        "use a newer gymctl");
            }
            opened.verify();
            return new Restore(opened, database, environment, operator);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** What is to be restored. */
    public Backup backup() {
        return file.backup();
    }

    /**
     * Looks whether it could be done; starts the embedded server, and changes nothing.
     *
     * @throws GymException CONFLICT when the database is not empty, saying what is there; UNAVAILABLE when the programs
     *     are missing that a backup by pg_dump needs
     */
    public void check() {
        if (file.manifest().way() == Way.PG_DUMP) {
            tools();
        }
        if (database.isMissing()) {
            return;
        }
        Backups.refuseNewer(database.status());
        try (Connection connection = database.connectAsOwner()) {
            Backups.checkOwner(connection);
            refuseUnlessEmpty(connection, Catalog.read(connection));
        } catch (SQLException e) {
            throw Backups.refusal(e);
        }
    }

    /**
     * Does it. A database beside the gym's own on the embedded server is made if it is not there.
     *
     * @param progress told what is under way and how many rows are there, of how many
     * @throws GymException CONFLICT when the database is not empty; then, and whenever it fails, it is as before
     */
    public void run(Progress progress) {
        boolean made = database.makeIfMissing();
        boolean done = false;
        int before = 0;
        try {
            check();
            before = database.status().version();
            if (file.manifest().way() == Way.PG_DUMP) {
                prepare(Schema.VERSION);
                loadDump(progress);
            } else {
                prepare(file.manifest().schemaVersion());
                loadRows(progress);
            }
            done = true;
        } catch (SQLException e) {
            throw Backups.refusal(e);
        } catch (IOException e) {
            throw file.damaged(String.valueOf(e.getMessage()));
        } finally {
            if (!done) {
                putBack(made, before);
            }
        }
        database.migrate();
        analyze();
    }

    /** Gives the empty database the schema of this version. */
    private void prepare(int version) throws SQLException {
        int found = database.status().version();
        if (found > version) {
            try (Connection connection = database.connectAsOwner()) {
                connection.setAutoCommit(false);
                Catalog catalog = Catalog.read(connection);
                execute(connection, catalog.lockAll());
                refuseUnlessEmpty(connection, catalog);
                dropSchemas(connection);
                connection.commit();
            }
        }
        if (found != version) {
            database.migrateTo(version);
        }
    }

    /** After a failure: what was done before the transaction is taken back, unless that fails too. */
    private void putBack(boolean made, int before) {
        try {
            if (made) {
                database.dropMade();
            } else if (database.status().version() != before) {
                try (Connection connection = database.connectAsOwner()) {
                    connection.setAutoCommit(false);
                    refuseUnlessEmpty(connection, Catalog.read(connection));
                    dropSchemas(connection);
                    connection.commit();
                }
                if (before > 0) {
                    database.migrateTo(before);
                }
            }
        } catch (SQLException | RuntimeException e) {
            // It is empty all the same, with an older schema: the next command migrates it, or says what to do.
        }
    }

    private static void dropSchemas(Connection connection) throws SQLException {
        execute(connection, DROP_SCHEMAS);
    }

    private static void refuseUnlessEmpty(Connection connection, Catalog catalog) throws SQLException {
        List<String> filled = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (Catalog.Table table : catalog.tables()) {
                if (!SEEDED.contains(table.name())) {
                    try (ResultSet row = statement.executeQuery("select count(*) from " + table.name())) {
                        row.next();
                        if (row.getLong(1) > 0) {
                            filled.add(row.getLong(1) + " " + table.name().replaceFirst("^gymctl\\.", ""));
                        }
                    }
                }
            }
        }
        if (!filled.isEmpty()) {
            throw new GymException(
                    Kind.CONFLICT,
                    "the database is not empty: " + String.join(", ", filled),
                    "restore into an empty one; --url embedded:gymctl_restored makes one beside the gym's own");
        }
    }

    private void checkMigrations(Catalog catalog) {
        SortedMap<Integer, String> backedUp = file.manifest().migrations();
        boolean same = backedUp.entrySet().stream()
                .allMatch(migration ->
                        migration.getValue().equals(catalog.migrations().get(migration.getKey())));
        if (!same) {
            throw new GymException(
                    Kind.INVALID,
                    "the backup was made by another build of gymctl, with other migrations",
                    "restore it with the gymctl that made it, "
                            + file.manifest().program());
        }
    }

    /**
     * The last statement before the commit, when all is known to be as it was: revokes what opened the gym, and says so in
     * the audit log. A schema of before there were sessions has none to revoke.
     */
    private String lastWords() {
        boolean hasSessions = file.manifest().tables().containsKey("gymctl.sessions");
        return """
                with sessions as (%s), codes as (%s)
                select gymctl.audit_append(null, %s, 'db restore', jsonb_object(
                    array['file', 'sha256', 'made_at', 'rows', 'revoked_sessions', 'revoked_codes'],
                    array[%s, %s, %s, '%d', (select count(*) from sessions)::text, (select count(*) from codes)::text]))""".formatted(
                        hasSessions
                                ? "update gymctl.sessions set revoked_at = now() where revoked_at is null returning id"
                                : "select where false",
                        hasSessions
                                ? "delete from gymctl.logins where one_time_until is not null returning user_id"
                                : "select where false",
                        literal(operator.name()),
                        literal(backup().file()),
                        literal(backup().sha256()),
                        literal(backup().madeAt().toString()),
                        backup().rows());
    }

    /** Text as SQL, for psql as well, which knows no parameters. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    // By COPY --------------------------------------------------------------------------------------------------------

    /**
     * Everything within one transaction, in which nobody else sees the tables. The triggers, which keep facts from being
     * written as they are here, are off in this transaction alone. Foreign keys are dropped and made again, which checks
     * all rows of a table at once.
     */
    private void loadRows(Progress progress) throws SQLException, IOException {
        try (Connection connection = database.connectAsOwner()) {
            connection.setAutoCommit(false);
            Catalog catalog = Catalog.read(connection);
            checkMigrations(catalog);
            checkTables(catalog);
            for (String setting : Catalog.SETTINGS) {
                execute(connection, setting);
            }
            execute(connection, catalog.lockAll());
            refuseUnlessEmpty(connection, catalog);

            List<String> again = new ArrayList<>();
            takeAway(connection, FOREIGN_KEYS, again);
            takeAway(connection, TRIGGERS, again);
            for (Catalog.Table table : catalog.tables()) {
                execute(connection, "delete from " + table.name());
            }
            long done = 0;
            for (Catalog.Table table : catalog.tables()) {
                try (InputStream rows = file.open(BackupFile.entry(table.name()))) {
                    TableRows.write(connection, table, rows);
                }
                done += file.manifest().tables().get(table.name()).count();
                progress.at("rows restored", done, rows());
            }
            for (String sequence : catalog.sequences()) {
                Long next = file.manifest().sequences().get(sequence);
                if (next == null) {
                    throw file.damaged("the sequence " + sequence + " is missing");
                }
                execute(connection, "alter sequence " + sequence + " restart with " + next);
            }
            for (String statement : again) {
                execute(connection, statement);
            }
            for (Catalog.Table table : catalog.tables()) {
                verify(table.name(), TableRows.read(connection, table, OutputStream.nullOutputStream()));
            }
            execute(connection, lastWords());
            connection.commit();
        }
    }

    private void checkTables(Catalog catalog) {
        SortedMap<String, Manifest.Rows> backedUp = file.manifest().tables();
        boolean same = catalog.tables().size() == backedUp.size()
                && catalog.tables().stream()
                        .allMatch(table -> backedUp.containsKey(table.name())
                                && backedUp.get(table.name()).columns().equals(table.columns()));
        if (!same) {
            throw file.damaged("its tables are not those of schema version "
                    + file.manifest().schemaVersion());
        }
    }

    private void verify(String table, Manifest.Rows restored) {
        Manifest.Rows backedUp = file.manifest().tables().get(table);
        if (!restored.equals(backedUp)) {
            throw new GymException(
                    Kind.CONFLICT,
                    "%s would not be as it was: it has %d rows, and the backup %s"
                            .formatted(
                                    table,
                                    restored.count(),
                                    backedUp == null ? "none" : backedUp.count() + ", or others"),
                    "nothing was restored; please report it");
        }
    }

    private static final String FOREIGN_KEYS = """
            select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                   format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            from pg_constraint
            where contype = 'f' and conparentid = 0
              and connamespace in (select oid from pg_namespace where nspname in ('gymctl', 'batch'))
            order by conrelid, conname""";

    private static final String TRIGGERS = """
            select format('alter table %s disable trigger %I', tgrelid::regclass, tgname),
                   format('alter table %s enable %s trigger %I', tgrelid::regclass,
                          case tgenabled when 'A' then 'always' when 'R' then 'replica' end, tgname)
            from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where not tgisinternal and tgenabled <> 'D'
              and c.relnamespace in (select oid from pg_namespace where nspname in ('gymctl', 'batch'))
            order by tgrelid, tgname""";

    /**
     * Executes the first column of the query's rows.
     *
     * @param again gets the second, which makes it as it was
     */
    private static void takeAway(Connection connection, String query, List<String> again) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                statements.add(row.getString(1));
                again.add(row.getString(2));
            }
        }
        for (String statement : statements) {
            execute(connection, statement);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    // By pg_restore --------------------------------------------------------------------------------------------------

    private PostgresTools tools() {
        String madeBy = file.manifest().postgres();
        int needed = Integer.parseInt(madeBy.replaceFirst("\\D.*", ""));
        Optional<PostgresTools> tools = PostgresTools.find(environment);
        return tools.filter(found -> found.major() >= needed)
                .orElseThrow(() -> new GymException(
                        Kind.UNAVAILABLE,
                        "the backup was made by pg_dump of PostgreSQL %d or newer, and there are no pg_restore and psql of such a version on the PATH"
                                .formatted(needed),
                        "install PostgreSQL's client programs; gymctl db backup --way=copy makes backups without"));
    }

    /** psql runs what pg_restore makes of the dump, and gives the rows back before it is told to commit. */
    private void loadDump(Progress progress) throws SQLException, IOException {
        List<Catalog.Table> tables;
        String lockAll;
        try (Connection connection = database.connectAsOwner()) {
            Catalog catalog = Catalog.read(connection);
            checkMigrations(catalog);
            tables = catalog.tables();
            lockAll = catalog.lockAll();
        }
        PostgresTools tools = tools();
        try (PostgresTools.Running session = tools.session(database.address());
                PostgresTools.Running script = tools.script(database.address())) {
            script.feed(file.open(BackupFile.DUMP));
            try (OutputStream in = session.process().getOutputStream()) {
                say(in, "begin;\n" + lockAll + ";\n" + guard(tables) + DROP_SCHEMAS + ";\n");
                script.process().getInputStream().transferTo(in);
                script.succeed();
                say(in, String.join(";\n", Catalog.SETTINGS) + ";\nselect '" + Catalog.END_OF_ROWS + "';\n");
                say(in, Catalog.COPY_ALL);
                say(in, "select '" + Catalog.END_OF_ROWS + "';\n");
                verifyDump(session.process().getInputStream(), progress);
                say(in, lastWords() + ";\ncommit;\n");
            } catch (IOException e) {
                throw session.failure(e);
            }
            session.succeed();
        }
    }

    /** How many there are in the file. */
    private long rows() {
        return file.manifest().tables().values().stream()
                .mapToLong(Manifest.Rows::count)
                .sum();
    }

    private static void say(OutputStream in, String sql) throws IOException {
        in.write(sql.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** The rows that psql gives back, table by table; what it said before them is of no interest. */
    private void verifyDump(InputStream said, Progress progress) throws IOException {
        Lines lines = new Lines(said);
        lines.untilMark(null);
        Set<String> seen = new HashSet<>();
        long done = 0;
        while (true) {
            MessageDigest digest = Sha256.begin();
            long count = lines.untilMark(digest);
            String[] table = lines.mark().split(" ", 2);
            if (table.length < 2) {
                break;
            }
            verify(table[0], new Manifest.Rows(table[1], count, Sha256.end(digest)));
            seen.add(table[0]);
            done += count;
            progress.at("rows restored", done, rows());
        }
        for (String table : file.manifest().tables().keySet()) {
            if (!seen.contains(table)) {
                throw file.damaged(table + " is missing");
            }
        }
    }

    private static String guard(List<Catalog.Table> tables) {
        StringBuilder guard = new StringBuilder("do $$ begin if false");
        for (Catalog.Table table : tables) {
            if (!SEEDED.contains(table.name())) {
                guard.append(" or exists (select from ").append(table.name()).append(')');
            }
        }
        return guard.append(" then raise 'the database is not empty any more'; end if; end $$;\n")
                .toString();
    }

    /** Lines of COPY's text format, up to one that begins with {@link Catalog#END_OF_ROWS}. */
    private static final class Lines {
        private final InputStream in;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);

        Lines(InputStream in) {
            this.in = new BufferedInputStream(in, 1 << 16);
        }

        /**
         * Reads on.
         *
         * @param digest gets the bytes of the lines before; may be null
         * @return how many lines there are before
         */
        long untilMark(MessageDigest digest) throws IOException {
            long count = 0;
            while (true) {
                line.reset();
                int b = in.read();
                while (b >= 0 && b != '\n') {
                    line.write(b);
                    b = in.read();
                }
                if (b < 0) {
                    throw new EOFException("psql ended early");
                }
                byte[] bytes = line.toByteArray();
                if (bytes.length > 1 && bytes[0] == '\\' && bytes[1] == '.') {
                    return count;
                }
                count++;
                if (digest != null) {
                    digest.update(bytes);
                    digest.update((byte) '\n');
                }
            }
        }

        /** What the mark's line says after it. */
        String mark() {
            return line.toString(StandardCharsets.UTF_8).substring(Catalog.END_OF_ROWS.length());
        }
    }

    private void analyze() {
        try (Connection connection = database.connectAsOwner()) {
            for (Catalog.Table table : Catalog.read(connection).tables()) {
                execute(connection, "analyze " + table.name());
            }
        } catch (SQLException e) {
            throw Backups.refusal(e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
