package dev.gymctl.core.classes;

import dev.gymctl.core.importing.Undo;
import dev.gymctl.core.importing.UndoRules;
import java.util.Set;

/** How a file of classes is undone: bookings that ended with a class that the file cancelled come back with it. */
public final class ClassUndo implements UndoRules {

    /** What classes and enrollments are after the undo; {@code line} is that of a class which the undo restores. */
    private static final String LATER = """
            with later as (
                select x.id, x.coach_id, x.starts_at, x.ends_at, x.capacity, x.status, x.overlap_allowed, r.line, r.before
                from classes c
                left join import_rows r on r.import_id = :id and r.key = c.id and r.kept is null
                cross join lateral jsonb_populate_record(c, coalesce(r.before, '{}')) x
                where r.added is not true),
            seat as (
                select e.member_id, e.overlap_allowed, l.id as class_id, l.starts_at, l.ends_at, l.line, l.capacity,
                       l.status as class_status,
                       case e.status when 'cancelled' then coalesce(l.before -> 'bookings' ->> e.id::text, e.status)
                           else e.status end as status
                from enrollments e join later l on l.id = e.class_id)
            """;

    private static final String COACH_BUSY = LATER + """
            select l.line, 'the coach teaches class ' || min(o.id) || ' at that time'
            from later l join later o
                on o.coach_id = l.coach_id and o.id <> l.id and o.status = 'scheduled' and not o.overlap_allowed
                and tstzrange(o.starts_at, o.ends_at) && tstzrange(l.starts_at, l.ends_at)
            where l.line is not null and l.status = 'scheduled' and not l.overlap_allowed
            group by l.line
            """;

    private static final String MEMBER_BUSY = LATER + """
            select s.line, 'member ' || min(s.member_id) || ' is in another class at that time'
            from seat s join seat o
                on o.member_id = s.member_id and o.class_id <> s.class_id
                and o.status in ('booked', 'attended') and not o.overlap_allowed
                and tstzrange(o.starts_at, o.ends_at) && tstzrange(s.starts_at, s.ends_at)
            where s.line is not null and s.status in ('booked', 'attended') and not s.overlap_allowed
            group by s.line
            """;

    @Override
    public void keep(Undo undo) {
        undo.keepEdited();
        undo.keepFound("""
                select r.line, 'was paid for in ' || to_char(min(s.month), 'YYYY-MM')
                from import_rows r
                join payslip_lines l on l.class_id = r.key join payslips s on s.id = l.payslip_id
                where r.import_id = :id
                group by r.line
                """);
        undo.keepUsed("classes", "r.added", Set.of());
        undo.keepFound(LATER + """
                select line, case class_status when 'cancelled' then 'is booked by now'
                    else count(*) || ' seats are taken by now' end
                from seat
                where line is not null and status in ('booked', 'attended', 'no_show')
                group by line, capacity, class_status
                having count(*) > case class_status when 'cancelled' then 0 else capacity end
                """);
        undo.keepAllFound(COACH_BUSY, MEMBER_BUSY);
    }

    @Override
    public void apply(Undo undo) {
        undo.delete();
        undo.restore("""
                update classes c
                set (class_title, coach_id, starts_at, ends_at, capacity, place, status, overlap_allowed) = (
                    select x.class_title, x.coach_id, x.starts_at, x.ends_at, x.capacity, x.place, x.status, x.overlap_allowed
                    from jsonb_populate_record(c, r.before) x)
                from import_rows r
                where r.import_id = :id and r.kept is null and r.before is not null and c.id = r.key
                """);
        undo.restore("""
                update enrollments e set status = r.before -> 'bookings' ->> e.id::text
                from import_rows r
                where r.import_id = :id and r.kept is null and e.class_id = r.key
                  and e.status = 'cancelled' and r.before -> 'bookings' -> e.id::text is not null
                """);
    }
}
