package dev.gymctl.core.db;

import static dev.gymctl.core.TestGym.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The original's seven tables, for whoever reads them with SQL. */
class CompatTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static List<Long> members;
    private static long ann;
    private static long bob;
    private static long yoga;

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.now()).in("Europe/Berlin");
        members = gym.activeMembers(3);
        ann = gym.coach("ann@gym.example");
        bob = gym.coach("bob@gym.example");
        yoga = gym.taught("ann@gym.example", "Yoga", "2026-09-03T10:00", 60);
        gym.attended(yoga, 3);
        gym.sql("update enrollments set status = 'booked' where member_id = ?", members.get(1));
        gym.sql("update enrollments set status = 'no_show' where member_id = ?", members.get(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        users           | id int8 · first_name varchar · last_name varchar · is_active bool · date_joined timestamptz · email varchar · password varchar · role varchar · date_of_birth date
        member_logs     | id int8 · payment_status varchar · membership_approved bool · attendance_count int4 · user_id int8 · prepaid_fees int4
        coach_tracking  | id int8 · payment_balance int4 · numbers_classes_taught int4 · user_id int8 · last_payment_balance int4
        classes_offered | id int8 · class_title varchar · instructor_name varchar · class_datetime timestamptz · participants varchar[]
        rooms           | id int8 · room_name varchar
        room_users      | id int8 · room_name int8 · user_id int8
        messages        | id int8 · room_name int8 · user_id int8 · content text · class_datetime timestamptz · title text
        """)
    void hasTheOriginalsFieldsInTheirOrderAndTypes(String view, String fields) {
        assertThat(gym.value("""
                select string_agg(a.attname || ' ' || case when t.typelem <> 0 and t.typcategory = 'A'
                    then (select e.typname from pg_type e where e.oid = t.typelem) || '[]' else t.typname end, ' · ' order by a.attnum)
                from pg_attribute a join pg_type t on t.oid = a.atttypid
                where a.attrelid = ('compat.' || ?)::regclass and a.attnum > 0 and not a.attisdropped
                """, view)).isEqualTo(fields);
    }

    @Test
    void hasNoOtherViews() {
        assertThat(
                        gym.value(
                                "select string_agg(relname, ' ' order by relname) from pg_class where relnamespace = 'compat'::regnamespace"))
                .isEqualTo("classes_offered coach_tracking member_logs messages room_users rooms users");
    }

    @Test
    void aPersonHasOneNumber() {
        assertThat(gym.value("select bool_and(id = user_id) and count(*) = 3 from compat.member_logs"))
                .isEqualTo("t");
        assertThat(gym.value("select string_agg(id || ' ' || user_id, ', ' order by id) from compat.coach_tracking"))
                .isEqualTo("%d %d, %d %d".formatted(ann, ann, bob, bob));
        assertThat(gym.value("select count(*) from compat.users where id in (select id from compat.coach_tracking)"))
                .isEqualTo("2");
    }

    @Test
    void aPasswordIsSetOrNot() {
        database.jdbi().useTransaction(handle -> {
            handle.execute("select set_password(?, '$argon2id$secret', null)", ann);
            assertThat(handle.createQuery("select password from compat.users where id = ?")
                            .bind(0, ann)
                            .mapTo(String.class)
                            .one())
                    .isEqualTo("set");
            handle.rollback();
        });
        assertThat(gym.value("select count(*) from compat.users where password is not null"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "50, 0",
        "150, 2",
        "250, 2",
        "249, 2",
        "251, 3",
        "0, 0",
        "1000, 10",
        "-50, 0",
        "-150, -2",
        "-250, -2",
        "214748364700, 2147483647",
        "214748364800, 2147483647",
        "-214748364900, -2147483648"
    })
    void moneyIsInWholeUnitsRoundedHalfToEven(long minorUnits, String units) {
        assertThat(gym.value("select compat.whole_units(?)", minorUnits)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource({"0.50, 0", "1.50, 2", "2.50, 2"})
    void aCoachsBalanceIsInWholeUnits(String perClass, String balance) {
        database.jdbi().useTransaction(handle -> {
            handle.execute(
                    "insert into pay_rates (coach_id, per_class, valid_from) values (?, ?::numeric * 100, '2026-01-01')",
                    ann,
                    perClass);
            assertThat(handle.createQuery("select payment_balance || ' for ' || numbers_classes_taught || ', before '"
                                    + " || last_payment_balance from compat.coach_tracking where id = ?")
                            .bind(0, ann)
                            .mapTo(String.class)
                            .one())
                    .isEqualTo(balance + " for 1, before 0");
            handle.rollback();
        });
    }

    @Test
    void aMembersFileSaysWhatIsAttendedAndPaid() {
        assertThat(gym.value("""
                select string_agg(concat_ws(' ', payment_status, membership_approved, attendance_count, prepaid_fees), ', ' order by id)
                from compat.member_logs
                """)).isEqualTo("paid t 1 0, paid t 0 0, paid t 0 0");
    }

    @Test
    void participantsAreTheSortedNamesOfBookedAndAttended() {
        assertThat(
                        gym.value(
                                "select concat_ws(' ', id, class_title, instructor_name, participants) from compat.classes_offered"))
                .isEqualTo(yoga + " Yoga Ada Coach {\"Max Member 0\",\"Max Member 1\"}");
        database.jdbi().useTransaction(handle -> {
            handle.execute("update users set first_name = 'Zoë' where id = ?", members.get(0));
            assertThat(handle.createQuery("select participants::text from compat.classes_offered")
                            .mapTo(String.class)
                            .one())
                    .isEqualTo("{\"Max Member 1\",\"Zoë Member 0\"}");
            handle.rollback();
        });
    }

    @Test
    void chatHasItsRoomsUsersAndMessages() {
        database.jdbi().useTransaction(handle -> {
            handle.execute("insert into rooms (room_name) values ('Lobby')");
            handle.execute("insert into room_users (room_id, user_id) select id, ? from rooms", ann);
            handle.execute(
                    "insert into messages (room_id, user_id, title, content) select id, ?, 'Hi', 'all' from rooms",
                    ann);
            handle.execute("insert into messages (room_id, user_id, content) select id, ?, 'gone' from rooms", ann);
            handle.execute("update messages set content = '', deleted_at = now() where content = 'gone'");
            assertThat(handle.createQuery("""
                            select r.room_name || ': ' || m.title || ' ' || m.content || ' '
                                || (m.user_id = u.user_id and m.class_datetime <= clock_timestamp())
                            from compat.rooms r join compat.room_users u on u.room_name = r.id
                            join compat.messages m on m.room_name = r.id
                            """).mapTo(String.class).list()).containsExactly("Lobby: Hi all true");
            handle.rollback();
        });
    }

    @Test
    void canOnlyBeRead() {
        assertThat(value(
                        database.owner(),
                        "select has_table_privilege('gymctl_app', 'compat.users', 'insert, update, delete')"))
                .isEqualTo("f");
    }
}
