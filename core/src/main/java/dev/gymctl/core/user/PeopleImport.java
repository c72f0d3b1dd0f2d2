package dev.gymctl.core.user;

import dev.gymctl.core.audit.Change;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvRow;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Field;
import dev.gymctl.core.importing.Import;
import dev.gymctl.core.importing.ImportKind;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The part of an import that coaches and members share: the columns that people have; new people are added, and what the
 * file says of somebody who is there already is brought up to date. An empty field says nothing.
 *
 * <p>The rows wait in the temporary table {@code people}; whoever imports sets its {@code user_id} for those who are there
 * already, and {@link #merge} for the others.
 */
public final class PeopleImport {
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);

    /** The columns of {@code users} that a file may bring up to date, but for the e-mail. */
    public static final List<String> COLUMNS = List.of(
            "first_name",
            "last_name",
            "contact_email",
            "phone",
            "emergency_contact_name",
            "emergency_contact_phone",
            "guardian_name",
            "guardian_phone",
            "date_of_birth",
            "date_joined",
            "is_active");

    private PeopleImport() {}

    /** Loads a file of people who are known by their e-mail, adds and updates users, and sets its {@code user_id}. */
    public static Import run(Change change, CsvSource source, Gym gym, Clock clock, Role role) {
        Import people = load(change, source, gym, clock, Column.filled("email"), List.of());
        people.rejectRepeated("email");
        change.handle().execute("""
                update people set user_id = u.id from users u where lower(u.email) = lower(people.email)
                """);
        check(people, "'member', 'coach'");
        people.throwIfRejected();
        merge(change, people, clock, role);
        return people;
    }

    /**
     * Loads a file of people into the temporary table {@code people}.
     *
     * @param email whether everybody needs one
     * @param more further columns of the file
     */
    public static Import load(Change change, CsvSource source, Gym gym, Clock clock, Column email, List<Field> more) {
        Field.Days births =
                new Field.Days(EARLIEST_BIRTH, gym.today(clock), "is not between " + EARLIEST_BIRTH + " and today");
        List<Field> fields = new ArrayList<>(List.of(
                new Field(Column.filled("first_name").or("full_name"), "text", name("first_name", FullName::first)),
                new Field(Column.required("last_name").or("full_name"), "text", name("last_name", FullName::last)),
                line(Column.optional("full_name")),
                new Field(email, "text", row -> row.email("email")),
                new Field(Column.optional("contact_email"), "text", row -> row.email("contact_email")),
                line(Column.optional("phone")),
                line(Column.optional("emergency_contact_name")),
                line(Column.optional("emergency_contact_phone")),
                line(Column.optional("guardian_name")),
                line(Column.optional("guardian_phone")),
                Field.day(Column.optional("date_of_birth"), births),
                Field.moment(Column.optional("date_joined"), Field.Days.SENSIBLE, gym.zone()),
                new Field(Column.optional("is_active"), "boolean", row -> row.bool("is_active"))));
        fields.addAll(more);
        Import people = Import.load(change, source, "people", fields);
        change.handle().execute("alter table people add column user_id bigint");
        return people;
    }

    private static Field line(Column column) {
        return new Field(column, "text", row -> oneLine(row, column.name()));
    }

    private static String oneLine(CsvRow row, String column) {
        String text = row.text(column);
        for (int i = 0; text != null && i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                row.reject(column, "contains a line break or a tab");
                return null;
            }
        }
        return text;
    }

    private static Function<CsvRow, Object> name(String column, Function<FullName, String> part) {
        return row -> {
            String text = oneLine(row, column);
            FullName full = text == null && row.text("first_name") == null ? FullName.of(row) : null;
            return full == null ? text : part.apply(full);
        };
    }

    /**
     * Rejects changes that are not an import's to make.
     *
     * @param roles whose activity and e-mail it may change, quoted for SQL
     */
    public static void check(Import people, String roles) {
        people.rejectWhere("""
                select p.line, 'is_active', p.is_active::text, 'would change the login of somebody who is ' || u.role
                from people p join users u on u.id = p.user_id
                where p.is_active <> u.is_active and u.role not in (%s) order by p.line
                """.formatted(roles));
        people.rejectWhere("""
                select p.line, 'email', p.email, 'would change the login of somebody who is ' || u.role
                from people p join users u on u.id = p.user_id
                where lower(p.email) <> lower(u.email) and u.role not in (%s) order by p.line
                """.formatted(roles));
    }

    /** Brings users up to date and adds those without a {@code user_id}, which are {@code added} then and have one. */
    public static void merge(Change change, Import people, Clock clock, Role role) {
        Handle handle = change.handle();
        update(handle, people, role == Role.COACH ? ImportKind.COACH : ImportKind.MEMBER);
        handle.createUpdate("""
                        update people
                        set user_id = nextval('users_id_seq'), outcome = 'added', date_joined = coalesce(date_joined, :now)
                        where user_id is null
                        """)
                .bind("now", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .execute();
        handle.execute(
                "analyze people (outcome, user_id)"); // it still believes that nobody is added, and would look up row
        // by row
        String columns = String.join(", ", COLUMNS);
        String values = COLUMNS.stream()
                .map(column -> switch (column) {
                    case "last_name" -> "coalesce(last_name, '')";
                    case "is_active" -> "coalesce(is_active, true)";
                    default -> column;
                })
                .collect(Collectors.joining(", "));
        handle.createUpdate("insert into users (id, email, role, " + columns
                        + ") overriding system value select user_id, email, :role, " + values
                        + " from people where outcome = 'added'")
                .bind("role", role.code())
                .execute();
    }

    private static void update(Handle handle, Import people, ImportKind kind) {
        String differs = "("
                + COLUMNS.stream().map(column -> "u." + column).collect(Collectors.joining(", "))
                + ") is distinct from ("
                + COLUMNS.stream()
                        .map(column -> "coalesce(p." + column + ", u." + column + ")")
                        .collect(Collectors.joining(", "))
                + ")";
        int changed = handle.execute("""
                update people p set outcome = 'changed'
                from users u
                where u.id = p.user_id
                  and (%s or p.email is not null and lower(p.email) is distinct from lower(u.email))
                """.formatted(differs));
        if (changed == 0) {
            return;
        }
        // In id order, so that two imports at once wait for each other instead of deadlocking.
        handle.execute("""
                select from users where id in (select user_id from people where outcome = 'changed')
                order by id for no key update
                """);
        people.remember(kind, "select user_id from people where outcome = 'changed'");
        // First away with those that change, so that two people may swap theirs.
        handle.execute("""
                update users u set email = null
                from people p
                where u.id = p.user_id and p.outcome = 'changed' and lower(p.email) <> lower(u.email)
                """);
        handle.execute("""
                update users u set %s, email = coalesce(u.email, p.email)
                from people p
                where u.id = p.user_id and p.outcome = 'changed'
                """.formatted(COLUMNS.stream()
                .map(column -> column + " = coalesce(p." + column + ", u." + column + ")")
                .collect(Collectors.joining(", "))));
    }
}
