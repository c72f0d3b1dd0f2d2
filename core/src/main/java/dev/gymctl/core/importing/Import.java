package dev.gymctl.core.importing;

import dev.gymctl.core.audit.Change;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvReader;
import dev.gymctl.core.csv.CsvRow;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.csv.Rejections;
import dev.gymctl.core.csv.RejectsFile;
import dev.gymctl.core.db.CopyRows;
import dev.gymctl.core.file.Sha256;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * One file on its way into the database, inside a change.
 *
 * <p>Its rows wait in a temporary table with the column {@code line}, one column a field, and {@code outcome}, which is
 * {@code same} until the importer's SQL says {@code added} or {@code changed}. A row that cannot be taken refuses the file;
 * or, where the {@linkplain CsvSource#rejects source} says so, it leaves the table and goes to the file of rejected rows.
 * Every row that was read is accounted for at the end.
 */
public final class Import {
    private static final int FETCHED_AT_ONCE = 1000;

    private final Handle handle;
    private final String table;
    private final CsvReader csv;
    private final RejectsFile rejects;
    private final String digest;
    private final Rejections rejections;
    private long rejected;
    private long merged;
    private long skipped;

    private Import(Handle handle, String table, CsvReader csv, RejectsFile rejects, String digest, long rejected) {
        this.handle = handle;
        this.table = table;
        this.csv = csv;
        this.rejects = rejects;
        this.digest = digest;
        this.rejections = csv.rejections();
        this.rejected = rejected;
    }

    /**
     * Loads a file into a new temporary table, which is gone at the end of the transaction. Two imports of the same things
     * at once wait for each other here, so that the second finds what the first added.
     *
     * @throws dev.gymctl.core.GymException INVALID with every row and value that cannot be read
     */
    public static Import load(Change change, CsvSource source, String table, List<Field> fields) {
        Handle handle = change.handle();
        RejectsFile rejects = source.rejects();
        boolean skipping = rejects != null;
        // For its checks group all rows: a million must not spill to the disk. A small sample tells what these are
        // like.
        handle.execute("set local work_mem = '64MB'");
        handle.execute("set local default_statistics_target = 10");
        lock(handle, table);
        String definitions = fields.stream()
                .map(field -> field.column().name() + " " + field.type())
                .collect(Collectors.joining(", "));
        handle.execute("create temporary table " + table + " (line integer not null, " + definitions
                + ", outcome text not null default 'same'" + (skipping ? ", reason text, raw text" : "")
                + ") on commit drop");
        String names = fields.stream().map(field -> field.column().name()).collect(Collectors.joining(", "));
        Column[] columns = fields.stream().map(Field::column).toArray(Column[]::new);

        MessageDigest digest = Sha256.begin();
        long rejected = 0;
        try (CsvReader csv = CsvReader.open(source, columns)) {
            String target = table + " (line, " + names + (skipping ? ", reason, raw)" : ")");
            try (CopyRows copy = CopyRows.into(handle.getConnection(), target, digest)) {
                Object[] values = new Object[fields.size() + (skipping ? 3 : 1)];
                for (CsvRow row : csv) {
                    values[0] = row.line();
                    for (int i = 0; i < fields.size(); i++) {
                        values[i + 1] =
                                row.isRagged() ? null : fields.get(i).value().apply(row);
                    }
                    if (skipping && finishRow(row, values)) {
                        rejected++;
                    }
                    if (skipping || csv.rejections().count() == 0) {
                        copy.row(values);
                    }
                }
                if (csv.rejectDoubtfulDates() || !skipping) {
                    csv.rejections().throwIfAny();
                }
                copy.end();
            }
            if (skipping) {
                setRejectedApart(handle, table, rejected);
            }
            handle.execute("analyze " + table);
            Import loaded = new Import(handle, table, csv, rejects, Sha256.end(digest), rejected);
            loaded.settleDates(fields);
            return loaded;
        } catch (SQLException e) {
            throw new IllegalStateException("copying rows failed", e);
        }
    }

    /** How many rows the file has. */
    public long rowsRead() {
        return csv.rowsRead();
    }

    /** Waits for imports into the same temporary table, and for their undoing, until the transaction's end. */
    static void lock(Handle handle, String table) {
        handle.execute("select pg_advisory_xact_lock(hashtextextended('gymctl import ' || ?, 0))", table);
    }

    /** Adds to a row's values why it is rejected, if it is, and how it stands in the file. */
    private static boolean finishRow(CsvRow row, Object[] values) {
        String reasons = row.reasons();
        boolean bad = !reasons.isEmpty();
        if (bad) {
            Arrays.fill(values, 1, values.length, null);
        }
        values[values.length - 2] = bad ? reasons : null;
        // A database's text has no NUL.
        values[values.length - 1] = row.asText().replace("\\", "\\\\").replace("\0", "\\0");
        return bad;
    }

    private static void setRejectedApart(Handle handle, String table, long rejected) {
        handle.execute("create temporary table " + table + "_rejected on commit drop as select line, reason, raw from "
                + table + " where reason is not null");
        if (rejected > 0) {
            handle.execute("delete from " + table + " where reason is not null");
        }
    }

    /** Days read while it was not settled how: puts them right, and checks what could not be checked before. */
    private void settleDates(List<Field> fields) {
        for (CsvReader.DoubtfulDates dates : csv.doubtfulDates()) {
            Field field = fields.stream()
                    .filter(f -> f.column().name().equals(dates.column()))
                    .findFirst()
                    .orElseThrow();
            String column = dates.column();
            boolean moment = field.type().equals("timestamptz");
            String day = moment ? "local_date(" + column + ")" : column;
            if (dates.swapped()) {
                String swapped = "make_date(extract(year from %1$s)::integer, extract(day from %1$s)::integer, "
                        + "extract(month from %1$s)::integer)";
                String value = moment
                        ? "(" + swapped.formatted(day) + " + (" + column
                                + " at time zone gym.zone)::time) at time zone gym.zone"
                        : swapped.formatted(day);
                handle.execute(
                        "update " + table + " set " + column + " = " + value + " from gym where line < ?",
                        dates.before());
            }
            if (field.days() != null) {
                rejectWhere("""
                        select line, '%1$s', %2$s::text, '%3$s' from %4$s
                        where line < %5$d and not %2$s between date '%6$s' and date '%7$s' order by line
                        """.formatted(
                                column,
                                day,
                                field.days().reason().replace("'", "''"),
                                table,
                                dates.before(),
                                field.days().first(),
                                field.days().last()));
            }
        }
    }

    /** Whether a day is one that a gym can mean; the value of the column is rejected otherwise. */
    public static boolean isSensible(CsvRow row, String column, LocalDate day) {
        return Field.isAmong(row, column, day, Field.Days.SENSIBLE);
    }

    /**
     * Rejects rows by a set-based check.
     *
     * @param query gives line, column, value and reason of each
     */
    public void rejectWhere(String query) {
        rejectWhere(query, null);
    }

    /**
     * Rejects rows by a set-based check.
     *
     * @param query gives line, column, value and reason of each
     * @param hint the next step, if any row is rejected; null for none
     */
    public void rejectWhere(String query, String hint) {
        long before = rejections.count();
        if (rejects == null) {
            note(query);
        } else {
            handle.execute("create temporary table found (line, field, value, reason) on commit drop as " + query);
            note("select line, field, value, reason from found order by line");
            rejected += remove("""
                    with removed as (delete from %1$s where line in (select line from found) returning line, raw)
                    insert into %1$s_rejected
                    select line,
                           (select string_agg(concat_ws(': ', f.field::text, f.reason), '; ') from found f where f.line = r.line),
                           raw
                    from removed r
                    """.formatted(table));
            handle.execute("drop table found");
        }
        if (hint != null && rejections.count() > before) {
            rejections.hint(hint);
        }
    }

    private void note(String query) {
        handle.createQuery(query)
                .setFetchSize(FETCHED_AT_ONCE)
                .map((row, context) -> {
                    rejections.add(row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
                    return 0;
                })
                .forEach(row -> {});
    }

    /** Rejects rows whose key stands in the file before, but for its case. */
    public void rejectRepeated(String column) {
        rejectRepeated(column, "true");
    }

    /**
     * Keeps what rows are like before the importer's SQL changes them, so that an undo can restore them. What was
     * remembered before stays so.
     *
     * @param keys a query of the keys, as {@code kind} has them
     */
    public void remember(ImportKind kind, String keys) {
        handle.execute("create temporary table if not exists " + table
                + "_before (key bigint primary key, image jsonb not null) on commit drop");
        handle.execute("insert into %1$s_before select key, image from %2$s where key in (%3$s) on conflict do nothing"
                .formatted(table, kind.view(), keys));
    }

    /**
     * Makes the temporary table {@code repeated_COLUMN}: each {@code value}, in lower case, that several rows have by now.
     * By their hashes first, because a million texts would not fit into memory.
     */
    public void findRepeated(String column) {
        handle.execute("""
                create temporary table if not exists repeated_%1$s on commit drop as
                select lower(%1$s) as value from %2$s
                where hashtextextended(lower(%1$s), 0) in (
                    select hashtextextended(lower(%1$s), 0) from %2$s where %1$s is not null group by 1 having count(*) > 1)
                group by 1 having count(*) > 1
                """.formatted(column, table));
    }

    /** The same among the rows that meet a condition. */
    public void rejectRepeated(String column, String condition) {
        findRepeated(column);
        rejectWhere("""
                select line, '%1$s', %1$s, 'is on line ' || first || ' already'
                from (select line, %1$s, min(line) over (partition by lower(%1$s)) as first from %2$s
                      where lower(%1$s) in (select value from repeated_%1$s) and %3$s) seen
                where line > first
                order by line
                """.formatted(column, table, condition));
    }

    /** Leaves rows out that were made part of another row of the same person. */
    public void leaveOutMerged(String condition) {
        merged += remove("delete from " + table + " where " + condition);
    }

    /** Leaves rows out that the person does not want to be taken. */
    public void leaveOutSkipped(String condition) {
        skipped += remove("delete from " + table + " where " + condition);
    }

    private long remove(String delete) {
        return handle.execute(delete);
    }

    /** Whether a person may have several rows in this file. */
    public boolean hasSeveralLines() {
        return csv.profile() != null && csv.profile().severalLines();
    }

    /** Ends the import with all that was rejected, if anything was and such rows are not skipped. */
    public void throwIfRejected() {
        if (rejects == null) {
            rejections.throwIfAny();
        }
    }

    /**
     * Counts the outcomes, records what was added and changed, and notes it in the change; a file that changed nothing is
     * neither recorded nor noted.
     *
     * @param key the column with the id of what each row became, as {@code kind} has it
     */
    public ImportCounts finish(Change change, ImportKind kind, String key) {
        ImportCounts counts = counted();
        if (counts.added() + counts.changed() == 0) {
            return counts;
        }
        long id = record(change, kind, key, counts);
        change.note("import", id);
        note(change, counts);
        return counts.recordedAs(id);
    }

    /** The same without recording it: for what is not undone as a whole. */
    public ImportCounts finish(Change change) {
        ImportCounts counts = counted();
        if (counts.added() + counts.changed() > 0) {
            note(change, counts);
        }
        return counts;
    }

    private void note(Change change, ImportCounts counts) {
        change.note("file", rejections.file());
        change.note("sha256_of_rows", digest);
        change.note("added", counts.added());
        change.note("changed", counts.changed());
        change.note("same", counts.same());
        if (rejected > 0) {
            change.note("rejected", rejected);
        }
    }

    private ImportCounts counted() {
        ImportCounts counts = handle.createQuery("""
                        select count(*) filter (where outcome = 'added') as added,
                               count(*) filter (where outcome = 'changed') as changed,
                               count(*) filter (where outcome = 'same') as same
                        from <table>
                        """)
                .define("table", table)
                .map((row, context) -> new ImportCounts(
                        null,
                        rejections.file(),
                        csv.format().toString(),
                        csv.profile() == null ? null : csv.profile().name(),
                        csv.leftAlone(),
                        row.getLong("added"),
                        row.getLong("changed"),
                        row.getLong("same"),
                        merged,
                        skipped,
                        rejected,
                        rejected == 0 ? null : rejections.listed()))
                .one();
        if (counts.rows() != csv.rowsRead()) {
            throw new IllegalStateException(
                    counts.rows() + " rows are accounted for, " + csv.rowsRead() + " were read: " + counts);
        }
        writeRejects();
        return counts;
    }

    /** A row that this transaction wrote and that was not remembered is new: then there is no {@code before}. */
    private long record(Change change, ImportKind kind, String key, ImportCounts counts) {
        remember(kind, "select null::bigint"); // there is something to join, at least
        handle.execute("analyze " + table + " (outcome, " + key + ")"); // else it seems that no row has an outcome
        long id = handle.createUpdate("""
                        insert into imports (kind, file, format, sha256_of_rows, operator, added, changed, same, rejected)
                        values (:kind, :file, :format, :digest, :operator, :added, :changed, :same, :rejected)
                        """)
                .bind("kind", kind.code())
                .bind("file", counts.file())
                .bind("format", counts.format())
                .bind("digest", digest)
                .bind("operator", change.operator().name())
                .bind("added", counts.added())
                .bind("changed", counts.changed())
                .bind("same", counts.same())
                .bind("rejected", counts.rejected())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one();
        handle.createUpdate("""
                        insert into import_rows (import_id, key, digest, line, added, before)
                        select :id, t.key, t.digest, n.line, n.outcome = 'added',
                               case when b.key is not null then changed_from(b.image, t.image)
                                    when n.outcome = 'changed' or t.written_in <> pg_current_xact_id()::xid then '{}' end
                        from <table> n join <view> t on t.key = n.<key> left join <table>_before b on b.key = n.<key>
                        where n.outcome in ('added', 'changed')
                        """)
                .define("table", table)
                .define("view", kind.view())
                .define("key", key)
                .bind("id", id)
                .execute();
        return id;
    }

    private void writeRejects() {
        if (rejected == 0) {
            return;
        }
        csv.beginRejects();
        handle.createQuery("select line, reason, raw from <table>_rejected order by line")
                .define("table", table)
                .setFetchSize(FETCHED_AT_ONCE)
                .map((row, context) -> {
                    rejects.row(row.getLong(1), row.getString(2), unescaped(row.getString(3)));
                    return 0;
                })
                .forEach(row -> {});
        rejects.end();
    }

    private static String unescaped(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            text.append(c == '\\' && raw.charAt(++i) == '0' ? '\0' : c);
        }
        return text.toString();
    }
}
