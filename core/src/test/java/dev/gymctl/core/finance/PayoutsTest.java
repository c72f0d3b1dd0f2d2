package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.OCTOBER;
import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.db.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Coaches are paid what they earned, once, and no more; the books tie whatever happens. */
class PayoutsTest {
    private static final String ANN = "ann@gym.example"; // earned 10.00 in October
    private static final String BOB = "bob@gym.example"; // 20.00
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private long ann;
    private long bob;

    @BeforeEach
    void payrollOfOctober() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-12-05T06:00:00Z")).in("Europe/Berlin");
        ann = gym.coach(ANN);
        bob = gym.coach(BOB);
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.taught(BOB, "Yoga", "2026-10-04T10:00", 60);
        gym.taught(BOB, "Yoga", "2026-10-05T10:00", 60);
        gym.rollOver(OCTOBER);
    }

    @AfterEach
    void theBooksTie() {
        gym.jdbi.useHandle(Ties::check);
    }

    @Test
    void eachCoachIsPaidOnce() {
        assertThat(slips(OCTOBER)).isEqualTo("ann 10.00 = 0.00 + 10.00, bob 20.00 = 0.00 + 20.00");

        Outcome<List<Payout>> made = pay(OCTOBER, "order 1");
        assertThat(made.changed()).isTrue();
        assertThat(said(made.now())).isEqualTo("10.00 to " + ann + ", 20.00 to " + bob);
        assertThat(made.now()).allSatisfy(payout -> {
            assertThat(payout.month()).isEqualTo(OCTOBER);
            assertThat(payout.method()).isEqualTo("bank_transfer");
            assertThat(payout.paidOn()).isEqualTo("2026-12-05");
            assertThat(payout.key()).isEqualTo("order 1");
        });
        assertThat(slips(OCTOBER)).isEqualTo("ann 10.00 = 10.00 + 0.00, bob 20.00 = 20.00 + 0.00");
        assertThat(books()).isEqualTo("payable 0, clearing -3000, cash 0");

        Outcome<List<Payout>> again = pay(OCTOBER, null);
        assertThat(again.changed()).isFalse();
        assertThat(again.now()).isEqualTo(made.now());
        assertThat(pay(OCTOBER, "order 1").changed()).as("the same key").isFalse();
        assertThat(gym.payouts.list(OCTOBER, null, gym.gym())).isEqualTo(made.now());
        assertThat(said(gym.payouts.list(null, BOB, gym.gym()))).isEqualTo("20.00 to " + bob);
        assertThat(gym.value(
                        "select string_agg(payload ->> 'total', ', ') from audit_log where action = 'payroll pay'"))
                .isEqualTo("30.00");
    }

    @Test
    void oneCoachAndThenTheRest() {
        Outcome<List<Payout>> first = gym.payouts.pay(
                new NewPayouts(OCTOBER, List.of(BOB, BOB), PayoutMethod.CASH, null, null, "thank you"),
                gym.gym(),
                false);
        assertThat(said(first.now())).isEqualTo("20.00 to " + bob);
        assertThat(books()).isEqualTo("payable 1000, clearing 0, cash -2000");
        assertThat(gym.value("select payload ->> ? from audit_log order by id desc limit 1", "coach_" + bob))
                .isEqualTo("20.00");

        assertThat(said(pay(OCTOBER, null).now())).isEqualTo("10.00 to " + ann);
        assertThat(slips(OCTOBER)).isEqualTo("ann 10.00 = 10.00 + 0.00, bob 20.00 = 20.00 + 0.00");
    }

    @Test
    void aCorrectionIsPaidWithTheMonthThatHasIt() {
        pay(OCTOBER, null);
        gym.taught(ANN, "Late", "2026-10-20T10:00", 60);
        gym.taught(ANN, "Yoga", "2026-11-20T10:00", 60);
        gym.rollOver(NOVEMBER);

        assertThat(pay(OCTOBER, null).changed()).isFalse();
        assertThat(said(pay(NOVEMBER, null).now())).isEqualTo("20.00 to " + ann);
        assertThat(books()).isEqualTo("payable 0, clearing -5000, cash 0");
    }

    @Test
    void aTrialChangesNothing() {
        Outcome<List<Payout>> trial = gym.payouts.pay(all(OCTOBER, null), gym.gym(), true);
        assertThat(trial.changed()).isTrue();
        assertThat(said(trial.now())).isEqualTo("10.00 to " + ann + ", 20.00 to " + bob);
        assertThat(gym.payouts.list(null, null, gym.gym())).isEmpty();
        assertThat(books()).isEqualTo("payable 3000, clearing 0, cash 0");
    }

    @Test
    void whatCannotBePaidIsRefused() {
        assertThat(refusal(() -> pay(NOVEMBER, null))).hasMessage("payroll for 2026-11 is not closed");
        assertThat(refusal(() -> gym.payouts.pay(
                        new NewPayouts(OCTOBER, List.of(), PayoutMethod.CASH, LocalDate.of(2026, 12, 6), null, null),
                        gym.gym(),
                        false)))
                .hasMessage("2026-12-06 is yet to come");
        gym.coach("new@gym.example");
        assertThat(refusal(() -> gym.payouts.pay(
                                new NewPayouts(
                                        OCTOBER, List.of("new@gym.example"), PayoutMethod.CASH, null, null, null),
                                gym.gym(),
                                false))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(refusal(() -> pay(OCTOBER, " "))).hasMessage("the key is empty");
        assertThat(refusal(() -> pay(OCTOBER, "made-7"))).hasMessageContaining("is one that gymctl makes");
    }

    @Test
    void aKeyIsOfOnePayment() {
        pay(OCTOBER, "order 1");
        gym.taught(ANN, "Yoga", "2026-11-20T10:00", 60);
        gym.rollOver(NOVEMBER);
        assertThat(refusal(() -> pay(NOVEMBER, "order 1")))
                .hasMessageContaining("the key order 1 is of payout 1 of 2026-10");
        assertThat(refusal(() -> gym.payouts.pay(
                        new NewPayouts(OCTOBER, List.of(ANN), PayoutMethod.BANK_TRANSFER, null, "order 1", null),
                        gym.gym(),
                        false)))
                .hasMessageContaining("to other coaches");
    }

    @Test
    void whatIsTakenBackIsPayableAgain() {
        long payout = pay(OCTOBER, "order 1").now().get(0).id();
        Outcome<Reversal> back = gym.reversals.reverse(Reversible.PAYOUT, payout, "bounced", gym.gym(), false);
        assertThat(back.now().personId()).isEqualTo(ann);
        assertThat(gym.reversals
                        .reverse(Reversible.PAYOUT, payout, null, gym.gym(), false)
                        .changed())
                .isFalse();
        assertThat(slips(OCTOBER)).isEqualTo("ann 10.00 = 0.00 + 10.00, bob 20.00 = 20.00 + 0.00");
        assertThat(books()).isEqualTo("payable 1000, clearing -2000, cash 0");
        assertThat(refusal(() -> pay(OCTOBER, "order 1"))).hasMessageContaining("that was reversed");

        assertThat(said(pay(OCTOBER, "order 2").now())).isEqualTo("10.00 to " + ann);
        assertThat(gym.payouts.list(OCTOBER, ANN, gym.gym()))
                .extracting(Payout::reversedOn)
                .containsExactly(LocalDate.of(2026, 12, 5), null);
        assertThat(refusal(() -> gym.reversals.reverse(Reversible.PAYOUT, 99, null, gym.gym(), false)))
                .hasMessage("there is no payout 99");
    }

    @Test
    void inClosedBooksItIsBookedOnTheFirstOpenDay() {
        new Closings(gym.changes, gym.clock).close(OCTOBER, gym.gym(), false);
        new Closings(gym.changes, gym.clock).close(NOVEMBER, gym.gym(), false);
        gym.payouts.pay(
                new NewPayouts(
                        OCTOBER, List.of(ANN), PayoutMethod.BANK_TRANSFER, LocalDate.of(2026, 11, 3), null, null),
                gym.gym(),
                false);
        assertThat(gym.value("select effective_on || ' ' || value_on from journal_entries where kind = 'payout'"))
                .isEqualTo("2026-12-01 2026-11-03");
    }

    @Test
    void theSchemaHoldsThatNobodyIsPaidMoreThanIsPayable() {
        long octoberOfAnn = Long.parseLong(gym.value("select id from payslips where coach_id = ?", ann));
        for (var role : List.of(database.jdbi(), database.owner())) {
            assertThat(refusal(() -> role.useTransaction(handle -> insert(handle, ann, octoberOfAnn, 1001, "much"))))
                    .hasMessage("coach %d cannot be paid more than is payable of 2026-10", ann);
            assertThat(refusal(() -> role.useTransaction(handle -> insert(handle, bob, null, 1, "none"))))
                    .hasMessage("coach %d cannot be paid more than is payable of the opening balance", bob);
            assertThat(refusal(() -> role.useTransaction(handle -> insert(handle, bob, octoberOfAnn, 1000, "other"))))
                    .hasMessageContaining("payouts_of_a_payslip");
        }
        gym.jdbi.useTransaction(handle -> insert(handle, ann, octoberOfAnn, 400, "a part"));
        assertThat(slips(OCTOBER)).startsWith("ann 10.00 = 4.00 + 6.00, ");
        assertThat(said(pay(OCTOBER, null).now())).isEqualTo("6.00 to " + ann + ", 20.00 to " + bob);
    }

    @Test
    @Timeout(60)
    void twoAtOnceCannotPayMoreThanIsPayable() {
        long octoberOfAnn = Long.parseLong(gym.value("select id from payslips where coach_id = ?", ann));
        try (Handle first = gym.jdbi.open()) {
            first.begin();
            insert(first, ann, octoberOfAnn, 1000, "first");
            CompletableFuture<Throwable> second = CompletableFuture.supplyAsync(() -> refusal(
                    () -> gym.jdbi.useTransaction(handle -> insert(handle, ann, octoberOfAnn, 1000, "second"))));
            while (gym.value("select count(*) from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock'")
                    .equals("0")) {
                Thread.onSpinWait();
            }
            first.commit();
            assertThat(second.join()).hasMessage("coach %d cannot be paid more than is payable of 2026-10", ann);
        }
        assertThat(books()).isEqualTo("payable 2000, clearing -1000, cash 0");
    }

    @Test
    @Timeout(60)
    void manyAtOncePayOnce() {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(CompletableFuture.supplyAsync(() -> pay(OCTOBER, null).changed()));
        }
        assertThat(all.stream().filter(CompletableFuture::join).count()).isEqualTo(1);
        assertThat(gym.value("select count(*) from payouts")).isEqualTo("2");
    }

    @Test
    void whatWasPayableBeforeGymctlIsPaidApart() {
        new OpeningBalances(gym.changes)
                .importFrom(
                        csv("opening.csv", "account,member,amount,due_on\ncoach_payable,%s,100.00,\n".formatted(ANN)),
                        gym.gym(),
                        LocalDate.of(2026, 9, 30),
                        false);
        assertThat(refusal(() -> gym.payouts.pay(
                                new NewPayouts(null, List.of(BOB), PayoutMethod.CASH, null, null, null),
                                gym.gym(),
                                false))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(said(pay(null, null).now())).isEqualTo("100.00 to " + ann);
        assertThat(pay(null, null).changed()).isFalse();
        assertThat(slips(OCTOBER)).startsWith("ann 10.00 = 0.00 + 10.00");

        String entry = gym.value("select id from journal_entries where kind = 'opening'");
        assertThat(refusal(() -> gym.jdbi.useTransaction(
                        handle -> MemberAccounts.reverse(handle, Long.parseLong(entry), LocalDate.of(2026, 12, 5)))))
                .hasMessage("coach %d cannot be paid more than is payable of the opening balance", ann);
    }

    @Test
    void whatIsHeldAboutACoachTellsPayouts() {
        pay(OCTOBER, "order 1");
        assertThat(gym.value("select held_about(?) -> 'payouts' -> 0 ->> 'amount'", ann))
                .isEqualTo("10.00");
        assertThat(gym.value("select held_about(?) -> 'payouts' -> 0 ->> 'month'", ann))
                .isEqualTo("2026-10");
        assertThat(gym.value("select jsonb_array_length(held_about(?) -> 'payouts')", bob))
                .isEqualTo("1");
        assertThat(gym.value("select held_about(?) ? 'rooms'".replace("? '", "?? '"), ann))
                .as("and all else")
                .isEqualTo("t");
    }

    @Test
    void whatIsBookedBesideItDoesNotTie() {
        gym.sql("""
                with entry as (
                    insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                    values ('2026-12-01', '2026-12-01', 'other', 'x') returning id)
                insert into transfers (entry_id, debit_account, debit_party, credit_account, amount)
                select id, 'coach_payable', ?, 'cash', 1 from entry
                """, ann);
        assertThat(refusal(() -> gym.jdbi.useHandle(Ties::check)))
                .hasMessage(
                        "the books do not tie: coach_payable of %d is 9.99 in the ledger and 10.00 in payslips and payouts",
                        ann);
        gym.jdbi.useTransaction(handle -> MemberAccounts.reverse(
                handle,
                Long.parseLong(gym.value("select id from journal_entries where kind = 'other'")),
                LocalDate.of(2026, 12, 5)));
    }

    private Outcome<List<Payout>> pay(YearMonth month, String key) {
        return gym.payouts.pay(all(month, key), gym.gym(), false);
    }

    private static NewPayouts all(YearMonth month, String key) {
        return new NewPayouts(month, List.of(), PayoutMethod.BANK_TRANSFER, null, key, null);
    }

    /** A payout as a program would write it that did not look first. */
    private static void insert(Handle handle, long coach, Long payslip, long amount, String key) {
        handle.createUpdate("""
                        with entry as (
                            insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                            values ('2026-12-01', '2026-12-01', 'payout', :key) returning id),
                        transfer as (
                            insert into transfers (entry_id, debit_account, debit_party, credit_account, amount)
                            select id, 'coach_payable', :coach, 'clearing', :amount from entry)
                        insert into payouts (coach_id, payslip_id, amount, method, paid_on, key, entry_id)
                        select :coach, :payslip, :amount, 'bank_transfer', '2026-12-01', :key, id from entry
                        """)
                .bind("coach", coach)
                .bind("payslip", payslip)
                .bind("amount", amount)
                .bind("key", key)
                .execute();
    }

    private static String said(List<Payout> payouts) {
        return payouts.stream()
                .map(payout -> payout.amount() + " to " + payout.coachId())
                .collect(Collectors.joining(", "));
    }

    /** Each payslip: total = paid + open. */
    private String slips(YearMonth month) {
        return gym.payroll.list(month).stream()
                .map(slip -> "%s %s = %s + %s"
                        .formatted(slip.coachEmail().substring(0, 3), slip.total(), slip.paid(), slip.open()))
                .collect(Collectors.joining(", "));
    }

    private String books() {
        return "payable %s, clearing %s, cash %s".formatted(credit("coach_payable"), debit("clearing"), debit("cash"));
    }

    private String credit(String account) {
        return gym.value("select -(%s)".formatted(sum(account)));
    }

    private String debit(String account) {
        return gym.value("select " + sum(account));
    }

    private static String sum(String account) {
        return "coalesce((select sum(amount) from transfers where debit_account = '%1$s'), 0) - coalesce((select sum(amount) from transfers where credit_account = '%1$s'), 0)"
                .formatted(account);
    }
}
