package dev.gymctl.core.importing;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.db.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The imports that were made. Each can be undone as a whole, in any order: what it added goes, what it changed becomes as
 * before, and what was edited or used since stays and is named.
 */
public final class Imports {
    private final Jdbi jdbi;
    private final Changes changes;
    private final Map<ImportKind, UndoRules> rules;

    /**
     * The imports.
     *
     * @param rules of every kind
     */
    public Imports(Jdbi jdbi, Changes changes, Map<ImportKind, UndoRules> rules) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.rules = rules;
    }

    /**
     * Imports, the newest first.
     *
     * @param kind only those of files of that kind, or empty for all
     */
    public List<RecordedImport> list(Optional<ImportKind> kind, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from imports where kind = coalesce(:kind, kind) order by id desc limit :limit
                        """)
                .bind("kind", kind.map(ImportKind::code).orElse(null))
                .bind("limit", limit)
                .map((row, context) -> from(row))
                .list());
    }

    /** One import; NOT_FOUND if there is none of that id. */
    public RecordedImport get(long id) {
        return jdbi.withHandle(handle -> find(handle, id, ""));
    }

    /**
     * What can still be undone of an import, and what would be kept; changes nothing.
     *
     * @throws GymException NOT_FOUND
     */
    public Undone outlook(long id) {
        return changes.make("import show", true, change -> {
            Handle handle = change.handle();
            RecordedImport recorded = find(handle, id, "");
            judge(new Undo(handle, recorded), recorded);
            return outcome(handle, recorded);
        });
    }

    /** The first rows of an import that are not undone, by line, with why they would be kept. */
    public List<ImportedRow> rows(long id, int limit) {
        return changes.make("import show", true, change -> {
            Handle handle = change.handle();
            RecordedImport recorded = find(handle, id, "");
            judge(new Undo(handle, recorded), recorded);
            return rows(handle, recorded, "true", limit);
        });
    }

    /**
     * Undoes an import. Once more, it undoes rows that were kept and now need not be; when there are none, it changes
     * nothing.
     *
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND
     */
    public Undone undo(long id, boolean trial) {
        ImportKind kind = get(id).kind();
        return changes.make("import undo", trial, change -> {
            Handle handle = change.handle();
            Import.lock(handle, kind.table());
            RecordedImport recorded = find(handle, id, "for no key update");
            handle.execute("select import_lock(?)", id);
            Undo undo = new Undo(handle, recorded);
            judge(undo, recorded);
            Undone outcome = outcome(handle, recorded);
            if (outcome.isNothing()) {
                return outcome;
            }
            rules.get(kind).apply(undo);
            handle.execute("delete from import_rows where import_id = ? and kept is null", id);
            handle.createUpdate(
                            "update imports set undone_at = now(), undone_by = :operator, kept = :kept where id = :id")
                    .bind("operator", change.operator().name())
                    .bind("kept", outcome.kept().size())
                    .bind("id", id)
                    .execute();
            change.note("import", id);
            change.note("file", recorded.file());
            change.note("removed", outcome.removed());
            change.note("restored", outcome.restored());
            change.note("kept", outcome.kept().size());
            return new Undone(find(handle, id, ""), outcome.removed(), outcome.restored(), outcome.kept());
        });
    }

    private void judge(Undo undo, RecordedImport recorded) {
        undo.handle().execute("update import_rows set kept = null where import_id = ? and kept is not null", undo.id());
        rules.get(recorded.kind()).keep(undo);
    }

    private static Undone outcome(Handle handle, RecordedImport recorded) {
        return handle.createQuery("""
                        select count(*) filter (where added) as removed, count(*) filter (where not added) as restored
                        from import_rows where import_id = :id and kept is null
                        """)
                .bind("id", recorded.id())
                .map((row, context) -> new Undone(
                        recorded,
                        row.getLong("removed"),
                        row.getLong("restored"),
                        rows(handle, recorded, "r.kept is not null", Integer.MAX_VALUE)))
                .one();
    }

    private static List<ImportedRow> rows(Handle handle, RecordedImport recorded, String condition, int limit) {
        return handle.createQuery("""
                        select r.line, r.added, r.key, t.name, r.kept
                        from import_rows r left join <view> t on t.key = r.key
                        where r.import_id = :id and <condition>
                        order by r.line limit :limit
                        """)
                .define("view", recorded.kind().view())
                .define("condition", condition)
                .bind("id", recorded.id())
                .bind("limit", limit)
                .map((row, context) -> new ImportedRow(
                        row.getLong("line"),
                        row.getBoolean("added") ? "added" : "changed",
                        row.getLong("key"),
                        row.getString("name"),
                        row.getString("kept")))
                .list();
    }

    private static RecordedImport find(Handle handle, long id, String lock) {
        return handle.createQuery("select * from imports where id = :id <lock>")
                .define("lock", lock)
                .bind("id", id)
                .map((row, context) -> from(row))
                .findOne()
                .orElseThrow(() -> new GymException(
                        Kind.NOT_FOUND, "there is no import %d".formatted(id), "gymctl import list shows them all"));
    }

    private static RecordedImport from(ResultSet row) throws SQLException {
        return new RecordedImport(
                row.getLong("id"),
                ImportKind.of(row.getString("kind")),
                row.getString("file"),
                row.getString("format"),
                row.getString("sha256_of_rows"),
                row.getString("operator"),
                Rows.instant(row, "imported_at"),
                row.getLong("added"),
                row.getLong("changed"),
                row.getLong("same"),
                row.getLong("rejected"),
                Rows.instant(row, "undone_at"),
                row.getString("undone_by"),
                row.getObject("kept", Long.class));
    }
}
