package dev.gymctl.core.reconcile;

import static dev.gymctl.core.TestGym.refusal;
import static dev.gymctl.core.reconcile.Bank.advice;
import static dev.gymctl.core.reconcile.Bank.batch;
import static dev.gymctl.core.reconcile.Bank.endToEnd;
import static dev.gymctl.core.reconcile.Bank.entry;
import static dev.gymctl.core.reconcile.Bank.returned;
import static dev.gymctl.core.reconcile.Bank.statement;
import static dev.gymctl.core.reconcile.Bank.sum;
import static dev.gymctl.core.reconcile.Bank.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.finance.ChargeKind;
import dev.gymctl.core.finance.NewCharge;
import dev.gymctl.core.statement.StatementBatch;
import dev.gymctl.core.statement.StatementEnd;
import dev.gymctl.core.statement.StatementEntry;
import dev.gymctl.core.statement.StatementFormat;
import dev.gymctl.core.statement.StatementHeader;
import dev.gymctl.core.statement.StatementReceiver;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An advice splits the sum that is booked, whenever it comes and however often, and books nothing. */
class AdvicesTest {
    private static final String DAY = "2026-10-01";

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
        assertThat(gym.value("""
                select (select coalesce(sum(amount), 0) from allocations a
                        where not exists (select from reversed_entries r where r.entry_id = a.entry_id))
                     + (select coalesce(sum(left_over), 0) from payment_balances)
                     + (select coalesce(sum(sign(amount) * open), 0) from line_balances)
                     + (select coalesce(sum(sign(l.amount) * k.amount), 0) from live_links k join statement_lines l on l.id = k.line_id
                        where k.kind in ('outside', 'fee'))
                     - (select coalesce(sum(amount), 0) from statement_lines where entry_id is not null)
                """))
                .as("allocated, credit and unidentified are what was received")
                .isEqualTo("0");
    }

    /** S: the statement; A: the advice; +: in the same run. */
    @ParameterizedTest
    @ValueSource(strings = {"A S", "S A", "A+S", "S+A", "A A S", "S A A S", "S A S A", "A S+A"})
    void theAdviceMayComeWhenItWill(String order) {
        long charge = charge(max, "30");
        int run = 0;
        for (String step : order.split(" ", -1)) {
            List<StatementSource> files = new ArrayList<>();
            for (String file : step.split("\\+", -1)) {
                String name = "file " + run++;
                files.add(
                        file.equals("S")
                                ? statement(name, DAY, DAY, "0", sum(DAY, "50", "B1"))
                                : advice(name, batch("B1"), by(max, "30"), by(mia, "20")));
            }
            take(files);
            reconciliation.match();
        }
        assertThat(lines())
                .contains("split 50.00 its 2 details are lines of their own")
                .contains("reconciled 30.00 names member " + max)
                .contains("reconciled 20.00 names member " + mia)
                .hasLineCount(3);
        assertThat(open(charge)).isZero();
        assertThat(bank()).isEqualTo(5000);
        assertThat(gym.value("select count(*) from payments")).isEqualTo("2");
    }

    @Test
    void whatIsNotBookedYetWaitsAndIsNobodysToMatch() {
        ImportedStatements imported = take(advice("a", batch("B1"), by(max, "30"), by(mia, "20")));
        assertThat(imported.statements() + " " + imported.lines() + " " + imported.details() + " " + imported.advised())
                .isEqualTo("1 0 0 2");
        assertThat(reconciliation.match()).isZero();
        assertThat(lines()).isEqualTo("""
                advised 30.00 waits for the line that books it
                advised 20.00 waits for the line that books it""");
        assertThat(gym.value("select count(*) from journal_entries")).isEqualTo("0");
        assertThat(refusal(() -> bankLines.match(1, List.of("M" + max), null, gym.gym(), false)))
                .hasMessage("line 1 is not booked yet");
        assertThat(refusal(() -> bankLines.exclude(1, null, gym.gym(), false))).hasMessage("line 1 is not booked yet");
        assertThat(reconciliation.report(TestGym.OCTOBER, gym.gym()).stream()
                        .filter(row -> row.lines() > 0)
                        .map(row -> row.what() + " " + row.lines() + " " + row.amount()))
                .containsExactly("advised 2 50.00");
        assertThat(take(advice("again", batch("B1"), by(mia, "20"), by(max, "30")))
                        .advised())
                .as("in another order")
                .isZero();
    }

    @Test
    void aSplitLineIsMatchedByItsDetailsAlone() {
        take(statement("s", DAY, DAY, "0", sum(DAY, "50", "B1")));
        take(advice("a", batch("B1"), entry(DAY, "30", "?"), entry(DAY, "20", "rent")));
        assertThat(refusal(() -> bankLines.match(1, List.of("M" + max), null, gym.gym(), false)))
                .hasMessage("line 1 is split: its details are lines of their own");
        assertThat(refusal(() -> bankLines.exclude(1, null, gym.gym(), false)))
                .hasMessage("line 1 is split: its details are lines of their own");
        bankLines.match(2, List.of("M" + max), null, gym.gym(), false);
        bankLines.exclude(3, "rent", gym.gym(), false);
        assertThat(bankLines.line(2, gym.gym()).partOf()).isEqualTo(1);
        assertThat(reconciliation.report(TestGym.OCTOBER, gym.gym()).stream()
                        .filter(row -> row.lines() > 0 || row.what().endsWith("ing"))
                        .map(row -> row.what() + " " + row.lines() + " " + row.amount()))
                .containsExactly("opening 0 0.00", "excluded 1 20.00", "manual 1 30.00", "closing 0 50.00");
        bankLines.unmatch(3, gym.gym(), false);
    }

    @Test
    void ofASumThatNamesSomebodyTheDetailsSayWhoPaid() {
        StatementEntry sum = Bank.withId(entry(DAY, "50", "collected for member " + mia), "B1");
        take(statement("s", DAY, DAY, "0", sum), advice("a", batch("B1"), by(max, "30"), entry(DAY, "20", "?")));
        assertThat(reconciliation.match()).isEqualTo(1);
        assertThat(lines()).contains("split 50.00", "reconciled 30.00 names member " + max, "unmatched 20.00");
    }

    @Test
    void anAdviceThatDoesNotSumIsQuarantined() {
        StatementSource wrong = new StatementSource("a", receiver -> {
            advice("a", batch("B1"), by(max, "30"), by(mia, "20"))
                    .reading()
                    .accept(new Wrong(receiver, "does not sum"));
        });
        assertThat(take(wrong).quarantined()).containsExactly("a: does not sum");
        assertThat(take(wrong).quarantined()).as("once").isEmpty();
        take(statement("s", DAY, DAY, "0", sum(DAY, "50", "B1")));
        assertThat(lines()).isEqualTo("unmatched 50.00 null");
    }

    @Test
    void anAdviceOfAnotherSumIsOfAnotherLine() {
        take(statement("s", DAY, "2026-10-02", "0", sum(DAY, "50", "B1"), sum("2026-10-02", "49", "B1")));
        take(advice("a", batch("B1"), by(max, "30"), by(mia, "19")));
        assertThat(lines()).contains("unmatched 50.00", "unmatched 49.00").contains("advised 30.00 waits for");
    }

    @Test
    void withoutAnIdOnlyOneLineMayFit() {
        take(
                statement("s", DAY, DAY, "0", sum(DAY, "50", null), sum(DAY, "50", null), sum(DAY, "40", null)),
                advice("a", batch(null), by(max, "30"), by(mia, "20")),
                advice("b", batch(null), by(max, "30"), by(mia, "10")));
        assertThat(lines())
                .contains("advised 30.00 2 lines of this day and amount may be it", "split 40.00 its 2 details")
                .contains("unmatched 50.00");
        assertThat(gym.value("select count(*) from line_balances where state = 'unmatched'"))
                .as("two sums, and the details of the third line")
                .isEqualTo("4");
    }

    @Test
    void ofTwoAdvicesThatMayBeOfALineNoneIsTaken() {
        take(statement("s", DAY, DAY, "0", sum(DAY, "50", null)));
        take(
                advice("a", batch(null), by(max, "30"), by(mia, "20")),
                advice("b", batch(null), by(max, "10"), by(mia, "40")));
        assertThat(lines()).contains("unmatched 50.00").contains("advised 30.00 2 advices may be of line 1");
        assertThat(bank()).isEqualTo(5000);
    }

    @Test
    void equalBatchesAreToldApartByTheirIds() {
        StatementBatch first = new StatementBatch(1, true, null, null, "P1", "M1");
        StatementBatch second = new StatementBatch(2, true, null, null, "P2", "M1");
        StatementEntry sum = entry(DAY, "50", "batch");
        take(
                advice("a", second, by(max, "30"), by(mia, "20")),
                statement(
                        "s",
                        DAY,
                        DAY,
                        "0",
                        within(sum, new StatementBatch(1, false, null, null, "P1", "M1")),
                        within(sum, new StatementBatch(2, false, null, null, "P2", "M1"))));
        assertThat(gym.value("select state from line_balances b join statement_lines l on l.id = b.line_id"
                        + " where l.payment_ref = 'P2'"))
                .isEqualTo("split");
        take(advice("b", first, by(max, "25"), by(mia, "25")));
        assertThat(gym.value("select count(*) from line_balances where state = 'split'"))
                .isEqualTo("2");
    }

    @Test
    void aPaymentOfTheSameAmountIsNoBatch() {
        take(statement("s", DAY, DAY, "0", entry(DAY, "50", "dues", null, "Ann", "DE1")));
        take(advice("a", batch(null), by(max, "30"), by(mia, "20")));
        assertThat(lines()).contains("unmatched 50.00", "advised 30.00 waits for the line that books it");
    }

    @Test
    void whatThe053TellsItselfIsNotToldAgain() {
        StatementBatch batch = batch("B1");
        StatementEntry his = by(max, "30");
        StatementEntry hers = by(mia, "20");
        take(statement("s", DAY, DAY, "0", within(his, batch), within(hers, batch)));
        take(advice("a", batch, his, hers));
        reconciliation.match();
        assertThat(lines()).isEqualTo("""
                reconciled 30.00 names member %d
                reconciled 20.00 names member %d
                duplicate 30.00 tells of line 1
                duplicate 20.00 tells of line 1""".formatted(max, mia));
        take(advice("without id", batch(null), hers, his));
        assertThat(lines()).hasLineCount(6).doesNotContain("advised");
        assertThat(bank()).isEqualTo(5000);
    }

    @Test
    void anAdviceMayTellMoreOfDetailsThatAreBooked() {
        StatementBatch batch = batch("B1");
        take(statement("s", DAY, DAY, "0", within(entry(DAY, "30", ""), batch), within(entry(DAY, "20", ""), batch)));
        take(advice("a", batch, by(max, "30"), by(mia, "20")));
        reconciliation.match();
        assertThat(lines()).startsWith("""
                reconciled 30.00 names member %d
                reconciled 20.00 names member %d""".formatted(max, mia));
    }

    @Test
    void whatSomebodyDecidedBeforeStandsUntilItIsTakenBack() {
        take(statement("s", DAY, DAY, "0", sum(DAY, "50", "B1"), sum(DAY, "7", "B2")));
        bankLines.match(1, List.of("M" + max), new BigDecimal("10"), gym.gym(), false);
        bankLines.exclude(2, "rent", gym.gym(), false);
        take(
                advice("a", batch("B1"), by(max, "30"), by(mia, "20")),
                advice("b", batch("B2"), by(max, "3"), by(mia, "4")));
        reconciliation.match();
        assertThat(lines()).isEqualTo("""
                partly_allocated 50.00 matched by owner (test)
                excluded 7.00 rent
                advised 30.00 line 1 was decided before: gymctl reconcile unmatch 1 lets it be split
                advised 20.00 line 1 was decided before: gymctl reconcile unmatch 1 lets it be split
                advised 3.00 line 2 was decided before: gymctl reconcile unmatch 2 lets it be split
                advised 4.00 line 2 was decided before: gymctl reconcile unmatch 2 lets it be split""");
        bankLines.unmatch(1, gym.gym(), false);
        assertThat(reconciliation.importFrom(List.of()).details()).isEqualTo(2);
        reconciliation.match();
        assertThat(lines()).startsWith("split 50.00").contains("reconciled 20.00 names member " + mia, "excluded 7.00");
    }

    @Test
    void returnedDebitsOfABatchAreOwedAgain() {
        long his = charge(max, "30");
        long hers = charge(mia, "20");
        take(
                statement("s", DAY, DAY, "0", sum(DAY, "50", "B1")),
                advice("a", batch("B1"), endToEnd(by(max, "30"), "E1"), endToEnd(by(mia, "20"), "E2")));
        reconciliation.match();
        assertThat(open(his) + open(hers)).isZero();
        take(
                advice(
                        "back",
                        batch("R1"),
                        returned("2026-10-05", "-33.50", "E1", "3.50"),
                        returned("2026-10-05", "-23.50", "E2", "3.50")),
                statement("t", "2026-10-02", "2026-10-05", "50", sum("2026-10-05", "-57", "R1")));
        reconciliation.match();
        assertThat(open(his) + open(hers)).isEqualTo(5000);
        assertThat(gym.value("select string_agg(state, ' ' order by line_id) from line_balances"))
                .isEqualTo("split reversed reversed split reversed reversed");
        assertThat(gym.value("select sum(amount) from transfers where debit_account = 'bank_fees'"))
                .isEqualTo("700");
        assertThat(gym.value("select sum(open) from line_balances")).isEqualTo("0");
    }

    @Test
    void aBatchMayHoldWhatGoesBackToo() {
        long his = charge(max, "30");
        take(statement("s", DAY, DAY, "0", endToEnd(by(max, "30"), "E1")));
        reconciliation.match();
        StatementEntry hers = entry("2026-10-05", "40", "member " + mia);
        take(
                statement("t", "2026-10-02", "2026-10-05", "30", sum("2026-10-05", "10", "R1")),
                advice("back", batch("R1"), hers, returned("2026-10-05", "-30", "E1", null)));
        reconciliation.match();
        assertThat(open(his)).isEqualTo(3000);
        assertThat(lines()).isEqualTo("""
                reversed 30.00 AC04
                split 10.00 its 2 details are lines of their own
                reconciled 40.00 names member %d
                reversed -30.00 AC04""".formatted(mia));
        assertThat(bank()).isEqualTo(4000);
    }

    @Test
    void oneReturnedDebitIsToldOfLikewise() {
        long charge = charge(max, "30");
        take(
                statement("s", DAY, DAY, "0", sum(DAY, "30", "B1")),
                Bank.without(StatementFormat.CAMT054, within(endToEnd(by(max, "30"), "E1"), single("B1"))));
        reconciliation.match();
        assertThat(open(charge)).isZero();
        take(
                statement("t", "2026-10-02", "2026-10-05", "30", sum("2026-10-05", "-33.50", "R1")),
                Bank.without(
                        StatementFormat.CAMT054, within(returned("2026-10-05", "-33.50", "E1", "3.50"), single("R1"))));
        reconciliation.match();
        assertThat(open(charge)).isEqualTo(3000);
        assertThat(lines()).contains("reversed 30.00").contains("reversed -33.50");
    }

    @Test
    void aLateStatementOfAClosedMonthIsSplitToo() {
        gym.sql("update gym set books_closed_through = '2026-10-31'");
        take(advice("a", batch("B1"), by(max, "30"), by(mia, "20")));
        take(statement("s", DAY, DAY, "0", sum(DAY, "50", "B1")));
        reconciliation.match();
        assertThat(lines()).contains("reconciled 30.00");
        assertThat(gym.value("select string_agg(distinct effective_on::text, ' ') from journal_entries"))
                .isEqualTo("2026-11-01");
    }

    @Test
    void aSingleOneWaitsForItsLineToo() {
        long charge = charge(max, "30");
        take(Bank.without(StatementFormat.CAMT054, within(by(max, "30"), single("B1"))));
        assertThat(lines()).isEqualTo("advised 30.00 waits for the line that books it");
        take(statement("s", DAY, DAY, "0", sum(DAY, "30", "B1")));
        reconciliation.match();
        assertThat(lines()).contains("reconciled 30.00 names member " + max, "duplicate 30.00 tells of line 2");
        assertThat(open(charge)).isZero();
    }

    @Test
    void ofEqualPaymentsAnAdviceTellsWhichIsWhoseOnlyByTheirIds() {
        take(statement("s", DAY, DAY, "0", sum(DAY, "30", "B1"), sum(DAY, "30", "B2"), sum(DAY, "30", "B3")));
        take(Bank.without(
                StatementFormat.CAMT054, within(by(mia, "30"), single("B2")), within(by(max, "30"), single(null))));
        reconciliation.match();
        assertThat(lines())
                .contains("advised 30.00 2 lines of this day and amount may be it")
                .contains("reconciled 30.00 names member " + mia);
        assertThat(gym.value("select count(*) from payments")).isEqualTo("1");
    }

    @Test
    void theSumAloneTellsNothingAndItsDetailsMayFollow() {
        StatementEntry bare = entry(DAY, "50", "");
        take(
                statement("s", DAY, DAY, "0", sum(DAY, "50", "B1"), sum(DAY, "30", "B2")),
                Bank.without(
                        StatementFormat.CAMT054,
                        within(bare, single("B1")),
                        within(entry(DAY, "30", ""), single("B2"))));
        take(
                advice("a", batch("B1"), by(max, "30"), by(mia, "20")),
                Bank.without(StatementFormat.CAMT054, within(by(mia, "30"), single("B2"))));
        reconciliation.match();
        assertThat(lines()).contains("split 50.00", "reconciled 20.00 names member " + mia);
        assertThat(gym.value("select count(*) from payments")).isEqualTo("3");
    }

    @Test
    void theDatabaseRefusesWhatDoesNotMakeItsLine() {
        take(statement("s", DAY, DAY, "0", sum(DAY, "50", "B1"), sum(DAY, "30", "B3")));
        take(advice("a", batch("B2"), by(max, "30"), by(mia, "21")));
        assertThatThrownBy(() -> gym.sql("insert into advised_lines values (1, 1, true)"))
                .hasMessageContaining("advice 1 cannot tell of line 1");
        take(advice("b", batch("B1"), by(max, "30"), by(mia, "20")));
        String late =
                "insert into statement_lines (statement_id, bank_account_id, line, identity, occurrence, booked_on,"
                        + " value_on, amount, advice_id) select statement_id, bank_account_id, line, identity, 2, booked_on,"
                        + " value_on, amount, advice_id from statement_lines where advice_id = ";
        assertThatThrownBy(() -> gym.sql(late + 2)).hasMessageContaining("takes no more details");
        gym.sql(late + "1 and amount = 2100");
        assertThatThrownBy(() -> gym.sql("insert into advised_lines values (1, 2, true)"))
                .hasMessageContaining("advice 1 cannot tell of line 2");
    }

    /** Everything, again and again, in any order. */
    @Test
    void nothingIsDoubled() {
        List<StatementSource> files = new ArrayList<>(List.of(
                statement("s", DAY, DAY, "0", sum(DAY, "50", "B1"), sum(DAY, "50", "B2")),
                statement(
                        "all",
                        DAY,
                        "2026-10-02",
                        "0",
                        sum(DAY, "50", "B1"),
                        sum(DAY, "50", "B2"),
                        sum("2026-10-02", "9", "B3")),
                advice("a", batch("B1"), by(max, "30"), by(mia, "20")),
                advice("b", batch("B2"), by(max, "30"), by(mia, "20")),
                advice("c", batch("B3"), entry("2026-10-02", "4", "member " + max), entry("2026-10-02", "5", "?"))));
        for (int i = 0; i < 12; i++) {
            Collections.rotate(files, 1);
            take(files.subList(0, 1 + i % files.size()));
            reconciliation.match();
        }
        assertThat(bank()).isEqualTo(10900);
        assertThat(gym.value("select count(*) || ' ' || sum(amount) from payments"))
                .isEqualTo("5 10400");
        assertThat(gym.value("select count(*) from statement_lines where advice_id is not null"))
                .isEqualTo("6");
    }

    private record Wrong(StatementReceiver to, String why) implements StatementReceiver {
        @Override
        public void begin(StatementHeader header) {
            to.begin(header);
        }

        @Override
        public void entry(StatementEntry entry) {
            to.entry(entry);
        }

        @Override
        public void end(StatementEnd end) {
            to.end(new StatementEnd(end.closingOn(), end.closing(), why));
        }
    }

    private static StatementEntry by(long member, String amount) {
        return entry(DAY, amount, "member " + member);
    }

    private static StatementBatch single(String bankId) {
        return new StatementBatch(1, false, bankId, null, null, null);
    }

    private ImportedStatements take(StatementSource... files) {
        return take(List.of(files));
    }

    private ImportedStatements take(List<StatementSource> files) {
        return reconciliation.importFrom(files);
    }

    private String lines() {
        return bankLines.lines(null, gym.gym()).stream()
                .filter(line -> line.state() != LineState.DUPLICATE || line.reason() != null)
                .map(line -> "%s %s %s".formatted(line.state().code(), line.amount(), line.reason()))
                .collect(Collectors.joining("\n"));
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

    private long open(long charge) {
        return Long.parseLong(gym.value("select open from charge_balances where charge_id = ?", charge));
    }

    private long bank() {
        return Long.parseLong(gym.value("""
                select coalesce(sum(case when debit_account = 'bank_1' then amount else -amount end), 0)
                from transfers where 'bank_1' in (debit_account, credit_account)
                """));
    }
}
