package dev.gymctl.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.Progress;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.reconcile.StatementSource;
import dev.gymctl.core.statement.StatementEnd;
import dev.gymctl.core.statement.StatementEntry;
import dev.gymctl.core.statement.StatementFormat;
import dev.gymctl.core.statement.StatementHeader;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to runs of the reconciliation, the ledger is the same in the end. */
@Timeout(120)
class ReconciliationJobTest {
    static final YearMonth MONTH = YearMonth.of(2025, 10);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String LEDGER = """
            SELECT string_agg(concat_ws(' ', e.idempotency_key, e.value_on, t.debit_account, t.credit_account, t.amount),
                              E'\\n' ORDER BY e.idempotency_key)
              FROM gymctl.journal_entries e JOIN gymctl.transfers t ON t.entry_id = e.id
            """;

    private static final String OWED = """
            WITH entry AS (
                INSERT INTO gymctl.journal_entries (effective_on, value_on, kind, idempotency_key)
                VALUES ('2025-09-01', '2025-09-01', 'charge', 'owed') RETURNING id),
            transfer AS (
                INSERT INTO gymctl.transfers (entry_id, debit_account, debit_party, credit_account, amount)
                SELECT id, 'member_receivable', 1, 'other_income', 2000 FROM entry)
            INSERT INTO gymctl.charges (member_id, kind, amount, charged_on, due_on, entry_id)
            SELECT 1, 'other', 2000, '2025-09-01', '2025-09-01', id FROM entry
            """;

    private Database connected;
    private Batch batch;

    @BeforeEach
    void member() {
        database.reset();
        database.owner().useHandle(handle -> handle.execute("""
                WITH people AS (
                    INSERT INTO gymctl.users (first_name, last_name, date_joined)
                    SELECT 'Member', n::text, '2025-01-01Z' FROM generate_series(1, 2) n RETURNING id),
                members AS (INSERT INTO gymctl.members (user_id) SELECT id FROM people RETURNING user_id)
                INSERT INTO gymctl.member_events (member_id, kind, effective_on)
                SELECT user_id, unnest(array['registered', 'approved']), '2025-01-01' FROM members
                """));
        connected = Database.at(database.address());
        batch = batch();
    }

    @AfterEach
    void disconnect() {
        batch.close();
        connected.close();
    }

    @Test
    void runAgainItAddsOnlyWhatIsNew() {
        ReconciliationRun first = batch.reconciliation(MONTH, List.of(statement("130")), Progress.NONE);
        String ledger = ledger();
        ReconciliationRun again = batch.reconciliation(MONTH, List.of(statement("130")), Progress.NONE);

        assertThat(first.outcome()).isEqualTo(Outcome.DONE);
        assertThat(first.did().imported().lines()).isEqualTo(1);
        assertThat(first.did().matched()).isEqualTo(1);
        assertThat(again.did().imported().lines() + again.did().matched()).isZero();
        assertThat(ledger())
                .isEqualTo(ledger)
                .contains("payment line 1 no. 1 2025-10-01 unidentified_receipts member_credit 3000");
        assertThat(batch.runs().list(10))
                .extracting(run -> run.job() + " " + run.parameters())
                .containsExactly("reconciliation {month=2025-10, run=2}", "reconciliation {month=2025-10, run=1}");
        assertThat(batch.runs().list(1).get(0).steps())
                .extracting(JobStep::name)
                .containsExactly("settle", "import", "match", "allocate", "report");
    }

