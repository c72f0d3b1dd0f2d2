package dev.gymctl.core.overview;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.chat.Room;
import dev.gymctl.core.chat.Rooms;
import dev.gymctl.core.db.Database.Results;
import dev.gymctl.core.db.Database.Snapshot;
import dev.gymctl.core.db.Rows;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.gym.GymSettings;
import dev.gymctl.core.overview.MonthToDate.Figure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The gym at one moment, as one person may see it: everything is of one snapshot. Times are the clock's, days the gym's.
 *
 * @param next the first class after today; null when there is none
 * @param overdue of all members, or of the member who looks; null when it is not theirs to see
 * @param rooms where there is something unread, what came last first; null for the owner, who is in no room
 * @param lines null when they are not theirs to see
 */
public record Overview(
        Viewer viewer,
        Gym gym,
        Instant at,
        LocalDate today,
        List<TodaysClass> classes,
        TodaysClass next,
        Overdue overdue,
        List<Room> rooms,
        WaitingLines lines,
        MonthToDate month) {

    /** The most debtors that are named. */
    private static final int DEBTORS = 20;

    /**
     * Looks.
     *
     * @throws GymException DENIED when the session has ended, or its user has another role now
     */
    public static Overview of(Snapshot snapshot, Viewer viewer, Clock clock) {
        checkStillAllowed(snapshot, viewer);
        Gym gym = GymSettings.of(snapshot);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate today = LocalDate.ofInstant(now, gym.zone());
        List<TodaysClass> classes = classes(snapshot, viewer, gym, today);
        return new Overview(
                viewer,
                gym,
                now,
                today,
                classes,
                next(snapshot, viewer, gym.startOf(today.plusDays(1))),
                viewer.teaches() ? null : overdue(snapshot, viewer, gym, today),
                viewer.userId() == null ? null : Rooms.unread(snapshot, viewer.userId()),
                viewer.seesAll() ? lines(snapshot, gym) : null,
                month(snapshot, viewer, gym, today));
    }

    private static void checkStillAllowed(Snapshot snapshot, Viewer viewer) {
        if (viewer.sessionId() == null) {
            return;
        }
        boolean allowed = snapshot.read(
                        """
                        select from users u join sessions s on s.user_id = u.id
                        where u.id = ? and u.is_active and u.role = ? and s.id = ? and s.revoked_at is null and s.expires_at > now()
                        """, row -> true, viewer.userId(), viewer.role().code(), viewer.sessionId())
                .contains(true);
        if (!allowed) {
            throw new GymException(Kind.DENIED, "the session has ended", "gymctl login");
        }
    }

    /** Which of {@code classes c} somebody sees, and the parameter of that: the whole gym's, or their own. */
    private static String whose(Viewer viewer) {
        if (viewer.seesAll()) {
            return "?::bigint is null";
        }
        return viewer.teaches()
                ? "c.coach_id = ?"
                : "c.id in (select e.class_id from enrollments e where e.member_id = ? and e.status in ('booked', 'waitlisted', 'attended'))";
    }

    private static Long self(Viewer viewer) {
        return viewer.seesAll() ? null : viewer.userId();
    }

    private static final String CLASSES = """
            select c.id, c.class_title, c.coach_id, u.full_name as coach, c.starts_at, c.ends_at, c.place, c.status,
                   c.capacity, c.seats_taken, c.attended,
                   (select count(*) from enrollments e where e.class_id = c.id and e.status = 'waitlisted') as waitlisted
            from classes c join users u on u.id = c.coach_id
            """;

    private static List<TodaysClass> classes(Snapshot snapshot, Viewer viewer, Gym gym, LocalDate today) {
        return snapshot.read(
                CLASSES + "where c.starts_at >= ? and c.starts_at < ? and " + whose(viewer)
                        + " order by c.starts_at, c.id",
                Overview::todaysClass,
                time(gym, today),
                time(gym, today.plusDays(1)),
                self(viewer));
    }

    private static TodaysClass next(Snapshot snapshot, Viewer viewer, Instant from) {
        return snapshot
                .read(
                        CLASSES + "where c.starts_at >= ? and c.status = 'scheduled' and " + whose(viewer)
                                + " order by c.starts_at, c.id limit 1",
                        Overview::todaysClass,
                        from.atOffset(ZoneOffset.UTC),
                        self(viewer))
                .stream()
                .findFirst()
                .orElse(null);
    }

    private static TodaysClass todaysClass(ResultSet row) throws SQLException {
        return new TodaysClass(
                row.getLong("id"),
                row.getString("class_title"),
                row.getLong("coach_id"),
                row.getString("coach"),
                Rows.instant(row, "starts_at"),
                Rows.instant(row, "ends_at"),
                row.getString("place"),
                row.getString("status").equals("cancelled"),
                row.getInt("capacity"),
                row.getInt("seats_taken"),
                row.getInt("attended"),
                row.getInt("waitlisted"));
    }

    private static Overdue overdue(Snapshot snapshot, Viewer viewer, Gym gym, LocalDate today) {
        // Most charges are paid at one go, which one pass tells; only of the others is asked what is open of them.
        String due = viewer.seesAll() ? """
                with suspect as materialized (
                    select c.id from charges c
                    where c.due_on < ?
                      and not exists (select from allocations a where a.charge_id = c.id and a.amount = c.amount)
                    union
                    select a.charge_id from journal_entries r join allocations a on a.entry_id = r.reverses
                    where r.reverses is not null),
                due as (
                    select b.member_id, sum(b.open)::bigint as open, min(b.due_on) as due_on
                    from suspect s
                    cross join lateral (select * from charge_balances where charge_id = s.id offset 0) b
                    where b.due_on < ? and b.open > 0
                    group by b.member_id)
                """ : """
                with due as (
                    select member_id, sum(open)::bigint as open, min(due_on) as due_on
                    from charge_balances
                    where due_on < ? and open > 0 and member_id = ?
                    group by member_id)
                """;
        record Row(Overdue.Debtor debtor, long members, long total) {}
        List<Row> rows = snapshot.read(
                due + """
                select d.*, u.full_name
                from (select due.*, count(*) over () as members, sum(open) over ()::bigint as total
                      from due order by due_on, member_id limit ?) d
                join users u on u.id = d.member_id
                order by d.due_on, d.member_id
                """,
                row -> {
                    LocalDate dueOn = row.getObject("due_on", LocalDate.class);
                    return new Row(
                            new Overdue.Debtor(
                                    row.getLong("member_id"),
                                    row.getString("full_name"),
                                    gym.money(row.getLong("open")),
                                    dueOn,
                                    ChronoUnit.DAYS.between(dueOn, today)),
                            row.getLong("members"),
                            row.getLong("total"));
                },
                today,
                viewer.seesAll() ? today : viewer.userId(),
                DEBTORS);
        return rows.isEmpty()
                ? new Overdue(0, gym.money(0), List.of())
                : new Overdue(
                        rows.get(0).members(),
                        gym.money(rows.get(0).total()),
                        rows.stream().map(Row::debtor).toList());
    }

    /** As the view {@code line_balances} has them, but set-based: it looks at each line alone. */
    private static WaitingLines lines(Snapshot snapshot, Gym gym) {
        return snapshot.read(
                        """
                        select count(*) as lines, coalesce(sum(open), 0)::bigint as amount, min(booked_on) as oldest
                        from (select l.booked_on, abs(l.amount) - coalesce(k.amount, 0) as open
                              from statement_lines l
                              left join (select line_id, sum(amount) as amount from live_links group by line_id) k
                                on k.line_id = l.id
                              where l.duplicate_of is null
                                and not exists (select from line_reversals v where v.line_id = l.id)
                                and not exists (select from line_reversals v where v.reverses = l.id)) line
                        where open > 0
                        """,
                        row -> new WaitingLines(
                                row.getLong("lines"),
                                gym.money(row.getLong("amount")),
                                row.getObject("oldest", LocalDate.class)))
                .get(0);
    }

    private static MonthToDate month(Snapshot snapshot, Viewer viewer, Gym gym, LocalDate today) {
        LocalDate first = today.withDayOfMonth(1);
        LocalDate before = first.minusMonths(1);
        LocalDate lastBefore = today.minusMonths(1);
        Days days = new Days(first, today, before, lastBefore);
        String attended = viewer.seesAll() || viewer.teaches() ? """
                select (c.starts_at at time zone ?)::date as day, sum(c.attended) as attendance
                from classes c
                where c.starts_at >= ? and c.starts_at < ? and %s
                group by 1""".formatted(whose(viewer)) : """
                select (e.starts_at at time zone ?)::date as day, count(*) as attendance
                from enrollments e
                where e.starts_at >= ? and e.starts_at < ? and e.member_id = ? and e.status = 'attended'
                group by 1""";
        if (!viewer.seesAll()) {
            snapshot.read(
                    attended,
                    row -> days.add(row, MonthToDate.Kind.ATTENDANCE),
                    gym.zone().getId(),
                    time(gym, before),
                    time(gym, today.plusDays(1)),
                    self(viewer));
            return days.month(List.of(MonthToDate.Kind.ATTENDANCE));
        }
        snapshot.readTogether(
                attended + """
                ;
                select day, sum(case when credited.type = 'income' then amount else 0 end
                              - case when debited.type = 'income' then amount else 0 end) as revenue,
                       sum(case when credit_account = 'member_credit' and debit_account = any (money.accounts) then amount
                                when debit_account = 'member_credit' and credit_account = any (money.accounts) then -amount
                                else 0 end) as received
                from (select e.effective_on as day, t.debit_account, t.credit_account, sum(t.amount) as amount
                      from journal_entries e join transfers t on t.entry_id = e.id
                      where e.effective_on between ? and ? or e.effective_on between ? and ?
                      group by e.effective_on, t.debit_account, t.credit_account) moved
                join accounts credited on credited.code = credit_account
                join accounts debited on debited.code = debit_account
                cross join (select array_agg(code) as accounts from accounts
                            where code in ('cash', 'clearing', 'unidentified_receipts') or code like 'bank\\_%') money
                group by day;
                select effective_on as day, count(*) filter (where kind = 'approved') as joined,
                       count(*) filter (where kind = 'cancelled') as "left"
                from member_history
                where kind in ('approved', 'cancelled') and (effective_on between ? and ? or effective_on between ? and ?)
                group by effective_on""",
                results -> {
                    all(results, days, MonthToDate.Kind.ATTENDANCE);
                    all(results, days, MonthToDate.Kind.REVENUE, MonthToDate.Kind.RECEIVED);
                    all(results, days, MonthToDate.Kind.JOINED, MonthToDate.Kind.LEFT);
                    return days;
                },
                gym.zone().getId(),
                time(gym, before),
                time(gym, today.plusDays(1)),
                null,
                first,
                today,
                before,
                lastBefore,
                first,
                today,
                before,
                lastBefore);
        return days.month(List.of(MonthToDate.Kind.values()));
    }

    private static void all(Results results, Days days, MonthToDate.Kind... kinds) throws SQLException {
        results.next(row -> days.add(row, kinds));
    }

    private static OffsetDateTime time(Gym gym, LocalDate day) {
        return gym.startOf(day).atOffset(ZoneOffset.UTC);
    }

    /** The days of the two months, and what is counted of each. */
    private static final class Days {
        private final LocalDate first;
        private final LocalDate today;
        private final LocalDate before;
        private final LocalDate lastBefore;
        private final Map<MonthToDate.Kind, Long[]> now = new EnumMap<>(MonthToDate.Kind.class);
        private final Map<MonthToDate.Kind, Long[]> then = new EnumMap<>(MonthToDate.Kind.class);

        Days(LocalDate first, LocalDate today, LocalDate before, LocalDate lastBefore) {
            this.first = first;
            this.today = today;
            this.before = before;
            this.lastBefore = lastBefore;
            for (MonthToDate.Kind kind : MonthToDate.Kind.values()) {
                now.put(kind, Collections.nCopies(today.getDayOfMonth(), 0L).toArray(Long[]::new));
                then.put(
                        kind,
                        Collections.nCopies(lastBefore.getDayOfMonth(), 0L).toArray(Long[]::new));
            }
        }

        /** Adds a row: a day, and a column for each kind under its name. */
        boolean add(ResultSet row, MonthToDate.Kind... kinds) throws SQLException {
            LocalDate day = row.getObject("day", LocalDate.class);
            boolean counts = !day.isBefore(first) || !day.isAfter(lastBefore);
            for (MonthToDate.Kind kind : kinds) {
                if (counts) {
                    (day.isBefore(first) ? then : now).get(kind)[day.getDayOfMonth() - 1] =
                            row.getLong(kind.name().toLowerCase(Locale.ROOT));
                }
            }
            return counts;
        }

        MonthToDate month(List<MonthToDate.Kind> kinds) {
            List<Figure> figures = new ArrayList<>();
            for (MonthToDate.Kind kind : kinds) {
                figures.add(new Figure(
                        kind, List.copyOf(Arrays.asList(now.get(kind))), List.copyOf(Arrays.asList(then.get(kind)))));
            }
            return new MonthToDate(first, today, before, lastBefore, List.copyOf(figures));
        }
    }
}
