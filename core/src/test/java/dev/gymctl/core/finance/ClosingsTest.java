package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.db.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Books are closed month by month, when they tie, and stay closed. */
class ClosingsTest {
    private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = at("2026-11-05T06:00:00Z");
        gym.activeMembers(1);
    }

    private static TestGym at(String now) {
        return new TestGym(database.database(), Instant.parse(now)).in("Europe/Berlin");
    }

    @Test
    void whatIsRecordedLaterIsBookedOnTheFirstOpenDay() {
        gym.jdbi.useTransaction(handle -> post(handle, "september", "2026-09-30"));
        Outcome<Closing> closed = close(OCTOBER, false);

        assertThat(closed.changed()).isTrue();
        assertThat(closed.now())
                .isEqualTo(new Closing(
                        OCTOBER, LocalDate.of(2026, 10, 31), 1, gym.gym().money(100)));
        assertThat(gym.gym().booksClosedThrough()).isEqualTo("2026-10-31");
        gym.jdbi.useTransaction(handle -> post(handle, "october", "2026-10-02"));
        assertThat(
                        gym.value(
                                "select effective_on || ' ' || value_on from journal_entries where idempotency_key = 'october'"))
                .isEqualTo("2026-11-01 2026-10-02");
        assertThat(gym.value("select payload ->> 'books_closed_through' from audit_log where action = 'finance close'"))
                .isEqualTo("2026-10-31");
    }

    @Test
    void closedBooksStaySoAndAnEarlierMonthIsClosedAlready() {
        close(OCTOBER, false);
        for (YearMonth month : new YearMonth[] {OCTOBER, SEPTEMBER}) {
            Outcome<Closing> again = close(month, false);
            assertThat(again.changed()).isFalse();
            assertThat(again.now().closedThrough()).isEqualTo("2026-10-31");
        }
        assertThat(gym.gym().booksClosedThrough()).isEqualTo("2026-10-31");
        assertThat(gym.value("select count(*) from audit_log where action = 'finance close'"))
                .isEqualTo("1");
    }

    @Test
    void aTrialClosesNothing() {
        assertThat(close(SEPTEMBER, true).changed()).isTrue();
        assertThat(gym.gym().booksClosedThrough()).isNull();
    }

    @Test
    void aMonthIsClosedWhenItIsOverInTheGymsZone() {
        gym = at("2026-10-31T22:59:59Z"); // 23:59:59 in Berlin
        assertThat(refusal(() -> close(OCTOBER, false)).getMessage())
                .isEqualTo("2026-10 is not over yet in Europe/Berlin");
        gym = at("2026-10-31T23:00:00Z");
        assertThat(close(OCTOBER, false).changed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into charges (member_id, kind, amount, charged_on, due_on, entry_id) select 1, 'other', 30, '2026-09-01', '2026-09-01', id from journal_entries",
                "insert into payments (member_id, amount, method, received_on, key, entry_id) select 1, 30, 'cash', '2026-09-01', 'x', id from journal_entries",
                "insert into prepaid_lots (member_id, credits, price, bought_on, key) values (1, 1, 30, '2026-09-01', 'x')",
            })
    void booksThatDoNotTieAreNotClosed(String fact) {
        gym.jdbi.useTransaction(handle -> post(handle, "september", "2026-09-30"));
        close(YearMonth.of(2026, 7), false);
        gym.sql(fact);

        assertThat(refusal(() -> close(SEPTEMBER, false)).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(refusal(() -> close(SEPTEMBER, true)).getMessage())
                .matches("the books do not tie: (member_receivable of 1 is 0.00 in the ledger and 0.30 in charges"
                        + "|member_credit of 1 is 0.00 in the ledger and 0.30 in payments"
                        + "|prepaid_fees of 1 is 0.00 in the ledger and 0.30 in prepaid lots)");
        assertThat(gym.gym().booksClosedThrough()).isEqualTo("2026-07-31");
    }

    @Test
    void booksTieWhileFactsAndTheirReversalsArePosted() {
        gym.jdbi.useTransaction(handle -> {
            long charge = entry(handle, "charge", "member_receivable", 1L, "dues_income", null, 5000);
            handle.execute(
                    "insert into charges (member_id, kind, amount, charged_on, due_on, entry_id)"
                            + " values (1, 'other', 5000, '2026-09-01', '2026-09-01', ?)",
                    charge);
            long payment = entry(handle, "payment", "cash", null, "member_credit", 1L, 7000);
            handle.execute(
                    "insert into payments (member_id, amount, method, received_on, key, entry_id)"
                            + " values (1, 7000, 'cash', '2026-09-01', 'x', ?)",
                    payment);
            Ties.check(handle);
            handle.execute(
                    "insert into allocations (payment_id, charge_id, amount, entry_id)"
                            + " select p.id, c.id, 4000, ? from payments p cross join charges c",
                    entry(handle, "allocation", "member_credit", 1L, "member_receivable", 1L, 4000));
            handle.execute(
                    "insert into refunds (payment_id, amount, method, refunded_on, key, entry_id)"
                            + " select id, 3000, 'cash', '2026-09-02', 'x', ? from payments",
                    entry(handle, "refund", "member_credit", 1L, "cash", null, 3000));
            handle.execute(
                    "insert into write_offs (charge_id, amount, written_off_on, entry_id)"
                            + " select id, 1000, '2026-09-02', ? from charges",
                    entry(handle, "write-off", "bad_debt", null, "member_receivable", 1L, 1000));
            handle.execute(
                    "insert into prepaid_lots (member_id, credits, price, bought_on, key) values (1, 3, 1000, '2026-09-01', 'x')");
            entry(handle, "lot", "cash", null, "prepaid_fees", 1L, 1000);
            Ties.check(handle);
            for (String key : new String[] {"allocation", "refund", "write-off", "charge", "payment"}) {
                Ledger.reverse(
                        handle,
                        "select id as entry_id from journal_entries where idempotency_key = :key",
                        Map.of("key", key),
                        LocalDate.of(2026, 9, 3));
                Ties.check(handle);
            }
        });
        assertThat(close(SEPTEMBER, false).changed()).isTrue();
    }

    private Outcome<Closing> close(YearMonth month, boolean trial) {
        return new Closings(gym.changes, gym.clock).close(month, gym.gym(), trial);
    }

    private static void post(Handle handle, String key, String day) {
        Ledger.post(
                handle,
                "select :key as key, 'test' as kind, :day as value_on, '' as memo, 'cash' as debit_account,"
                        + " null::bigint as debit_party, 'dues_income' as credit_account, null::bigint as credit_party,"
                        + " 100 as amount",
                Map.of("key", key, "day", LocalDate.parse(day)));
    }

    private static long entry(
            Handle handle, String key, String debit, Long debitParty, String credit, Long creditParty, long amount) {
        Ledger.post(
                handle,
                "select :key as key, 'test' as kind, date '2026-09-01' as value_on, '' as memo, :debit as debit_account,"
                        + " nullif(:debitParty::bigint, 0) as debit_party, :credit as credit_account,"
                        + " nullif(:creditParty::bigint, 0) as credit_party, :amount::bigint as amount",
                Map.of(
                        "key", key,
                        "debit", debit,
                        "debitParty", debitParty == null ? 0 : debitParty,
                        "credit", credit,
                        "creditParty", creditParty == null ? 0 : creditParty,
                        "amount", amount));
        return handle.createQuery("select id from journal_entries where idempotency_key = :key")
                .bind("key", key)
                .mapTo(long.class)
                .one();
    }
}
