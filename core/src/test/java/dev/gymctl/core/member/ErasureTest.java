package dev.gymctl.core.member;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.audit.Verification;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.finance.ChargeKind;
import dev.gymctl.core.finance.NewCharge;
import dev.gymctl.core.finance.NewPayment;
import dev.gymctl.core.finance.PaymentMethod;
import dev.gymctl.core.member.Erasure.Erased;
import dev.gymctl.core.user.Contact;
import dev.gymctl.core.user.NewUser;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.Users;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every test has a member of its own. */
class ErasureTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static int people;

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        gym.coach("coach@gym.example");
    }

    @Test
    void takesAwayWhoItWasAndLeavesWhatWasPaid() {
        long id = gone("Xaver", "Geheim");
        gym.sql("insert into rooms (room_name) values ('Talk')");
        gym.sql("insert into room_users (room_id, user_id) values (1, ?)", id);
        gym.sql("insert into messages (room_id, user_id, title, content) values (1, ?, 'Geheim', 'my Geheim')", id);
        gym.jdbi.useTransaction(handle -> {
            handle.execute("insert into journal_entries (effective_on, value_on, kind, idempotency_key)"
                    + " values ('2026-10-03', '2026-10-03', 'payment', 'receipt 9')");
            handle.execute(
                    "insert into transfers (entry_id, debit_account, credit_account, credit_party, amount)"
                            + " select max(id), 'cash', 'member_receivable', ?, 1250 from journal_entries",
                    id);
            handle.execute(
                    "insert into payments (member_id, amount, method, received_on, key, entry_id)"
                            + " select ?, 1250, 'cash', '2026-10-03', 'receipt 9', max(id) from journal_entries",
                    id);
        });

        List<String> exported = new ArrayList<>();
        Erased trial = erase(id, exported, true);
        assertThat(gym.members.get(String.valueOf(id)).user().firstName()).isEqualTo("Xaver");
        Erased erased = erase(id, exported, false);

        assertThat(erased).isEqualTo(trial).isEqualTo(new Erased(id, true, 3, 1, 0));
        assertThat(exported).hasSize(2);
        assertThat(exported.get(1))
                .isEqualTo(exported.get(0))
                .contains(
                        "\"Geheim\"",
                        "\"my Geheim\"",
                        "\"12.50\"",
                        "+49 170 Geheim",
                        "\"receipt 9\"",
                        "\"Family Geheim\"");
        Member nobody = gym.members.get(String.valueOf(id));
        assertThat(nobody.user().fullName()).isEqualTo("erased " + id);
        assertThat(nobody.user().email()).isNull();
        assertThat(nobody.user().active()).isFalse();
        assertThat(nobody.status()).isEqualTo("cancelled");
        assertThat(gym.value("select count(*) from payments where member_id = ?", id))
                .isEqualTo("1");
        assertThat(gym.value("select content || deleted_at::date from messages where user_id = ?", id))
                .hasSize(10);
        assertThat(gym.value("select count(*) from room_users where user_id = ?", id))
                .isEqualTo("0");
        for (String table :
                List.of("users", "members", "member_events", "member_freezes", "messages", "audit_log", "payments")) {
            assertThat(gym.value("select count(*) from " + table + " t where t::text ilike '%geheim%'"))
                    .as(table)
                    .isEqualTo("0");
        }
    }

    @Test
    void tellsAllThatWasChargedAndPaid() {
        long id = gone("Mona", "M");
        String member = String.valueOf(id);
        gym.sql("insert into plans (name, kind, price) values ('Monthly', 'dues', 4900)");
        gym.sql(
                "insert into memberships (member_id, plan_id, starts_on, ends_on, bill_day)"
                        + " select ?, id, '2026-01-01', '2026-10-31', 1 from plans where name = 'Monthly'",
                id);
        gym.sql(
                "insert into parked_accounts (member_id, month, reason) values (?, '2026-10-01', 'six charges a day')",
                id);
        long charge = gym.charges
                .add(new NewCharge(member, BigDecimal.TEN, ChargeKind.OTHER, "locker", null, null), gym.gym(), false)
                .id();
        gym.charges.writeOff(String.valueOf(charge), new BigDecimal("4"), "moved", gym.gym(), false);
        long debit = pay(member, "6", PaymentMethod.DIRECT_DEBIT);
        gym.payments.giveBackByBank(debit, null, new BigDecimal("3.50"), false, "no funds", gym.gym(), false);
        pay(member, "8", PaymentMethod.CASH);
        gym.payments.refund(member, new BigDecimal("2"), null, "refund 9", null, gym.gym(), false);

        List<String> exported = new ArrayList<>();
        erase(id, exported, false);

        assertThat(exported.get(0))
                .contains(
                        "\"plan\": \"Monthly\"",
                        "\"reason\": \"six charges a day\"",
                        "\"written_off_on\": \"2026-11-05\"",
                        "\"reason\": \"moved\"",
                        "\"returned_on\": \"2026-11-05\"",
                        "\"fee\": \"3.50\"",
                        "\"refunded_on\": \"2026-11-05\"",
                        "\"key\": \"refund 9\"",
                        "\"settlements\": [");
        assertThat(gym.value("select count(*) from parked_accounts where member_id = ?", id))
                .isEqualTo("0");
        assertThat(gym.value("select count(*) from memberships where member_id = ?", id))
                .as("what was charged for stays")
                .isEqualTo("1");
    }

    private static long pay(String member, String amount, PaymentMethod method) {
        return gym.payments
                .receive(
                        new NewPayment(member, new BigDecimal(amount), method, null, null, null, null),
                        gym.gym(),
                        false)
                .now()
                .id();
    }

    @Test
    void theAuditLogStillVerifiesAndSaysSo() {
        long id = gone("Yves", "Y");
        Verification before = gym.auditLog.verify(null);
        erase(id, new ArrayList<>(), false);
        Verification after = gym.auditLog.verify(before.head());
        assertThat(after.problems()).isEmpty();
        assertThat(after.erased()).isEqualTo(before.erased() + 3);
        assertThat(gym.value("select payload ->> 'member' from audit_log order by id desc limit 1"))
                .as("that it was erased, and which rows with it, is not")
                .isEqualTo(String.valueOf(id));
    }

    @Test
    void whoIsErasedStaysSo() {
        long id = gone("Zoe", "Z");
        assertThat(erase(id, new ArrayList<>(), false).changed()).isTrue();
        List<String> exported = new ArrayList<>();
        assertThat(erase(id, exported, false).changed()).isFalse();
        assertThat(exported).isEmpty();
        assertThat(refusal(() -> gym.memberships.approve(List.of(String.valueOf(id)), true, gym.gym())))
                .hasMessage("member " + id + " is erased");

        String nobody = String.valueOf(id);
        Users users = new Users(gym.jdbi, gym.changes);
        List<ThrowingCallable> revivals = List.of(
                () -> users.edit(nobody, Map.of("first_name", "Zoe")),
                () -> users.setActive(nobody, true),
                () -> users.setRole(nobody, Role.COACH),
                () -> database.owner()
                        .useHandle(owner -> owner.execute(
                                "insert into gymctl.logins (user_id, password_hash) values (?, 'x')", id)));
        for (ThrowingCallable revival : revivals) {
            assertThat(refusal(revival)).hasMessage("user " + id + " is erased");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        active  | is active
        frozen  | is frozen
        pending | is pending
        coach   | is staff
        owing   | owes 20.00 EUR
        credit  | has a credit of 5.00 EUR
        """)
    void refusesWhatACarefulGymWouldNotForget(String what, String because) {
        long id;
        if (what.equals("pending")) {
            id = add("P", "P");
        } else if (what.equals("active") || what.equals("frozen")) {
            id = add("A", "A");
            gym.memberships.approve(List.of(String.valueOf(id)), false, gym.gym());
            if (what.equals("frozen")) {
                gym.memberships.freeze(
                        String.valueOf(id), LocalDate.parse("2026-11-05"), null, null, (h, m, f, t) -> 0);
            }
        } else {
            id = gone("G", "G");
        }
        if (what.equals("coach")) {
            gym.sql("insert into coaches (user_id) values (?)", id);
        } else if (what.equals("owing")) {
            entry("charge", id);
            gym.sql("""
                    insert into charges (member_id, kind, amount, charged_on, due_on, entry_id)
                    select ?, 'other', 2000, '2026-11-01', '2026-11-01', max(id) from journal_entries
                    """, id);
        } else if (what.equals("credit")) {
            entry("credit", id);
        }
        List<String> exported = new ArrayList<>();
        assertThat(refusal(() -> erase(id, exported, false)))
                .hasMessage("member " + id + " cannot be erased: " + because)
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
        assertThat(exported).isEmpty();
    }

    /** A charge has an entry; a credit is one. */
    private static void entry(String kind, long id) {
        gym.jdbi.useTransaction(handle -> {
            handle.execute(
                    "insert into journal_entries (effective_on, value_on, kind, idempotency_key) values ('2026-11-01', '2026-11-01', 'test', ?)",
                    kind + " of " + id);
            if (kind.equals("credit")) {
                handle.execute(
                        "insert into transfers (entry_id, debit_account, credit_account, credit_party, amount)"
                                + " select max(id), 'cash', 'member_credit', ?, 500 from journal_entries",
                        id);
            }
        });
    }

    private static Erased erase(long id, List<String> exported, boolean trial) {
        return gym.erasure.erase(String.valueOf(id), gym.gym(), exported::add, trial);
    }

    /** Was a member until today: added, approved and cancelled, which are three audit rows. */
    private static long gone(String first, String last) {
        long id = add(first, last);
        gym.memberships.approve(List.of(String.valueOf(id)), false, gym.gym());
        gym.memberships.cancel(String.valueOf(id), LocalDate.parse("2026-11-05"), "Geheim", (h, m, f, t) -> 0);
        return id;
    }

    private static long add(String first, String last) {
        people++;
        Contact contact = new Contact("Geheim@mail.example", "+49 170 Geheim", "Family Geheim", null, null, null);
        return gym.members
                .add(
                        new NewUser(first, last, last + people + "@mail.example", null, gym.clock.instant()),
                        contact,
                        "Geheim-" + people,
                        gym.gym())
                .user()
                .id();
    }
}
