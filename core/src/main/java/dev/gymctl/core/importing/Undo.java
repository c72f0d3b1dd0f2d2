package dev.gymctl.core.importing;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * One import on its way out, inside a change. Its rows in {@code import_rows} are locked with what they became, and are
 * undone unless {@code kept} says why not.
 */
public final class Undo {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("audit_log", "has changed things"),
            Map.entry("charges", "has charges"),
            Map.entry("classes", "teaches classes"),
            Map.entry("coaches", "is a coach too"),
            Map.entry("enrollments", "has enrollments"),
            Map.entry("logins", "has a password"),
            Map.entry("members", "is a member too"),
            Map.entry("messages", "has sent messages"),
            Map.entry("pay_adjustments", "has pay adjustments"),
            Map.entry("pay_rates", "has pay rates"),
            Map.entry("payments", "has payments"),
            Map.entry("payouts", "was paid"),
            Map.entry("payslip_lines", "was paid by"),
            Map.entry("payslips", "has payslips"),
            Map.entry("prepaid_spends", "is settled by prepaid fees"),
            Map.entry("room_users", "is in chat rooms"),
            Map.entry("rooms", "has a chat room"),
            Map.entry("sessions", "has logged in"));

    private final Handle handle;
    private final RecordedImport recorded;

    Undo(Handle handle, RecordedImport recorded) {
        this.handle = handle;
        this.recorded = recorded;
    }

    /** The transaction's connection. */
    public Handle handle() {
        return handle;
    }

    /** The import's id. */
    public long id() {
        return recorded.id();
    }

    /**
     * Keeps rows.
     *
     * @param reason an SQL expression
     * @param condition on {@code import_rows r}, of which those not kept yet are looked at, and its {@code imports i}
     * @return how many more are kept now
     */
    public int keepWhere(String reason, String condition) {
        return handle.createUpdate("""
                        update import_rows r set kept = <reason>
                        from imports i
                        where i.id = :id and r.import_id = i.id and r.kept is null and (<condition>)
                        """)
                .define("reason", reason)
                .define("condition", condition)
                .bind("id", id())
                .execute();
    }

    /**
     * Keeps rows that a query finds.
     *
     * @param query gives line and reason of each, of the import {@code :id}
     * @return how many more are kept now
     */
    public int keepFound(String query) {
        return handle.createUpdate("""
                        with found (line, reason) as (<query>)
                        update import_rows r set kept = found.reason
                        from found
                        where r.import_id = :id and r.line = found.line and r.kept is null
                        """).define("query", query).bind("id", id()).execute();
    }

    /** Keeps rows that queries find, again and again: one that is kept may be in the way of another. */
    public void keepAllFound(String... queries) {
        int more;
        do {
            more = 0;
            for (String query : queries) {
                more += keepFound(query);
            }
        } while (more > 0);
    }

    /** Keeps what is not as the import left it. */
    public void keepEdited() {
        String view = recorded.kind().view();
        keepWhere(
                "case when exists (select from %s t where t.key = r.key) then 'was edited since' else 'is gone already' end"
                        .formatted(view),
                "not exists (select from %s t where t.key = r.key and t.digest = r.digest)".formatted(view));
    }

    /**
     * Keeps what rows of any other table refer to by now, whichever tables there are.
     *
     * @param table the one that is referred to
     * @param condition on {@code import_rows r}, which of them to look at
     * @param except tables whose rows are no use in this sense
     */
    public void keepUsed(String table, String condition, Set<String> except) {
        handle.createUpdate("""
                        with found as (
                            select distinct on (line) line, used_in from import_uses(:id, :table::regclass, :except)
                            order by line, used_in)
                        update import_rows r
                        set kept = case found.used_in <words> else 'is used in ' || replace(found.used_in, '_', ' ') end
                        from found
                        where r.import_id = :id and r.line = found.line and r.kept is null and (<condition>)
                        """)
                .registerArrayType(String.class, "text")
                .define(
                        "words",
                        WORDS.entrySet().stream()
                                .map(word -> "when '%s' then '%s'".formatted(word.getKey(), word.getValue()))
                                .collect(Collectors.joining(" ")))
                .define("condition", condition)
                .bind("id", id())
                .bind("table", table)
                .bindArray("except", String.class, except.toArray())
                .execute();
    }

    /** Deletes what the import added, but for the rows that are kept. */
    public void delete() {
        handle.execute("select import_delete(?)", id());
    }

    /** Changes rows back. */
    public int restore(String update) {
        return handle.createUpdate(update).bind("id", id()).execute();
    }
}
