package dev.gymctl.core.audit;

import dev.gymctl.core.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The audit log: one row a change, each with the hash of all before it. */
public final class AuditLog {
    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /** The rows that are meant, the newest first. */
    public List<AuditEntry> list(AuditFilter filter) {
        List<Object> parameters = new ArrayList<>();
        String query = """
                select a.id, a.recorded_at, a.operator_id, a.operator, a.action, a.payload is null as erased,
                       array(select key from jsonb_each_text(a.payload) order by key) as keys,
                       array(select value from jsonb_each_text(a.payload) order by key) as texts,
                       encode(a.hash, 'hex') as hash
                from audit_log a
                where %s
                order by a.id desc
                limit ?
                """.formatted(conditions(filter, parameters));
        parameters.add(filter.limit());
        return database.read(query, AuditLog::entry, parameters.toArray());
    }

    /**
     * Recomputes the chain from its first row to its last, in one pass of the database.
     *
     * @param noted a head that was printed before and kept elsewhere, {@code id:hash}; or null
     */
    public Verification verify(String noted) {
        long notedId = noted == null ? 0 : Long.parseLong(noted.substring(0, noted.indexOf(':')));
        String notedHash = noted == null ? null : noted.substring(noted.indexOf(':') + 1);
        Ends ends = database.read(
                        """
                        select h.last_id, encode(h.last_hash, 'hex') as head_hash,
                               (select count(*) from audit_log) as rows,
                               (select coalesce(max(id), 0) from audit_log) as newest,
                               coalesce((select encode(hash, 'hex') from audit_log where id = h.last_id),
                                        encode(sha256('gymctl'), 'hex')) as last_hash,
                               case when ?::bigint = 0 then encode(sha256('gymctl'), 'hex')
                                    else (select encode(hash, 'hex') from audit_log where id = ?::bigint) end as noted_hash
                        from audit_head h
                        """,
                        row -> new Ends(
                                row.getLong("last_id"),
                                row.getString("head_hash"),
                                row.getLong("rows"),
                                row.getLong("newest"),
                                row.getString("last_hash"),
                                row.getString("noted_hash")),
                        notedId,
                        notedId)
                .get(0);
        List<Verification.Problem> problems = new ArrayList<>();
        long[] erased = {0};
        database.stream(
                "select id, problem from audit_broken(?) order by id",
                row -> new Verification.Problem(row.getLong(1), row.getString(2)),
                rows -> rows.forEach(row -> {
                    if (row.problem().equals("erased")) {
                        erased[0]++;
                    } else if (problems.size() < Verification.MOST_PROBLEMS) {
                        problems.add(row);
                    }
                }),
                ends.newest());
        ends.addProblems(problems);
        if (noted != null && !notedHash.equals(ends.notedHash())) {
            problems.add(new Verification.Problem(
                    notedId,
                    ends.notedHash() != null
                            ? "it is not the one that was noted: the chain was replaced"
                            : notedId > ends.newest()
                                    ? "it was noted, and is not there: the end of the chain was cut off"
                                    : "it was noted, and is missing"));
        }
        return new Verification(ends.rows(), erased[0], ends.newest() + ":" + ends.newestHash(), problems);
    }

    /** What the log says of its own end. */
    private record Ends(long headId, String headHash, long rows, long newest, String lastHash, String notedHash) {

        void addProblems(List<Verification.Problem> problems) {
            if (newest < headId) {
                problems.add(new Verification.Problem(
                        headId, "the chain went on to it, and it is not there: the end of the chain was cut off"));
            } else if (newest > headId) {
                problems.add(new Verification.Problem(
                        newest, "it stands after row %d, where the chain ends: it was inserted".formatted(headId)));
            } else if (!lastHash.equals(headHash)) {
                problems.add(new Verification.Problem(headId, "the chain ended with another row of that number"));
            }
        }

        String newestHash() {
            return newest == headId ? lastHash : headHash;
        }
    }

    private static String conditions(AuditFilter filter, List<Object> parameters) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        String operator = filter.operator();
        if (operator != null && operator.matches("\\d{1,18}")) {
            conditions.add("a.operator_id = ?");
            parameters.add(Long.valueOf(operator));
        } else if (operator != null) {
            conditions.add("position(lower(?) in lower(a.operator)) > 0");
            parameters.add(operator);
        }
        if (filter.action() != null) {
            conditions.add("(a.action = ? or starts_with(a.action, ? || ' '))");
            parameters.add(filter.action());
            parameters.add(filter.action());
        }
        AuditFilter.About about = filter.about();
        if (about != null && about.isPerson()) {
            boolean byId = about.id().matches("\\d{1,18}");
            conditions.add("a.payload is not null and audit_persons(a.payload) @> "
                    + (byId ? "array[?]" : "array(select id from users where lower(email) = lower(?))"));
            // nobody of that e-mail would be an empty array, which every row contains
            if (byId) {
                parameters.add(Long.valueOf(about.id()));
            } else {
                parameters.add(about.id());
                conditions.add("exists (select from users where lower(email) = lower(?))");
                parameters.add(about.id());
            }
        } else if (about != null) {
            conditions.add("a.payload ->> ? = ?");
            parameters.add(about.kind());
            parameters.add(about.id());
        }
        add(conditions, parameters, "a.recorded_at >= ?", utc(filter.since()));
        add(conditions, parameters, "a.recorded_at < ?", utc(filter.until()));
        add(conditions, parameters, "a.id < ?", filter.after());
        return String.join(" and ", conditions);
    }

    private static void add(List<String> conditions, List<Object> parameters, String condition, Object parameter) {
        if (parameter != null) {
            conditions.add(condition);
            parameters.add(parameter);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        String[] keys = (String[]) row.getArray("keys").getArray();
        String[] texts = (String[]) row.getArray("texts").getArray();
        Map<String, String> payload = new LinkedHashMap<>();
        for (int i = 0; i < keys.length; i++) {
            payload.put(keys[i], texts[i]);
        }
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getObject("operator_id", Long.class),
                row.getString("operator"),
                row.getString("action"),
                payload,
                row.getBoolean("erased"),
                row.getString("hash"));
    }
}
