package dev.gymctl.core.user;

import dev.gymctl.core.importing.Undo;
import java.util.Set;

/** The part of undoing an import that coaches and members share. */
public final class PeopleUndo {
    /** Finds people whose e-mail of before is no longer free; for the end, when it is known who is kept. */
    public static final String EMAIL_TAKEN = """
            select r.line, 'the e-mail of before is somebody else''s by now'
            from import_rows r
            join users u on lower(u.email) = lower(r.before ->> 'email') and u.id <> r.key
            left join import_rows o on o.import_id = :id and o.key = u.id and o.kept is null
            where r.import_id = :id and r.kept is null
              and (o.key is null or o.before is not null and o.before -> 'email' is null)
            """;

    private PeopleUndo() {}

    /**
     * Keeps people who were edited since, and those who are new and more by now than a file said.
     *
     * @param ofTheFile tables whose rows the import itself added
     */
    public static void keep(Undo undo, Set<String> ofTheFile) {
        undo.keepEdited();
        undo.keepUsed("users", "r.added and r.before is null", ofTheFile);
    }

    /** Makes people who were there before what they were. */
    public static void restore(Undo undo) {
        // First away with e-mails that change, so that two people may swap theirs.
        undo.restore("""
                update users u set email = null
                from import_rows r
                where r.import_id = :id and r.kept is null and r.before -> 'email' is not null and u.id = r.key
                """);
        undo.restore("""
                update users u
                set (first_name, last_name, email, contact_email, phone, emergency_contact_name, emergency_contact_phone,
                     guardian_name, guardian_phone, date_of_birth, date_joined, role, is_active) = (
                    select x.first_name, x.last_name, x.email, x.contact_email, x.phone, x.emergency_contact_name,
                           x.emergency_contact_phone, x.guardian_name, x.guardian_phone, x.date_of_birth, x.date_joined,
                           x.role, x.is_active
                    from jsonb_populate_record(u, r.before) x)
                from import_rows r
                where r.import_id = :id and r.kept is null and r.before <> '{}' and u.id = r.key
                """);
    }
}