    @Test
    void ofTwoAtOnceOneIsBusyAndTheLedgerIsTheSame() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        StatementSource plain = statement("130");
        StatementSource slow = new StatementSource(plain.file(), receiver -> {
            reading.countDown();
            await(refused);
            plain.reading().accept(receiver);
        });
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Database second = Database.at(database.address());
                Batch theirs = new Batch(second, Operator.owner("test"), clock())) {
            Future<ReconciliationRun> first =
                    other.submit(() -> batch.reconciliation(MONTH, List.of(slow), Progress.NONE));
            await(reading);
            assertThatThrownBy(() -> theirs.reconciliation(MONTH, List.of(plain), Progress.NONE))
                    .isInstanceOfSatisfying(
                            GymException.class, busy -> assertThat(busy.kind()).isEqualTo(Kind.BUSY));
            refused.countDown();
            assertThat(first.get(60, TimeUnit.SECONDS).did().matched()).isEqualTo(1);
        } finally {
            other.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"settle", "import", "match", "allocate", "report"})
    void killedInAStepAndRunAgainTheLedgerIsTheSame(String step) throws Exception {
        database.owner().useHandle(handle -> handle.execute(OWED));
        batch.reconciliation(MONTH, List.of(statement("130")), Progress.NONE);
        String ledger = withoutNumbers();
        disconnect();
        member();
        database.owner().useHandle(handle -> handle.execute(OWED));

        try (JavaProcess killed = JavaProcess.start(database.url(), ReconciliationProcess.class, step)
                .awaitHere()) {
            killed.kill();
        }
        JavaProcess.awaitNoticed(() -> batch.runs().list(1).get(0).status());
        batch.reconciliation(MONTH, List.of(statement("130")), Progress.NONE);

        assertThat(withoutNumbers()).isEqualTo(ledger).contains("member_credit member_receivable 2000");
        assertThat(batch.runs().list(10))
                .extracting(run -> run.parameters().get("run") + " " + run.status())
                .containsExactly("1 COMPLETED", "1 FAILED");
    }

    /** A line that was taken back with its killed run has used its number. */
    private static String withoutNumbers() {
        return ledger().replaceAll("(line|payment|allocation) \\d+", "$1");
    }

    @Test
    void whatDoesNotTieFailsAndTheNextRunGoesOn() {
        batch.reconciliation(MONTH, List.of(statement("130")), Progress.NONE);
        String ledger = ledger();
        StatementSource later = new StatementSource("later", receiver -> {
            receiver.begin(new StatementHeader(
                    StatementFormat.MT940, null, "DE1", "EUR", LocalDate.parse("2025-10-20"), new BigDecimal("900")));
            receiver.end(new StatementEnd(LocalDate.parse("2025-10-21"), new BigDecimal("900"), null));
        });
        assertThatThrownBy(() -> batch.reconciliation(MONTH, List.of(later), Progress.NONE))
                .isInstanceOf(GymException.class)
                .hasMessageContaining("DE1 is 130.00 in the ledger, and its last statement ends with 900.00");
        assertThat(ledger()).isEqualTo(ledger);
        database.owner().useHandle(handle -> handle.execute("""
                WITH entry AS (INSERT INTO gymctl.journal_entries (effective_on, value_on, kind, idempotency_key)
                               VALUES ('2025-10-05', '2025-10-05', 'x', 'beside gymctl') RETURNING id)
                INSERT INTO gymctl.transfers (entry_id, debit_account, credit_account, amount)
                SELECT id, 'clearing', 'other_income', 1 FROM entry
                """));
        assertThatThrownBy(() -> batch.reconciliation(MONTH, List.of(), Progress.NONE))
                .hasMessage(
                        "the books do not tie: Clearing is 0.01 in the ledger, and lines and payments make it 0.00");
    }

    static StatementSource statement(String closing) {
        return new StatementSource("october", receiver -> {
            LocalDate day = LocalDate.parse("2025-10-01");
            receiver.begin(new StatementHeader(StatementFormat.MT940, null, "DE1", "EUR", day, new BigDecimal("100")));
            receiver.entry(new StatementEntry(
                    1,
                    null,
                    null,
                    day,
                    null,
                    new BigDecimal("30"),
                    null,
                    "M",
                    "DE9",
                    null,
                    null,
                    "member 1",
                    false,
                    null,
                    null));
            receiver.end(new StatementEnd(day, new BigDecimal(closing), null));
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Batch batch() {
        return new Batch(connected, Operator.owner("test"), clock());
    }

    private static Clock clock() {
        return Clock.fixed(Instant.parse("2025-11-20T00:00:00Z"), ZoneOffset.UTC);
    }

    private static String ledger() {
        return database.owner()
                .withHandle(
                        handle -> handle.createQuery(LEDGER).mapTo(String.class).one());
    }
}
