package dev.gymctl.core.reconcile;

import static dev.gymctl.core.TestGym.OCTOBER;
import static dev.gymctl.core.TestGym.refusal;
import static dev.gymctl.core.reconcile.Bank.endToEnd;
import static dev.gymctl.core.reconcile.Bank.entry;
import static dev.gymctl.core.reconcile.Bank.returned;
import static dev.gymctl.core.reconcile.Bank.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.finance.NewPayouts;
import dev.gymctl.core.finance.Payout;
import dev.gymctl.core.finance.PayoutMethod;
import dev.gymctl.core.finance.Reversible;
import dev.gymctl.core.statement.StatementEntry;
import dev.gymctl.core.user.NewUser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The line by which a coach was paid clears the payout; the books tie whatever happens. */
class PayoutLinesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private Reconciliation reconciliation;
    private BankLines bankLines;
    private long ann;
    private long bob;

    @BeforeEach
    void payrollOfOctober() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        ann = coach("Ann", "Archer");
        bob = coach("Bob", "Baker");
        reconciliation = new Reconciliation(gym.jdbi, gym.changes, gym.clock);
        bankLines = new BankLines(gym.jdbi, gym.changes, gym.clock);
        gym.taught("ann@gym.example", "Yoga", "2026-10-03T10:00", 60);
        gym.taught("bob@gym.example", "Yoga", "2026-10-04T10:00", 60);
        gym.rollOver(OCTOBER);
    }

    @AfterEach
    void theBooksTie() {
        reconciliation.tie();
    }

    @Test
    void aLineThatWentOutClearsThePayoutThatItEquals() {
        pay(PayoutMethod.BANK_TRANSFER, "ann@gym.example");
        take(entry("2026-11-03", "-10", "pay"));

        assertThat(match()).isEqualTo("reconciled 0 equals payout 1");
        assertThat(bankLines.line(1, gym.gym()).coachId()).isEqualTo(ann);
        assertThat(payouts().get(0).lineId()).isEqualTo(1);
        assertThat(clearing()).isEqualTo("0");
        assertThat(reconciliation.report(YearMonth.of(2026, 11), gym.gym()).stream()
                        .filter(row -> row.lines() > 0)
                        .map(row -> row.what() + " " + row.lines() + " " + row.amount()))
                .containsExactly("rule_0 1 -10.00");
        assertThat(gym.value("select held_about(?) -> 'payouts' -> 0 -> 'bank_line' ->> 'text'", ann))
                .isEqualTo("pay");

        assertThat(refusal(() -> reverse(1))).hasMessage("payout 1 is line 1 of a bank's statement");
        bankLines.unmatch(1, gym.gym(), false);
        assertThat(clearing()).isEqualTo("-1000");
        assertThat(match()).startsWith("unmatched manual was taken apart");
        reverse(1);
        assertThat(clearing()).isEqualTo("0");
        assertThat(refusal(() -> match(1, "P1"))).hasMessage("payout 1 is reversed: no line is it");
    }

    @Test
    void cashAndOtherAmountsWait() {
        pay(PayoutMethod.CASH, "ann@gym.example");
        pay(PayoutMethod.BANK_TRANSFER, "bob@gym.example");
        take(entry("2026-11-03", "-10.01", "pay"), entry("2026-11-03", "10", "dues"));
        assertThat(match())
                .isEqualTo("unmatched  equals no recorded refund, payout or returned payment\n"
                        + "unmatched  names nobody, and its payer is not known");
        assertThat(refusal(() -> match(1, "P1"))).hasMessage("payout 1 was in cash, and is on no statement");
    }

    @Test
    void ofEqualPayoutsTheNameDecides() {
        pay(PayoutMethod.BANK_TRANSFER);
        take(
                entry("2026-11-03", "-10", "pay", null, "BAKER, Bob", "DE02120300000000202051"),
                entry("2026-11-03", "-10", "pay", null, "Ann Archer", null));
        assertThat(match()).isEqualTo("reconciled 0 equals payout 2\nreconciled 0 equals payout 1");
        assertThat(gym.value("select coach_id from payee_accounts")).isEqualTo(String.valueOf(bob));
    }

    @Test
    void whoseAccountItWasBeforeContradictsAnother() {
        pay(PayoutMethod.BANK_TRANSFER, "bob@gym.example");
        take(entry("2026-11-03", "-10", "pay", null, null, "DE02120300000000202051"));
        assertThat(match()).isEqualTo("reconciled 0 equals payout 1");

        pay(PayoutMethod.BANK_TRANSFER, "ann@gym.example");
        reconciliation.importFrom(List.of(statement(
                "more",
                "2026-11-04",
                "2026-11-04",
                "90",
                entry("2026-11-04", "-10", "pay", null, null, "DE02120300000000202051"))));
        assertThat(match()).endsWith("\nunmatched  equals no recorded refund, payout or returned payment");
    }

    @Test
    void equalOnesWaitForAPerson() {
        pay(PayoutMethod.BANK_TRANSFER);
        take(entry("2026-11-03", "-10", "pay"));
        assertThat(match()).isEqualTo("unmatched 0 2 recorded payouts equal it");

        assertThat(refusal(() -> match(1, "M1"))).hasMessage("line 1 went out");
        assertThat(refusal(() -> match(1, "P9"))).hasMessage("there is no payout 9");
        assertThat(refusal(() -> match(1, "P1", "P2"))).hasMessage("of line 1 only 10.00 EUR is left");
        assertThat(match(1, "P2")).isEqualTo("reconciled manual matched by owner (test)");
        assertThat(refusal(() -> match(1, "P1"))).hasMessageContaining("only 0.00 EUR is left");
    }

    @Test
    void oneLineMayBeSeveralPayouts() {
        pay(PayoutMethod.BANK_TRANSFER);
        take(entry("2026-11-03", "-25", "pay"), entry("2026-11-03", "-10", "pay"));
        assertThat(refusal(() -> bankLines.match(1, List.of("P1"), new BigDecimal("5"), gym.gym(), false)))
                .hasMessage("the payouts come to 10.00 EUR, and each is on a statement as a whole");
        assertThat(match(1, "P1", "p2")).isEqualTo("partly_allocated manual matched by owner (test)");
        assertThat(clearing()).isEqualTo("0");
        assertThat(refusal(() -> match(2, "P2"))).hasMessage("payout 2 is on a statement already");

        bankLines.unmatch(1, gym.gym(), false);
        assertThat(clearing()).isEqualTo("-2000");
        match(1, "P1");
        match(2, "P2");
        assertThat(clearing()).isEqualTo("0");
    }

    @Test
    void whatTheBankGaveBackIsPayableAgain() {
        pay(PayoutMethod.BANK_TRANSFER, "ann@gym.example");
        StatementEntry out = endToEnd(entry("2026-11-03", "-10", "pay"), "E1");
        take(out);
        assertThat(match()).isEqualTo("reconciled 0 equals payout 1");
        reconciliation.importFrom(
                List.of(statement("back", "2026-11-04", "2026-11-04", "90", returned("2026-11-04", "10", "E1", null))));
        assertThat(match()).startsWith("reconciled 0 equals payout 1\nunmatched ");

        bankLines.unmatch(1, gym.gym(), false);
        reverse(1);
        assertThat(match()).isEqualTo("reversed  AC04\nreversed  AC04");
        assertThat(gym.payroll.list(OCTOBER, ann).get(0).open()).hasToString("10.00");
        assertThat(clearing()).isEqualTo("0");
    }

    @Test
    @Timeout(60)
    void ofMatchingAndTakingBackAtOnceOneIsRefused() {
        pay(PayoutMethod.BANK_TRANSFER, "ann@gym.example");
        take(entry("2026-11-03", "-10", "pay"));
        try (Handle first = gym.jdbi.open()) {
            first.begin();
            first.execute("""
                    with entry as (
                        insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                        values ('2026-11-03', '2026-11-03', 'clearing', 'x') returning id),
                    transfer as (
                        insert into transfers (entry_id, debit_account, credit_account, amount)
                        select id, 'clearing', 'unidentified_receipts', 1000 from entry)
                    insert into line_links (line_id, kind, amount, payout_id, rule, reason, entry_id)
                    select 1, 'cleared', 1000, 1, 'manual', 'test', id from entry
                    """);
            CompletableFuture<GymException> second = CompletableFuture.supplyAsync(() -> refusal(() -> reverse(1)));
            while (gym.value("select count(*) from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock'")
                    .equals("0")) {
                Thread.onSpinWait();
            }
            first.commit();
            assertThat(second.join()).hasMessage("payout 1 is line 1 of a bank's statement");
        }
        assertThat(clearing()).isEqualTo("0");
    }

    private long coach(String first, String last) {
        return gym.coaches
                .add(new NewUser(
                        first, last, first.toLowerCase(Locale.ROOT) + "@gym.example", null, gym.clock.instant()))
                .user()
                .id();
    }

    private void pay(PayoutMethod method, String... coaches) {
        gym.payouts.pay(
                new NewPayouts(
                        OCTOBER,
                        List.of(coaches),
                        method,
                        LocalDate.of(2026, 11, 2),
                        "pay of " + String.join(", ", coaches),
                        null),
                gym.gym(),
                false);
    }

    private List<Payout> payouts() {
        return gym.payouts.list(null, null, gym.gym());
    }

    private void reverse(long payout) {
        gym.reversals.reverse(Reversible.PAYOUT, payout, null, gym.gym(), false);
    }

    private void take(StatementEntry... entries) {
        reconciliation.importFrom(List.of(statement("bank", "2026-11-03", "2026-11-03", "100", entries)));
    }

    /** Runs the rules; then all lines as they stand. */
    private String match() {
        reconciliation.match();
        return bankLines.lines(null, gym.gym()).stream()
                .map(PayoutLinesTest::said)
                .collect(Collectors.joining("\n"));
    }

    private String match(long line, String... targets) {
        return said(bankLines.match(line, List.of(targets), null, gym.gym(), false));
    }

    private static String said(BankLine line) {
        return "%s %s %s".formatted(line.state().code(), line.rule() == null ? "" : line.rule(), line.reason());
    }

    private String clearing() {
        return gym.value(
                "select coalesce(sum(case when debit_account = 'clearing' then amount else -amount end), 0) from transfers"
                        + " where 'clearing' in (debit_account, credit_account)");
    }
}
