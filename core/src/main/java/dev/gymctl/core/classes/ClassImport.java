package dev.gymctl.core.classes;

import dev.gymctl.core.audit.Change;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvRow;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.csv.LocalOrOffsetDateTime;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Field;
import dev.gymctl.core.importing.Import;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.importing.ImportKind;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A file of classes. */
final class ClassImport {
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int MOST_SEATS = 100_000;

    private ClassImport() {}

    static ImportCounts run(Change change, CsvSource source, Gym gym, boolean overlapAllowed) {
        List<Field> fields = List.of(
                new Field(Column.filled("class_ref"), "text", row -> row.text("class_ref")),
                new Field(Column.filled("class_title"), "text", row -> row.text("class_title")),
                new Field(Column.filled("coach"), "text", row -> row.email("coach")),
                new Field(Column.filled("starts_at"), "timestamptz", row -> start(row, gym)),
                new Field(
                        Column.filled("duration_minutes"),
                        "integer",
                        row -> row.integer("duration_minutes", 1, MINUTES_OF_A_DAY)),
                new Field(Column.filled("capacity"), "integer", row -> row.integer("capacity", 1, MOST_SEATS)),
                new Field(Column.optional("place"), "text", row -> row.text("place")),
                new Field(Column.optional("status"), "text", row -> row.oneOf("status", "scheduled", "cancelled")));
        Import classes = Import.load(change, source, "class_rows", fields);
        Handle handle = change.handle();
        resolve(handle);
        check(classes, overlapAllowed);
        merge(handle, classes, overlapAllowed);
        return classes.finish(change, ImportKind.CLASS, "class_id");
    }

    private static Object start(CsvRow row, Gym gym) {
        LocalOrOffsetDateTime time = row.localOrOffsetDateTime("starts_at");
        return time != null && Import.isSensible(row, "starts_at", time.local().toLocalDate())
                ? time.in(gym.zone())
                : null;
    }

    private static void resolve(Handle handle) {
        handle.execute("""
                alter table class_rows
                    add column coach_id bigint, add column class_id bigint, add column ends_at timestamptz,
                    add column overlap_allowed boolean not null default false
                """);
        handle.execute("""
                update class_rows r
                set ends_at = r.starts_at + r.duration_minutes * interval '60 seconds',
                    coach_id = (select c.user_id from coaches c join users u on u.id = c.user_id
                                where lower(u.email) = lower(r.coach)),
                    class_id = (select c.id from classes c where c.class_ref = r.class_ref)
                """);
        // In id order, so that two imports at once wait for each other instead of deadlocking.
        handle.execute(
                "select from classes where id in (select class_id from class_rows) order by id for no key update");
        handle.execute("""
                update class_rows r set status = coalesce(r.status, c.status), overlap_allowed = c.overlap_allowed
                from classes c where c.id = r.class_id
                """);
        handle.execute("update class_rows set status = 'scheduled' where status is null");
        handle.execute("analyze class_rows");
    }

