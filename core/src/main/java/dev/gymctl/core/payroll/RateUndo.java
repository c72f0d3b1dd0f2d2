package dev.gymctl.core.payroll;

import dev.gymctl.core.importing.Undo;
import dev.gymctl.core.importing.UndoRules;
import java.util.Set;

/** How a file of pay rates is undone. */
public final class RateUndo implements UndoRules {

    /** {@code later} is what rates are after the undo. */
    private static final String OVERLAPPING = """
            with later as (
                select p.id, p.coach_id, p.class_title, p.valid_from, r.line,
                       case when r.before is null then p.valid_to else (r.before ->> 'valid_to')::date end as valid_to
                from pay_rates p
                left join import_rows r on r.import_id = :id and r.key = p.id and r.kept is null
                where r.added is not true)
            select l.line, 'overlaps rate ' || min(o.id)
            from later l join later o
                on o.id <> l.id and (o.coach_id, o.class_title) is not distinct from (l.coach_id, l.class_title)
                and daterange(o.valid_from, o.valid_to, '[]') && daterange(l.valid_from, l.valid_to, '[]')
            where l.line is not null
            group by l.line
            """;

    @Override
    public void keep(Undo undo) {
        undo.keepEdited();
        undo.keepFound("""
                select r.line, 'would change pay in ' || to_char(max(p.month), 'YYYY-MM') || ', which is closed'
                from import_rows r join pay_rates n on n.id = r.key
                join payroll_periods p on p.closed_at is not null
                    and daterange(p.month, (p.month + interval '1 month')::date) &&
                        case when r.added then daterange(n.valid_from, n.valid_to, '[]')
                             else daterange(least(coalesce(n.valid_to, 'infinity'), coalesce((r.before ->> 'valid_to')::date, 'infinity')),
                                      greatest(coalesce(n.valid_to, 'infinity'), coalesce((r.before ->> 'valid_to')::date, 'infinity')), '(]')
                        end
                where r.import_id = :id
                group by r.line
                """);
        undo.keepUsed("pay_rates", "r.added", Set.of());
        undo.keepAllFound(OVERLAPPING);
    }

    @Override
    public void apply(Undo undo) {
        undo.delete();
        undo.restore("""
                update pay_rates p set valid_to = (r.before ->> 'valid_to')::date
                from import_rows r
                where r.import_id = :id and r.kept is null and r.before is not null and p.id = r.key
                """);
    }
}
