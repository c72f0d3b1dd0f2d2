package dev.gymctl.core.classes;

import dev.gymctl.core.importing.Undo;
import dev.gymctl.core.importing.UndoRules;
import java.util.Set;

/** How a file of attendance is undone. */
public final class AttendanceUndo implements UndoRules {

    /** {@code later} is what enrollments are after the undo. */
    private static final String OVERLAPPING = """
            with later as (
                select e.id, e.member_id, e.class_id, e.starts_at, e.ends_at, r.line
                from enrollments e
                left join import_rows r on r.import_id = :id and r.key = e.id and r.kept is null
                where r.added is not true
                  and coalesce(r.before ->> 'status', e.status) in ('booked', 'attended')
                  and not coalesce((r.before ->> 'overlap_allowed')::boolean, e.overlap_allowed))
            select l.line, 'the member is in class ' || min(o.class_id) || ' at that time'
            from later l join later o
                on o.member_id = l.member_id and o.id <> l.id
                and tstzrange(o.starts_at, o.ends_at) && tstzrange(l.starts_at, l.ends_at)
            where l.line is not null
            group by l.line
            """;

    private static final String OVER_CAPACITY = """
            with seat as (
                select e.class_id, r.line, e.status in ('booked', 'attended', 'no_show') as taken,
                       r.added is not true and coalesce(r.before ->> 'status', e.status) in ('booked', 'attended', 'no_show') as later
                from enrollments e
                left join import_rows r on r.import_id = :id and r.key = e.id and r.kept is null
                where e.class_id in (
                    select o.class_id from enrollments o join import_rows n on n.import_id = :id and n.key = o.id))
            select line, 'class ' || id || case status when 'cancelled' then ' is cancelled' else ' is full' end
            from (select s.line, c.id, c.status, case c.status when 'cancelled' then 0 else c.capacity end as capacity,
                         row_number() over (partition by c.id order by s.line)
                         + (select count(*) from seat o where o.class_id = c.id and o.later and o.taken) as seats
                  from seat s join classes c on c.id = s.class_id
                  where s.later and not s.taken) taking
            where seats > capacity
            """;

    @Override
    public void keep(Undo undo) {
        undo.keepEdited();
        undo.keepFound("""
                select r.line, 'class ' || e.class_id || ' was paid for in ' || to_char(min(s.month), 'YYYY-MM')
                from import_rows r join enrollments e on e.id = r.key
                join payslip_lines l on l.class_id = e.class_id join payslips s on s.id = l.payslip_id
                where r.import_id = :id
                group by r.line, e.class_id
                """);
        undo.keepUsed("enrollments", "true", Set.of());
        undo.keepAllFound(OVERLAPPING);
        undo.keepFound(OVER_CAPACITY);
    }

    /** Seats are freed before they are taken, as when importing. */
    @Override
    public void apply(Undo undo) {
        undo.delete();
        String update = """
                update enrollments e
                set status = coalesce(r.before ->> 'status', e.status),
                    overlap_allowed = coalesce((r.before ->> 'overlap_allowed')::boolean, e.overlap_allowed)
                from import_rows r
                where r.import_id = :id and r.kept is null and r.before is not null and e.id = r.key
                  and (coalesce(r.before ->> 'status', e.status) in ('booked', 'attended', 'no_show')) = %s
                """;
        undo.restore(update.formatted("false"));
        undo.restore(update.formatted("true"));
    }
}
