package dev.gymctl.core.reconcile;

import static dev.gymctl.core.TestGym.refusal;
import static dev.gymctl.core.reconcile.Bank.endToEnd;
import static dev.gymctl.core.reconcile.Bank.entry;
import static dev.gymctl.core.reconcile.Bank.returned;
import static dev.gymctl.core.reconcile.Bank.statement;
import static dev.gymctl.core.reconcile.Bank.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.finance.ChargeKind;
import dev.gymctl.core.finance.NewCharge;
import dev.gymctl.core.finance.NewPayment;
import dev.gymctl.core.finance.PaymentMethod;
import dev.gymctl.core.finance.RefundMethod;
import dev.gymctl.core.finance.Reversible;
import dev.gymctl.core.money.CreditorReference;
import dev.gymctl.core.statement.StatementEntry;
import dev.gymctl.core.statement.StatementFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each line is taken in once, and is what it says or waits; the books tie whatever happens. */
class ReconciliationTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private Reconciliation reconciliation;
    private BankLines bankLines;
    private long max;
    private long mia;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        List<Long> members = gym.activeMembers(2);
        max = members.get(0);
        mia = members.get(1);
        reconciliation = new Reconciliation(gym.jdbi, gym.changes, gym.clock);
        bankLines = new BankLines(gym.jdbi, gym.changes, gym.clock);
    }

    @AfterEach
    void theBooksTie() {
        reconciliation.tie();
    }

    // Identity

    @Test
    void theSameLinesAgainAddNothing() {
        StatementEntry a = entry("2026-10-01", "10", "a");
        StatementEntry b = entry("2026-10-02", "20", "b");
        StatementEntry c = withId(entry("2026-10-03", "30", "c"), "ID 3");
        take(statement("one.xml", "2026-10-01", "2026-10-03", "100", a, b, c));

        assertThat(take(statement("one.xml", "2026-10-01", "2026-10-03", "100", a, b, c))
                        .statements())
                .isZero();
        assertThat(take(statement("renamed.xml", "2026-10-01", "2026-10-03", "100", a, b, c))
                        .statements())
                .isZero();
        assertThat(take(statement("reordered.xml", "2026-10-01", "2026-10-03", "100", c, a, b))
                        .statements())
                .isZero();
        ImportedStatements overlapping = take(
                statement("overlapping.xml", "2026-10-02", "2026-10-04", "110", b, c, entry("2026-10-04", "40", "d")));
        assertThat(overlapping.lines()).isEqualTo(1);
        assertThat(overlapping.duplicates()).isEqualTo(2);
        assertThat(bank()).isEqualTo(20000);
        assertThat(states()).isEqualTo("unmatched, unmatched, unmatched, duplicate, duplicate, unmatched");
    }

    @Test
    void twoEqualPaymentsAreBothKept() {
        StatementEntry dues = entry("2026-10-01", "30", "dues");
        take(statement("one", "2026-10-01", "2026-10-01", "0", dues, dues));
        assertThat(bank()).as("in one statement").isEqualTo(6000);

        take(statement("two", "2026-10-01", "2026-10-01", "60", dues));
        assertThat(bank()).as("and in the one that goes on from it").isEqualTo(9000);

        assertThat(take(statement("all", "2026-10-01", "2026-10-01", "0", dues, dues, dues))
                        .lines())
                .isZero();
        assertThat(take(statement("two again", "2026-10-01", "2026-10-01", "60", dues))
                        .statements())
                .isZero();
        assertThat(bank()).isEqualTo(9000);
    }

    @Test
    void theDaysOfAMonthThatIsThereAddNothing() {
        StatementEntry equal = entry("2026-10-03", "5", "drop-in");
        take(statement("month", "2026-10-01", "2026-10-31", "0", entry("2026-10-02", "1", "x"), equal, equal));
        take(statement("second", "2026-10-02", "2026-10-02", "0", entry("2026-10-02", "1", "x")));
        take(statement("third, morning", "2026-10-03", "2026-10-03", "1", equal));
        take(statement("third, evening", "2026-10-03", "2026-10-03", "6", equal));
        assertThat(gym.value("select count(*) from statement_lines where duplicate_of is null"))
                .isEqualTo("3");
    }

    @Test
    void theMorningMayComeAfterTheEvening() {
        StatementEntry equal = entry("2026-10-03", "5", "drop-in");
        StatementSource evening = statement("evening", "2026-10-03", "2026-10-03", "6", equal);
        take(evening);
        take(statement("morning", "2026-10-03", "2026-10-03", "1", equal));
        assertThat(bank()).isEqualTo(1100);
        take(statement("day", "2026-10-03", "2026-10-03", "1", equal, equal));
        assertThat(gym.value("select count(*) from statement_lines where duplicate_of is null"))
                .isEqualTo("2");
    }

    @Test
    void entriesOfOneLineOfTheFileAreEachTheirOwn() {
        StatementEntry ann = entry("2026-10-01", "30", "dues", null, "Ann", null);
        StatementEntry ben = entry("2026-10-01", "30", "dues", null, "Ben", null);
        take(Bank.inOneLine("one", "0", "60", ann, ben));

        assertThat(take(Bank.inOneLine("more", "0", "97", ann, ben, entry("2026-10-01", "37", "rent")))
                        .lines())
                .isEqualTo(1);
        assertThat(bank()).isEqualTo(9700);
        assertThat(gym.value("select string_agg(payer_name, ', ' order by occurrence) from statement_lines"
                        + " where duplicate_of is null"))
                .isEqualTo("Ann, Ben");
    }

    @Test
    void anIdWithOtherContentIsNone() {
        StatementEntry one = withId(entry("2026-10-01", "30", "dues"), "4711");
        StatementEntry other = withId(entry("2026-10-01", "31", "dues"), "4711");
        StatementEntry none = withId(entry("2026-10-01", "32", "dues"), "NONREF");
        take(statement("one", "2026-10-01", "2026-10-02", "0", one, other, none, none));
        assertThat(bank()).isEqualTo(12500);
        assertThat(take(statement("again", "2026-10-01", "2026-10-03", "0", one, other, none, none))
                        .lines())
                .isZero();
    }

    @Test
    void aStatementThatCannotBeTrustedIsQuarantined() {
        List<StatementEntry> lines = List.of(entry("2026-10-01", "30", "dues"));
        assertThat(take(statement("open", "EUR", "2026-10-01", "2026-10-01", "0", "31", lines))
                        .quarantined())
                .containsExactly("open: opening 0.00 and lines 30.00 make 30.00, and not the closing 31.00");
        assertThat(take(statement("pounds", "GBP", "2026-10-01", "2026-10-01", "0", "30", lines))
                        .quarantined())
                .containsExactly("pounds: the statement is in GBP, not in EUR");
        assertThat(take(statement("open", "EUR", "2026-10-01", "2026-10-01", "0", "31", lines))
                        .quarantined())
                .isEmpty();
        assertThat(gym.value("select count(*) from transfers")).isEqualTo("0");
        assertThat(gym.value("select count(*) from bank_accounts")).isEqualTo("0");
    }

    @Test
    void aMissingStatementIsRefusedAndALateOneIsNot() {
        take(statement("october", "2026-10-01", "2026-10-31", "100", entry("2026-10-01", "10", "a")));
        assertThat(refusal(() -> take(statement("december", "2026-12-01", "2026-12-31", "500"))))
                .hasMessage(
                        "bank account %s is 110.00 in the ledger, and its last statement ends with 500.00 on 2026-12-31"
                                .formatted(Bank.IBAN));
        gym.sql("update gym set books_closed_through = '2026-09-30'");
        take(statement("september", "2026-09-01", "2026-09-30", "70", entry("2026-09-01", "30", "late")));
        assertThat(bank()).isEqualTo(11000);
        assertThat(gym.value("select effective_on from journal_entries where memo = 'line 2'"))
                .isEqualTo("2026-10-01");
    }

    @Test
    void anAdviceTellsMoreOfALineAndBooksNothing() {
        long charge = charge(max, "30");
        take(statement("one", "2026-10-01", "2026-10-01", "0", withId(entry("2026-10-01", "30", "batch"), "B1")));
        take(Bank.without(
                StatementFormat.CAMT054,
                withId(
                        entry(
                                "2026-10-01",
                                "30",
                                "x",
                                CreditorReference.ofCharge(charge).text(),
                                "Max",
                                "DE1"),
                        "B1")));
        assertThat(bank()).isEqualTo(3000);
        assertThat(match()).isEqualTo("reconciled 1 names charge %d\nduplicate  tells of line 1".formatted(charge));
    }

    // Rules

    @Test
    void rule0ClearsWhatWasRecorded() {
        long payment = pay(max, "30", "2026-10-01", "receipt 1");
        take(statement("one", "2026-10-01", "2026-10-03", "0", entry("2026-10-03", "30", "whatever")));
        assertThat(match()).isEqualTo("reconciled 0 equals recorded payment " + payment);
        assertThat(gym.value("select count(*) from payments")).isEqualTo("1");
        assertThat(balance("clearing")).isZero();
    }

    @Test
    void whatALineHasClearedIsNotTakenBackAsIfItHadNeverBeen() {
        long payment = pay(max, "30", "2026-10-01", "one");
        take(statement("one", "2026-10-01", "2026-10-03", "0", entry("2026-10-03", "30", "dues")));
        match();
        assertThat(refusal(() -> gym.reversals.reverse(Reversible.PAYMENT, payment, null, gym.gym(), false)))
                .hasMessage("payment 1 is line 1 of a bank's statement");
        bankLines.unmatch(1, gym.gym(), false);
        gym.reversals.reverse(Reversible.PAYMENT, payment, null, gym.gym(), false);
        assertThat(balance("clearing")).isZero();

        long refunded = pay(mia, "20", "2026-10-01", "two");
        gym.payments.refund(
                String.valueOf(mia), new BigDecimal("20"), RefundMethod.BANK_TRANSFER, "back", null, gym.gym(), false);
        take(statement("two", "2026-10-04", "2026-11-05", "30", entry("2026-11-05", "-20", "back")));
        match();
        assertThat(refusal(() -> gym.reversals.reverse(Reversible.REFUND, 1, null, gym.gym(), false)))
                .hasMessage("refund 1 is line 2 of a bank's statement");
        assertThat(refunded).isEqualTo(2);
    }

    @Test
    void whatALineHasClearedMayStillBeGivenBackByTheBank() {
        long payment = pay(max, "30", "2026-10-01", "one");
        take(statement("one", "2026-10-01", "2026-10-03", "0", entry("2026-10-03", "30", "dues")));
        match();
        gym.payments.giveBackByBank(
                payment, LocalDate.parse("2026-11-02"), new BigDecimal("3"), true, null, gym.gym(), false);
        assertThat(balance("clearing")).isEqualTo(-3300);
        take(statement("two", "2026-10-04", "2026-11-05", "30", entry("2026-11-05", "-33", "returned")));
        match();
        assertThat(balance("clearing")).isZero();
    }

    @Test
    void rule0TakesNoneOfTwo() {
        pay(max, "30", "2026-10-01", "one");
        pay(mia, "30", "2026-10-01", "two");
        take(statement("one", "2026-10-01", "2026-10-03", "0", entry("2026-10-03", "30", "whatever")));
        assertThat(match()).isEqualTo("unmatched 0 2 recorded payments equal it");
    }

    @Test
    void rule0TakesNoneThatTheTextContradicts() {
        pay(max, "30", "2026-10-01", "one");
        take(statement("one", "2026-10-01", "2026-10-03", "0", entry("2026-10-03", "30", "member " + mia)));
        assertThat(match()).isEqualTo("reconciled 2 names member " + mia);
        assertThat(balance("clearing")).isEqualTo(3000);
    }

    @Test
    void rule0ClearsARefund() {
        pay(max, "30", "2026-10-01", "one");
        gym.payments.refund(
                String.valueOf(max), new BigDecimal("30"), RefundMethod.BANK_TRANSFER, "back", null, gym.gym(), false);
        take(statement("one", "2026-11-01", "2026-11-05", "50", entry("2026-11-05", "-30", "back")));
        assertThat(match()).isEqualTo("reconciled 0 equals refund 1");
    }

    @Test
    void rule1TakesTheStructuredReference() {
        long older = charge(max, "20");
        long charge = charge(max, "30");
        String reference = CreditorReference.ofCharge(charge).text();
        take(statement(
                "one", "2026-10-01", "2026-10-03", "0", entry("2026-10-03", "35", "dues", reference, null, null)));
        assertThat(match()).isEqualTo("reconciled 1 names charge " + charge);
        assertThat(open(charge) + " " + open(older))
                .as("what is named first, then the oldest")
                .isEqualTo("0 1500");
    }

    @Test
    void rule1WaitsWhenTheReferenceAndTheTextContradict() {
        String reference = CreditorReference.ofCharge(charge(max, "30")).text();
        take(statement(
                "one",
                "2026-10-01",
                "2026-10-03",
                "0",
                entry("2026-10-03", "30", "member " + mia, reference, null, null)));
        assertThat(match()).isEqualTo("unmatched 1 names members %d, %d".formatted(max, mia));
    }

    @Test
    void rule2TakesANumberInTheText() {
        charge(max, "20");
        gym.sql("update members set member_ref = 'GYM-7' where user_id = ?", mia);
        take(statement(
                "one",
                "2026-10-01",
                "2026-10-03",
                "0",
                entry("2026-10-03", "25", "Mitglied Nr. " + max),
                entry("2026-10-03", "40", "dues GYM-7"),
                entry("2026-10-03", "50", "member %d and member %d".formatted(max, mia)),
                entry("2026-10-03", "60", "member 999")));
        assertThat(match().lines())
                .containsExactly(
                        "reconciled 2 names member " + max,
                        "reconciled 2 names member " + mia,
                        "unmatched 2 names members %d, %d".formatted(max, mia),
                        "unmatched  names nobody, and its payer is not known");
        assertThat(balance("member_credit")).as("overpaid").isEqualTo(-4500);
        assertThat(balance("unidentified_receipts")).isEqualTo(-11000);
    }

    @Test
    void rules3And4KnowThePayer() {
        take(statement(
                "one", "2026-10-01", "2026-10-01", "0", entry("2026-10-01", "1", "member " + max, null, "x", "DE1")));
        match();
        long first = charge(max, "20");
        long second = charge(max, "30");
        take(statement("two", "2026-10-02", "2026-10-03", "1", entry("2026-10-02", "30", "", null, "x", "DE1")));
        assertThat(match()).endsWith("reconciled 3 known payer, and charge %d is of this amount".formatted(second));
        assertThat(open(second))
                .as("the oldest is not paid by it, but for credit")
                .isEqualTo(0);
        take(statement("three", "2026-10-03", "2026-10-04", "31", entry("2026-10-04", "10", "", null, "x", "DE1")));
        assertThat(match()).endsWith("reconciled 4 known payer of member %d: the oldest first".formatted(max));
        assertThat(open(first)).isEqualTo(900);
    }

    @Test
    void rule4WaitsWhenAPayerPaysForTwo() {
        take(statement(
                "one",
                "2026-10-01",
                "2026-10-01",
                "0",
                entry("2026-10-01", "1", "member " + max, null, "x", "DE1"),
                entry("2026-10-01", "2", "member " + mia, null, "x", "DE1")));
        match();
        take(statement("two", "2026-10-02", "2026-10-02", "3", entry("2026-10-02", "5", "", null, "x", "DE1")));
        assertThat(match()).endsWith("unmatched 4 its payer pays for members %d, %d".formatted(max, mia));
        charge(mia, "7");
        take(statement("three", "2026-10-03", "2026-10-03", "8", entry("2026-10-03", "5", "", null, "x", "DE1")));
        assertThat(match()).as("credit of 2 has paid for some").contains("reconciled 3 known payer");
    }

    @Test
    void rules3And4WaitWhenTheReferenceNamesWhatIsNotThere() {
        take(statement(
                "one", "2026-10-01", "2026-10-01", "0", entry("2026-10-01", "1", "member " + max, null, "x", "DE1")));
        match();
        charge(max, "30");
        String reference = CreditorReference.ofCharge(4711).text();
        take(statement(
                "two",
                "2026-10-02",
                "2026-10-02",
                "1",
                entry("2026-10-02", "30", "", reference, "x", "DE1"),
                entry("2026-10-02", "30", "invoice 2026", null, "x", "DE1")));
        assertThat(match())
                .contains("unmatched 1 its reference names charge 4711, which is not there")
                .as("a number in a text may be anything")
                .endsWith("reconciled 4 known payer of member %d: the oldest first".formatted(max));
    }

    @Test
    void rule5OnlySuggests() {
        long charge = charge(max, "30");
        charge(mia, "40");
        take(statement(
                "one",
                "2026-10-01",
                "2026-10-01",
                "0",
                entry("2026-10-01", "30", "", null, "0 Member, MAX", null),
                entry("2026-10-01", "41", "", null, "Max Member 1", null)));
        assertThat(match().lines())
                .containsExactly(
                        "suggested 5 the name is of member %d, whose charge %d is of this amount"
                                .formatted(max, charge),
                        "unmatched  names nobody, and its payer is not known");
        assertThat(open(charge)).isEqualTo(3000);
        charge(max, "30");
        assertThat(match()).startsWith("unmatched 5 2 charges of this amount are of members of this name");
    }

    // What people decide

    @Test
    void aLineIsSplitTakenApartAndExcluded() {
        long his = charge(max, "20");
        long hers = charge(mia, "30");
        take(statement("one", "2026-10-01", "2026-10-01", "0", entry("2026-10-01", "100", "", null, "x", "DE1")));
        match();

        BankLine partly = bankLines.match(1, List.of("C" + his), new BigDecimal("20"), gym.gym(), false);
        assertThat(partly.state()).isEqualTo(LineState.PARTLY_ALLOCATED);
        assertThat(partly.open()).hasToString("80.00");
        assertThat(refusal(() -> bankLines.match(1, List.of("M" + mia), new BigDecimal("80.01"), gym.gym(), false)))
                .hasMessage("of line 1 only 80.00 EUR is left");
        BankLine all = bankLines.match(1, List.of(String.valueOf(hers), "M" + max), null, gym.gym(), false);
        assertThat(all.state()).isEqualTo(LineState.RECONCILED);
        assertThat(open(his) + open(hers)).isZero();
        assertThat(balance("member_credit")).isEqualTo(-5000);
        assertThat(gym.value("select count(*) from payer_accounts")).isEqualTo("2");
        reconciliation.tie();

        BankLine apart = bankLines.unmatch(1, gym.gym(), false).now();
        assertThat(apart.state()).isEqualTo(LineState.UNMATCHED);
        assertThat(bankLines.unmatch(1, gym.gym(), false).changed()).isFalse();
        assertThat(open(his) + open(hers)).isEqualTo(5000);
        assertThat(gym.value("select count(*) from payer_accounts"))
                .as("it is forgotten")
                .isEqualTo("0");
        reconciliation.tie();

        assertThat(bankLines.exclude(1, "rent", gym.gym(), false).now().state()).isEqualTo(LineState.EXCLUDED);
        assertThat(bankLines.exclude(1, "rent", gym.gym(), false).changed()).isFalse();
        assertThat(balance("outside_gymctl")).isEqualTo(-10000);
        bankLines.unmatch(1, gym.gym(), false);
        assertThat(balance("unidentified_receipts")).isEqualTo(-10000);
        assertThat(match()).as("rules leave it to people").startsWith("unmatched manual was taken apart");
    }

    @Test
    void aReturnedDebitIsOwedAgainAndItsFeeIsTheBanks() {
        long charge = charge(max, "30");
        take(statement(
                "one", "2026-10-01", "2026-10-01", "0", endToEnd(entry("2026-10-01", "30", "member " + max), "E1")));
        match();
        assertThat(open(charge)).isZero();
        take(statement("two", "2026-10-02", "2026-10-05", "30", returned("2026-10-05", "-34.50", "E1", "4.50")));

        assertThat(match().lines()).containsExactly("reversed  AC04", "reversed return fee of the bank");
        assertThat(open(charge)).isEqualTo(3000);
        assertThat(balance("bank_fees")).isEqualTo(450);
        assertThat(balance("unidentified_receipts")).isZero();
        assertThat(gym.value("select fee from returned_payments")).isEqualTo("450");
    }

    @Test
    void aReturnedDebitThatWasRecordedGoesBackThroughClearing() {
        long charge = charge(max, "30");
        pay(max, "30", "2026-10-01", "one");
        take(statement("one", "2026-10-01", "2026-10-01", "0", endToEnd(entry("2026-10-01", "30", "dues"), "E1")));
        match();
        take(statement("two", "2026-10-02", "2026-10-05", "30", returned("2026-10-05", "-30", "E1", null)));

        assertThat(match()).isEqualTo("reconciled 0 equals recorded payment 1\nreconciled return AC04\n".strip());
        assertThat(open(charge)).isEqualTo(3000);
        assertThat(balance("clearing")).isZero();
    }

    @Test
    void theReportGoesFromOpeningToClosing() {
        charge(max, "30");
        take(statement(
                "one",
                "2026-10-01",
                "2026-10-31",
                "100",
                entry("2026-10-01", "30", "member " + max),
                entry("2026-10-02", "7", "?"),
                entry("2026-10-03", "-9", "rent")));
        match();
        charge(mia, "12");
        bankLines.exclude(3, null, gym.gym(), false);
        assertThat(reconciliation.report(TestGym.OCTOBER, gym.gym()).stream()
                        .filter(row -> row.lines() > 0 || row.what().endsWith("ing"))
                        .map(row -> row.what() + " " + row.lines() + " " + row.amount()))
                .containsExactly(
                        "opening 0 100.00",
                        "excluded 1 -9.00",
                        "rule_2 1 30.00",
                        "unidentified 1 7.00",
                        "closing 0 128.00",
                        "waiting_to_30 1 7.00",
                        "owed_to_60 1 12.00");
        assertThat(reconciliation.report(TestGym.OCTOBER.plusMonths(1), gym.gym()).stream()
                        .filter(row -> row.lines() > 0)
                        .map(row -> row.what() + " " + row.lines() + " " + row.amount()))
                .as("a month later the line is older, and so is the debt")
                .containsExactly("waiting_to_60 1 7.00", "owed_to_90 1 12.00");
    }

    @Test
    void attendanceFromAFileIsSettledOnce() {
        gym.coach("ada@gym.example");
        gym.attended(gym.taught("ada@gym.example", "Yoga", "2026-10-03T10:00", 60), 2);
        gym.attended(gym.taught("ada@gym.example", "Yoga", "2026-11-03T10:00", 60), 1);
        assertThat(reconciliation.settle(TestGym.OCTOBER)).isEqualTo(2);
        assertThat(reconciliation.settle(TestGym.OCTOBER)).isZero();
        assertThat(gym.value("select string_agg(amount || ' ' || kind, ', ') from charges"))
                .isEqualTo("1000 class_fee, 1000 class_fee");
    }

    @Test
    void aPreviewChangesNothing() {
        Reconciliation.Run run = reconciliation.preview(
                TestGym.OCTOBER,
                List.of(statement("one", "2026-10-01", "2026-10-01", "5", entry("2026-10-01", "30", "member " + max))));
        assertThat(run.imported().lines() + " " + run.matched()).isEqualTo("1 1");
        assertThat(gym.value("select count(*) from journal_entries")).isEqualTo("0");
        assertThat(gym.value("select count(*) from accounts where code like 'bank%1'"))
                .isEqualTo("0");
    }

    @Test
    void whateverComesInNothingIsLostOrDoubled() {
        for (int seed = 1; seed <= 6; seed++) {
            openGym();
            Random random = new Random(seed);
            List<StatementEntry> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                if (random.nextBoolean()) {
                    charge(random.nextBoolean() ? max : mia, String.valueOf(1 + random.nextInt(5)));
                }
                String text = List.of("", "dues", "member " + max, "member " + mia, "charge " + (1 + random.nextInt(6)))
                        .get(random.nextInt(5));
                all.add(entry(
                        "2026-10-0" + (1 + i / 3),
                        String.valueOf(1 + random.nextInt(4)),
                        text,
                        null,
                        "x",
                        List.of("DE1", "DE2").get(random.nextInt(2))));
            }
            int cut = 3 * (1 + random.nextInt(3));
            BigDecimal before =
                    all.subList(0, cut).stream().map(StatementEntry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            StatementEntry[] head = all.subList(0, cut).toArray(StatementEntry[]::new);
            StatementEntry[] tail = all.subList(cut, 12).toArray(StatementEntry[]::new);
            take(statement("head", "2026-10-01", "2026-10-0" + cut / 3, "0", head));
            match();
            take(statement("tail", "2026-10-0" + (cut / 3 + 1), "2026-10-04", before.toString(), tail));
            match();
            Collections.shuffle(all, random);
            take(statement("merged", "2026-10-01", "2026-10-04", "0", all.toArray(StatementEntry[]::new)));
            match();
            for (BankLine line : bankLines.lines(null, gym.gym())) {
                if (random.nextInt(3) == 0 && line.state() == LineState.RECONCILED) {
                    bankLines.unmatch(line.id(), gym.gym(), false);
                } else if (random.nextInt(3) == 0 && line.state() == LineState.UNMATCHED) {
                    bankLines.match(line.id(), List.of("M" + max, "M" + mia), null, gym.gym(), false);
                }
            }
            match();
            BigDecimal received = all.stream().map(StatementEntry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(gym.value("""
                    select (select coalesce(sum(amount), 0) from allocations a
                            where not exists (select from reversed_entries r where r.entry_id = a.entry_id))
                         + (select coalesce(sum(left_over), 0) from payment_balances) + (select sum(open) from line_balances)
                    """))
                    .as("allocated, credit and unidentified, seed " + seed)
                    .isEqualTo(received.movePointRight(2).toPlainString());
            assertThat(bank()).isEqualTo(received.movePointRight(2).longValueExact());
            reconciliation.tie();
        }
    }

    private ImportedStatements take(StatementSource source) {
        return reconciliation.importFrom(List.of(source));
    }

    /** Runs the rules; then all lines as they stand. */
    private String match() {
        reconciliation.match();
        return bankLines.lines(null, gym.gym()).stream()
                .map(line -> "%s %s %s"
                        .formatted(line.state().code(), line.rule() == null ? "" : line.rule(), line.reason()))
                .collect(Collectors.joining("\n"));
    }

    private String states() {
        return gym.value("select string_agg(state, ', ' order by line_id) from line_balances");
    }

    private long charge(long member, String amount) {
        LocalDate day = LocalDate.parse("2026-09-01");
        return gym.charges
                .add(
                        new NewCharge(String.valueOf(member), new BigDecimal(amount), ChargeKind.OTHER, null, day, day),
                        gym.gym(),
                        false)
                .id();
    }

    private long pay(long member, String amount, String day, String key) {
        return gym.payments
                .receive(
                        new NewPayment(
                                String.valueOf(member),
                                new BigDecimal(amount),
                                PaymentMethod.BANK_TRANSFER,
                                key,
                                null,
                                LocalDate.parse(day),
                                null),
                        gym.gym(),
                        false)
                .now()
                .id();
    }

    private long open(long charge) {
        return Long.parseLong(gym.value("select open from charge_balances where charge_id = ?", charge));
    }

    private long bank() {
        return balance("bank_1");
    }

    private long balance(String account) {
        return Long.parseLong(gym.value("""
                select coalesce(sum(case when debit_account = ? then amount else 0 end - case when credit_account = ? then amount else 0 end), 0)
                from transfers
                """, account, account));
    }
}
