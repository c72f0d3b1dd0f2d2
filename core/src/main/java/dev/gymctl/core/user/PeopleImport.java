package dev.gymctl.core.user;

import dev.gymctl.core.audit.Change;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvRow;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Field;
import dev.gymctl.core.importing.Import;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The part of an import that coaches and members share: people are known by their e-mail; new ones are added, and what
 * the file says of one who is there already is brought up to date. An empty field says nothing.
 */
public final class PeopleImport {
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);

    private PeopleImport() {}

    /**
     * Loads a file of people into the temporary table {@code people}, adds and updates users, and sets its
     * {@code user_id}.
     *
     * @param role of the users that are added
     * @param more further columns of the file
     */
    public static Import run(Change change, CsvSource source, Gym gym, Clock clock, Role role, List<Field> more) {
        LocalDate today = gym.today(clock);
        List<Field> fields = new ArrayList<>(List.of(
                new Field(Column.filled("first_name"), "text", row -> row.text("first_name")),
                new Field(Column.required("last_name"), "text", row -> row.text("last_name")),
                new Field(Column.filled("email"), "text", row -> row.email("email")),
                new Field(Column.optional("date_of_birth"), "date", row -> birth(row, today)),
                new Field(Column.optional("date_joined"), "timestamptz", row -> joined(row, gym)),
                new Field(Column.optional("is_active"), "boolean", row -> row.bool("is_active"))));
        fields.addAll(more);
        Import people = Import.load(change, source, "people", fields);
        people.rejectRepeated("email");
        people.throwIfRejected();
        merge(change.handle(), OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)), role);
        return people;
    }

    private static LocalDate birth(CsvRow row, LocalDate today) {
        LocalDate date = row.date("date_of_birth");
        if (date != null && (date.isBefore(EARLIEST_BIRTH) || date.isAfter(today))) {
            row.reject("date_of_birth", "is not between " + EARLIEST_BIRTH + " and today");
        }
        return date;
    }

    private static Object joined(CsvRow row, Gym gym) {
        LocalDate date = row.date("date_joined");
        return date != null && Import.isSensible(row, "date_joined", date) ? gym.startOf(date) : null;
    }

    private static void merge(Handle handle, OffsetDateTime now, Role role) {
        handle.execute("alter table people add column user_id bigint");
        handle.execute("""
                update people set user_id = u.id, outcome = 'changed'
                from users u
                where lower(u.email) = lower(people.email)
                  and (u.first_name, u.last_name, u.date_of_birth, u.date_joined, u.is_active) is distinct from (
                      people.first_name, coalesce(people.last_name, u.last_name),
                      coalesce(people.date_of_birth, u.date_of_birth), coalesce(people.date_joined, u.date_joined),
                      coalesce(people.is_active, u.is_active))
                """);
        // In id order, so that two imports at once wait for each other instead of deadlocking.
        handle.execute("""
                select from users where id in (select user_id from people where outcome = 'changed')
                order by id for no key update
                """);
        handle.execute("""
                update users u
                set first_name = p.first_name, last_name = coalesce(p.last_name, u.last_name),
                    date_of_birth = coalesce(p.date_of_birth, u.date_of_birth),
                    date_joined = coalesce(p.date_joined, u.date_joined),
                    is_active = coalesce(p.is_active, u.is_active)
                from people p
                where u.id = p.user_id and p.outcome = 'changed'
                """);
        handle.createUpdate("""
                        insert into users (first_name, last_name, email, date_of_birth, date_joined, is_active, role)
                        select p.first_name, coalesce(p.last_name, ''), p.email, p.date_of_birth,
                               coalesce(p.date_joined, :now), coalesce(p.is_active, true), :role
                        from people p
                        where not exists (select from users u where lower(u.email) = lower(p.email))
                        order by p.line
                        """).bind("now", now).bind("role", role.code()).execute();
        handle.execute("""
                update people set user_id = u.id
                from users u
                where people.user_id is null and lower(u.email) = lower(people.email)
                """);
    }
}
