package dev.gymctl.core.db;

import static dev.gymctl.core.TestGym.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.access.Logins;
import dev.gymctl.core.audit.AuditLog;
import dev.gymctl.core.audit.Verification;
import dev.gymctl.core.member.Member;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gym that was run with schema version 3, before there were logins, member histories and recorded imports, comes along. */
class OlderSchemaTest {
    private static final Instant NOW = Instant.parse("2026-11-05T06:00:00Z");
    private static final String PASSWORD = "correct horse battery staple";
    private static final List<String> TABLES = List.of(
            "gym",
            "users",
            "members",
            "member_events",
            "member_freezes",
            "coaches",
            "classes",
            "enrollments",
            "journal_entries",
            "transfers",
            "charges",
            "payments",
            "allocations",
            "prepaid_lots",
            "prepaid_spends",
            "pay_rates",
            "rooms",
            "room_users",
            "messages",
            "audit_log",
            "audit_head");

    @RegisterExtension
    static final TestDatabase newest = new TestDatabase();

    private static String name;
    private static Database old;
    private static Jdbi owner;
    private static Map<String, String> before;
    private static Map<String, String> after;

    @BeforeAll
    static void runAGymAndMigrateIt() throws SQLException {
        name = "older_" + ProcessHandle.current().pid();
        newest.owner().useHandle(handle -> handle.execute("create database " + name));
        old = Database.at(DatabaseAddress.resolve(
                null, Map.of("GYMCTL_URL", newest.ownerUrl().replaceFirst("/[^/]*$", "/" + name)), new Properties()));
        old.migrateTo(3);
        owner = Jdbi.create(old::connectAsOwner);
        String hash = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID, 19)
                .hash(PASSWORD)
                .getResult();
        try (Connection connection = old.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(GYM.formatted(hash));
        }
        before = rows();

