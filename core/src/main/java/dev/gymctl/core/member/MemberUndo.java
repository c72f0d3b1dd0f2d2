package dev.gymctl.core.member;

import dev.gymctl.core.importing.Undo;
import dev.gymctl.core.importing.UndoRules;
import dev.gymctl.core.user.PeopleUndo;
import java.util.Set;

/** How a file of members is undone. */
public final class MemberUndo implements UndoRules {
    private static final String NUMBER_TAKEN = """
            select r.line, 'the number of before is somebody else''s by now'
            from import_rows r
            join members m on m.member_ref = r.before ->> 'member_ref' and m.user_id <> r.key
            left join import_rows o on o.import_id = :id and o.key = m.user_id and o.kept is null
            where r.import_id = :id and r.kept is null
              and (o.key is null or not o.added and o.before -> 'member_ref' is null)
            """;

    private final ReversedFees reversedFees;

    /**
     * The rules.
     *
     * @param reversedFees takes back the prepaid fees that they brought along
     */
    public MemberUndo(ReversedFees reversedFees) {
        this.reversedFees = reversedFees;
    }

    /** The opening fees, and the entries that book them, are the import's own; all other money is use. */
    @Override
    public void keep(Undo undo) {
        PeopleUndo.keep(undo, Set.of("members", "prepaid_lots", "transfers"));
        undo.keepWhere("'its status was changed since'", """
                exists (select from member_events own join member_events e on e.member_id = own.member_id and e.id > own.id
                        where own.member_id = r.key and own.recorded_at = i.imported_at and e.recorded_at <> i.imported_at)
                """);
        undo.keepUsed("members", "r.added", Set.of("member_events", "member_freezes"));
        undo.keepWhere("'has bought prepaid fees'", """
                r.added and exists (
                    select from prepaid_lots l
                    where l.member_id = r.key and l.key not like 'opening fees of member %')
                """);
        undo.keepWhere("'is in the books'", """
                r.added and r.before is null and exists (
                    select from transfers t join journal_entries e on e.id = t.entry_id
                    left join journal_entries o on o.id = e.reverses
                    where r.key in (t.debit_party, t.credit_party)
                      and not exists (select from prepaid_lots l where l.key = coalesce(o.idempotency_key, e.idempotency_key)))
                """);
        undo.keepWhere("'has booked since the import decided on it'", """
                not r.added
                and exists (select from member_events e where e.member_id = r.key and e.recorded_at = i.imported_at)
                and exists (select from enrollments e where e.member_id = r.key and e.booked_at > i.imported_at)
                """);
        undo.keepAllFound(PeopleUndo.EMAIL_TAKEN, NUMBER_TAKEN);
    }

    @Override
    public void apply(Undo undo) {
        reversedFees.reverse(undo);
        undo.restore("""
                delete from member_freezes f using import_rows r
                where r.import_id = :id and r.kept is null and (r.added or r.before -> 'freezes' is not null)
                  and f.member_id = r.key
                """);
        undo.delete();
        PeopleUndo.restore(undo);
        undo.restore("""
                update members m set member_ref = null
                from import_rows r
                where r.import_id = :id and r.kept is null and r.before -> 'member_ref' is not null and m.user_id = r.key
                """);
        undo.restore("""
                update members m set member_ref = r.before ->> 'member_ref'
                from import_rows r
                where r.import_id = :id and r.kept is null and r.before ->> 'member_ref' is not null and m.user_id = r.key
                """);
        undo.restore("""
                insert into member_freezes (member_id, during, reason)
                select r.key, (f.value ->> 'during')::daterange, f.value ->> 'reason'
                from import_rows r cross join lateral jsonb_array_elements(r.before -> 'freezes') f
                where r.import_id = :id and r.kept is null
                """);
    }
}
