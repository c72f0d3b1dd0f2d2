package dev.gymctl.core.member;

import dev.gymctl.core.Progress;
import dev.gymctl.core.csv.CsvWriter;
import dev.gymctl.core.csv.Formulas;
import dev.gymctl.core.db.CopiedRows;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.gym.Gym;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Members as a CSV file that {@code member import} reads: importing what was exported changes nothing. */
public final class MemberCsv {
    private static final int ROWS_BETWEEN_PROGRESS = 10_000;

    /** Each column of the file, what it is in SQL, and whether it is text of people's own. */
    private record Column(String name, String sql, boolean isText) {}

    private static final List<Column> COLUMNS = List.of(
            text("member_ref", "m.member_ref"),
            text("first_name", "u.first_name"),
            text("last_name", "u.last_name"),
            text("email", "u.email"),
            text("contact_email", "u.contact_email"),
            text("phone", "u.phone"),
            text("emergency_contact_name", "u.emergency_contact_name"),
            text("emergency_contact_phone", "u.emergency_contact_phone"),
            text("guardian_name", "u.guardian_name"),
            text("guardian_phone", "u.guardian_phone"),
            fact("date_of_birth", "u.date_of_birth"),
            // A day as import takes one: its start in the gym's zone. Any other moment as it is.
            fact("date_joined", """
                    case when u.date_joined = (u.date_joined at time zone gym.zone)::date::timestamp at time zone gym.zone
                         then (u.date_joined at time zone gym.zone)::date::text
                         else rtrim(rtrim(to_char(u.date_joined at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z' end"""),
            fact("status", "s.status"),
            fact("membership_approved", "case s.membership_approved when true then 'true' when false then 'false' end"),
            fact("is_active", "case when u.is_active then 'true' else 'false' end"),
            fact("prepaid_fees", "a.prepaid_fees"));

    private final Database database;
    private final Clock clock;

    public MemberCsv(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Writes these members by id, as they are at one moment, in constant memory.
     *
     * @param out what a spreadsheet would run as a formula is neutralized in it; the caller flushes and closes it
     * @param progress told now and then how many are written, and about how many there are
     * @return how many they are
     */
    public long write(Writer out, MemberFilter filter, Gym gym, Progress progress) {
        CsvWriter csv = new CsvWriter(out);
        csv.row(COLUMNS.stream().map(Column::name).toArray());
        long[] written = {0};
        return database.jdbi().inTransaction(handle -> {
            String from = "from members m";
            long total;
            if (!filter.equals(MemberFilter.NONE)) {
                total = choose(handle, filter, gym.today(clock));
                from = "from exported join members m on m.user_id = exported.id";
            } else {
                total = handle.select("select reltuples::bigint from pg_class where oid = 'members'::regclass")
                        .mapTo(long.class)
                        .one();
            }
            String query = "select "
                    + String.join(", ", COLUMNS.stream().map(Column::sql).toList())
                    + """

                    %s
                    join users u on u.id = m.user_id
                    cross join gym
                    cross join lateral status_of(u.id, date '%2$s') s
                    cross join lateral account_of(u.id, date '%2$s') a
                    order by m.user_id""".formatted(from, gym.today(clock));
            try {
                return CopiedRows.read(handle.getConnection(), query, COLUMNS.size(), row -> {
                    for (int i = 0; i < row.length; i++) {
                        row[i] = COLUMNS.get(i).isText() ? Formulas.neutralized(row[i]) : row[i];
                    }
                    csv.row((Object[]) row);
                    if (++written[0] % ROWS_BETWEEN_PROGRESS == 0) {
                        progress.at("members exported", written[0], total);
                    }
                });
            } catch (SQLException e) {
                throw new IllegalStateException("copying rows failed", e);
            }
        });
    }

    /** COPY knows no parameters: who is meant waits in a temporary table. How many they are. */
    private static int choose(Handle handle, MemberFilter filter, LocalDate today) {
        handle.execute("set transaction isolation level repeatable read");
        handle.execute("create temporary table exported (id bigint primary key) on commit drop");
        List<Object> parameters = new ArrayList<>(List.of(today));
        String ids = filter.ids(parameters);
        int chosen = handle.execute(
                "insert into exported with today as materialized (select ?::date as day) " + ids, parameters.toArray());
        handle.execute("analyze exported");
        return chosen;
    }

    private static Column text(String name, String sql) {
        return new Column(name, sql, true);
    }

    private static Column fact(String name, String sql) {
        return new Column(name, sql, false);
    }
}