    private static void check(Import classes, boolean overlapAllowed) {
        classes.rejectWhere("""
                select line, 'class_ref', class_ref, 'is on line ' || first || ' already'
                from (select line, class_ref, min(line) over (partition by class_ref) as first from class_rows) seen
                where line > first order by line
                """);
        classes.rejectWhere(
                "select line, 'coach', coach, 'is no coach' from class_rows where coach_id is null order by line");
        classes.rejectWhere("""
                select r.line, 'capacity', r.capacity::text, c.seats_taken || ' seats are taken already'
                from class_rows r join classes c on c.id = r.class_id
                where r.status = 'scheduled' and r.capacity < c.seats_taken order by r.line
                """);
        classes.rejectWhere("""
                select r.line, 'status', r.status, 'the class took place: members are marked attended or no_show'
                from class_rows r
                where r.status = 'cancelled' and exists (
                    select from enrollments e where e.class_id = r.class_id and e.status in ('attended', 'no_show'))
                order by r.line
                """);
        classes.rejectWhere("""
                select r.line, 'starts_at', to_char(r.starts_at at time zone gym.zone, 'YYYY-MM-DD"T"HH24:MI'),
                       'member ' || min(e.member_id) || ' is in another class at that time'
                from gym cross join class_rows r
                join classes c on c.id = r.class_id and (c.starts_at, c.ends_at) <> (r.starts_at, r.ends_at)
                join enrollments e on e.class_id = c.id and e.status in ('booked', 'attended') and not e.overlap_allowed
                join enrollments o on o.member_id = e.member_id and o.class_id <> e.class_id
                    and o.status in ('booked', 'attended') and not o.overlap_allowed
                left join class_rows other on other.class_id = o.class_id
                where r.status = 'scheduled' and coalesce(other.status, 'scheduled') = 'scheduled'
                  and tstzrange(coalesce(other.starts_at, o.starts_at), coalesce(other.ends_at, o.ends_at))
                      && tstzrange(r.starts_at, r.ends_at)
                group by r.line, r.starts_at, gym.zone order by r.line
                """);
        if (!overlapAllowed) {
            classes.rejectWhere("""
                    select line, 'starts_at', to_char(r.starts_at at time zone gym.zone, 'YYYY-MM-DD"T"HH24:MI'), 'the coach teaches another class of this file at that time'
                    from (select line, starts_at,
                                 max(ends_at) over (partition by coach_id order by starts_at, line
                                     rows between unbounded preceding and 1 preceding) as busy_until
                          from class_rows where status = 'scheduled' and coach_id is not null and not overlap_allowed) r
                    cross join gym
                    where starts_at < busy_until order by line
                    """);
            classes.rejectWhere("""
                    select r.line, 'starts_at', to_char(r.starts_at at time zone gym.zone, 'YYYY-MM-DD"T"HH24:MI'), 'the coach teaches class ' || min(c.id) || ' at that time'
                    from gym cross join class_rows r join classes c
                        on c.coach_id = r.coach_id and c.id is distinct from r.class_id
                        and c.status = 'scheduled' and not c.overlap_allowed
                        and tstzrange(c.starts_at, c.ends_at) && tstzrange(r.starts_at, r.ends_at)
                    where r.status = 'scheduled' and not r.overlap_allowed
                      and not exists (select from class_rows other where other.class_id = c.id)
                    group by r.line, r.starts_at, gym.zone order by r.line
                    """);
        }
        classes.throwIfRejected();
    }

    private static void merge(Handle handle, Import classes, boolean overlapAllowed) {
        handle.execute("""
                update class_rows r set outcome = 'changed'
                from classes c
                where c.id = r.class_id
                  and (c.class_title, c.coach_id, c.starts_at, c.ends_at, c.capacity, c.place, c.status) is distinct from
                      (r.class_title, r.coach_id, r.starts_at, r.ends_at, r.capacity, coalesce(r.place, c.place), r.status)
                """);
        classes.remember(ImportKind.CLASS, "select class_id from class_rows where outcome = 'changed'");
        handle.execute("""
                update enrollments e set status = 'cancelled'
                from class_rows r
                where e.class_id = r.class_id and r.outcome = 'changed' and r.status = 'cancelled'
                  and e.status in ('booked', 'waitlisted')
                """);
        handle.createUpdate("""
                        update classes c
                        set class_title = r.class_title, coach_id = r.coach_id, starts_at = r.starts_at, ends_at = r.ends_at,
                            capacity = r.capacity, place = coalesce(r.place, c.place), status = r.status,
                            overlap_allowed = c.overlap_allowed or :overlap
                        from class_rows r
                        where c.id = r.class_id and r.outcome = 'changed'
                        """).bind("overlap", overlapAllowed).execute();
        handle.createUpdate("""
                        with added as (
                            insert into classes
                                (class_ref, class_title, coach_id, starts_at, ends_at, capacity, place, status, overlap_allowed)
                            select class_ref, class_title, coach_id, starts_at, ends_at, capacity, place, status, :overlap
                            from class_rows where class_id is null order by line
                            returning id, class_ref)
                        update class_rows r set outcome = 'added', class_id = added.id
                        from added where added.class_ref = r.class_ref
                        """).bind("overlap", overlapAllowed).execute();
    }
}