        old.migrate();
        after = rows();
    }

    @AfterAll
    static void drop() {
        old.close();
        newest.owner().useHandle(handle -> handle.execute("drop database " + name + " with (force)"));
    }

    /** But for the password's hash, which V4 moves to a table of its own, what V9 adds and takes away empty, and what V14 adds. */
    @Test
    void everyRowIsThere() {
        assertThat(old.status().upToDate()).isTrue();
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aRoomGoesOnAfterItsLastMessage() {
        assertThat(value(owner, "select last_number || ' ' || open from gymctl.rooms"))
                .isEqualTo("1 false");
    }

    @Test
    void theAuditChainHoldsAndGoesOn() {
        Verification verification = new AuditLog(old).verify(null);
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.rows()).isGreaterThanOrEqualTo(3);
        owner.useTransaction(handle -> {
            handle.execute("select audit_append(null, 'owner (test)', 'member approve', '{\"member\": \"2\"}')");
            handle.execute("select audit_append(1, 'user 1 (admin)', 'member approve', '{\"member\": \"3\"}')");
        });
        assertThat(new AuditLog(old).verify(verification.head()).problems()).isEmpty();
    }

    /** Any other hash than Argon2id was never one that gymctl made. */
    @Test
    void whoeverHadAPasswordOfOursHasIt() {
        Logins logins = new Logins(old, Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(logins.login("ada@gym.example", PASSWORD, why -> why)
                        .session()
                        .user()
                        .id())
                .isEqualTo(1);
        assertThat(value(owner, "select string_agg(user_id::text, ',') from gymctl.logins"))
                .isEqualTo("1");
        assertThat(value(
                        owner,
                        "select string_agg(id || ' ' || coalesce(password, '-'), ',' order by id) from compat.users"))
                .isEqualTo("1 set,2 -,3 -,4 -");
    }

    @Test
    void theStoresOfTodayReadIt() {
        TestGym gym = new TestGym(old, NOW);
        assertThat(gym.gym().name()).isEqualTo("Old gym");
        Member frozen = gym.members.get("max@mail.example");
        assertThat(frozen.status()).isEqualTo("frozen");
        assertThat(frozen.membershipApproved()).isTrue();
        assertThat(frozen.attendanceCount()).isEqualTo(1);
        assertThat(frozen.prepaidFees()).isEqualTo(4);
        assertThat(gym.members.get("3").status()).isEqualTo("pending");
        assertThat(gym.imports.list(Optional.empty(), 10)).isEmpty();
    }

    private static Map<String, String> rows() {
        return owner.withHandle(handle -> {
            handle.execute("set timezone = 'UTC'");
            Map<String, String> rows = new TreeMap<>();
            for (String table : TABLES) {
                rows.put(
                        table,
                        handle.createQuery("""
                                select string_agg((to_jsonb(t) - array['password_hash', 'search_text', 'erased_at', %s])::text,
                                                  E'\n' order by to_jsonb(t)::text)
                                from gymctl.%s t""".formatted(
                                                switch (table) {
                                                    case "allocations" -> "'reverses'";
                                                    case "gym" -> "'payment_days', 'charges_a_day'";
                                                    case "prepaid_lots" -> "'charge_id'";
                                                    case "prepaid_spends" -> "'entry_id'";
                                                    case "rooms" -> "'open', 'last_number'";
                                                    default -> "''";
                                                },
                                                table))
                                .mapTo(String.class)
                                .one());
            }
            return rows;
        });
    }

    private static final String GYM = """
            update gym set name = 'Old gym', zone = 'Europe/Berlin';
            insert into users (first_name, last_name, email, date_joined, role, password_hash, contact_email, phone, date_of_birth) values
                ('Ada', 'Byron', 'Ada@gym.example', '2020-01-01', 'admin', '%s', 'a@x.example', '+49 30 1', '1980-01-02'),
                ('Max', 'Müller', 'max@mail.example', '2021-02-03', 'member', 'pbkdf2_sha256$260000$salt$hash', null, null, null),
                ('No', 'Mail', null, '2022-03-04', 'member', null, null, null, null),
                ('Cora', 'Coach', 'cora@gym.example', '2019-01-01', 'coach', '', null, null, null);
            insert into members (user_id, member_ref) values (2, 'M-1'), (3, null);
            insert into coaches (user_id) values (4);
            insert into member_events (member_id, kind, effective_on) values
                (2, 'registered', '2021-02-03'), (2, 'approved', '2021-02-04'), (3, 'registered', '2022-03-04');
            insert into member_freezes (member_id, during, reason) values (2, '[2026-11-01,2026-12-01)', 'a knee');
            insert into classes (class_ref, class_title, coach_id, starts_at, ends_at, capacity) values
                ('c1', 'Yoga', 4, '2026-10-03 18:30+02', '2026-10-03 19:30+02', 12);
            insert into enrollments (class_id, member_id, starts_at, ends_at, status)
                select id, 2, starts_at, ends_at, 'attended' from classes;
            insert into journal_entries (effective_on, value_on, kind, memo, idempotency_key) values
                ('2026-10-01', '2026-10-01', 'prepaid', 'five classes', 'lot 1');
            insert into transfers (entry_id, debit_account, credit_account, credit_party, amount) values
                (1, 'cash', 'prepaid_fees', 2, 5000);
            insert into payments (member_id, amount, method, received_on, key, reference, entry_id) values
                (2, 5000, 'cash', '2026-10-01', 'receipt 1', 'cash desk', 1);
            insert into charges (member_id, kind, amount, charged_on, due_on, entry_id) values
                (2, 'other', 5000, '2026-10-01', '2026-10-01', 1);
            insert into allocations (payment_id, charge_id, amount, entry_id) values (1, 1, 5000, 1);
            insert into prepaid_lots (member_id, credits, price, bought_on, key) values (2, 5, 5000, '2026-10-01', 'lot 1');
            insert into prepaid_spends (lot_id, lot_credits, number, enrollment_id, spent_on)
                select 1, 5, 1, id, '2026-10-03' from enrollments;
            insert into pay_rates (coach_id, per_class, valid_from) values (4, 1500, '2026-01-01');
            insert into rooms (room_name) values ('Desk');
            insert into room_users (room_id, user_id) values (1, 2);
            insert into messages (room_id, number, user_id, content) values (1, 1, 2, 'Hello');
            select audit_append(null, 'owner (ada)', 'gym set', '{"name": "Old gym"}');
            select audit_append(1, 'user 1 (admin)', 'member add', '{"member": "2"}');
            select audit_append(null, 'owner (ada)', 'class add', '{"class": "1", "coach": "4"}');
            """;
}
