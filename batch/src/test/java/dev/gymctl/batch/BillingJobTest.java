package dev.gymctl.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.Progress;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to runs of the billing, the ledger is the same in the end. */
@Timeout(120)
class BillingJobTest {
    static final YearMonth MONTH = YearMonth.of(2025, 10);

    /** Memberships in a transaction: there are three of them. */
    static final int CHUNK = 3;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    /** One a member, of 31.00; the last begins on the 31st, and one expired lot. */
    private static final int MEMBERSHIPS = 8;

    private static final String LEDGER = """
            SELECT string_agg(concat_ws(' ', e.idempotency_key, e.value_on, t.debit_account, t.credit_account, t.amount, c.due_on),
                              E'\\n' ORDER BY e.idempotency_key)
              FROM gymctl.journal_entries e JOIN gymctl.transfers t ON t.entry_id = e.id
              LEFT JOIN gymctl.charges c ON c.entry_id = e.id
            """;

    private Database connected;
    private Batch batch;

    @BeforeEach
    void memberships() {
        database.reset();
        database.owner().useHandle(handle -> {
            handle.execute("""
                    WITH people AS (
                        INSERT INTO gymctl.users (first_name, last_name, date_joined)
                        SELECT 'Member', n::text, '2025-01-01Z' FROM generate_series(1, ?) n RETURNING id),
                    members AS (INSERT INTO gymctl.members (user_id) SELECT id FROM people RETURNING user_id)
                    INSERT INTO gymctl.member_events (member_id, kind, effective_on)
                    SELECT user_id, unnest(array['registered', 'approved']), '2025-01-01' FROM members
                    """, MEMBERSHIPS);
            handle.execute("INSERT INTO gymctl.plans (name, kind, price) VALUES ('Gold', 'dues', 3100)");
            handle.execute("""
                    INSERT INTO gymctl.memberships (member_id, plan_id, starts_on, bill_day)
                    SELECT user_id, 1, CASE WHEN user_id = (SELECT max(user_id) FROM gymctl.members)
                                       THEN date '2025-10-31' ELSE date '2025-06-15' END, 31
                      FROM gymctl.members ORDER BY user_id
                    """);
            handle.execute("""
                    INSERT INTO gymctl.prepaid_lots (member_id, credits, price, bought_on, expires_on, key)
                    SELECT min(user_id), 3, 0, '2025-01-01', '2025-10-15', 'lot' FROM gymctl.members
                    """);
        });
        connected = Database.at(database.address());
        batch = batchAt("2025-11-20T00:00:00Z");
    }

    @AfterEach
    void disconnect() {
        batch.close();
        connected.close();
    }

    @Test
    void chargesEveryMembershipOnceAndSaysSo() {
        List<Long> progress = new ArrayList<>();

        List<BillingRun> runs = batch.billing(MONTH, CHUNK, (step, done, total) -> progress.add(done));

        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(Outcome.DONE);
            assertThat(run.newCharges()).isEqualTo(MEMBERSHIPS);
            assertThat(run.month().total().minorUnits()).isEqualTo(3100 * 7 + 100);
            assertThat(run.month().receivable()).isEqualTo(run.month().total());
            assertThat(run.month().expiredCredits()).isEqualTo(3);
        });
        assertThat(progress).containsExactly(3L, 6L, 8L);
        JobRun run = batch.runs().list(10).get(0);
        assertThat(run.parameters()).hasToString("{month=2025-10, run=1}");
        assertThat(run.steps())
                .extracting(JobStep::name)
                .containsExactly("park", "assess", "expire", "credit", "close");
    }

    @Test
    void runTwiceTheLedgerIsTheSame() {
        batch.billing(MONTH, CHUNK, Progress.NONE);
        String ledger = ledger();

        BillingRun again = batch.billing(MONTH, CHUNK, Progress.NONE).get(0);

        assertThat(again.newCharges()).isZero();
        assertThat(ledger()).isEqualTo(ledger);
        assertThat(batch.runs().list(10))
                .extracting(run -> run.parameters().get("run"))
                .containsExactly("2", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3"})
    void killedInAChunkAndRunAgainTheLedgerIsTheSame(String chunk) throws Exception {
        batch.billing(MONTH, CHUNK, Progress.NONE);
        String ledger = ledger();
        disconnect();
        memberships();

        try (JavaProcess killed =
                JavaProcess.start(database.url(), BillingProcess.class, chunk).awaitHere()) {
            killed.kill();
        }
        JavaProcess.awaitNoticed(() -> batch.runs().list(1).get(0).status());
        assertThat(batch.runs().list(1)).extracting(JobRun::status).containsExactly(JobRun.Status.INTERRUPTED);
        assertThat(ledger()).isNotEqualTo(ledger);

        batch.billing(MONTH, CHUNK, Progress.NONE);

        assertThat(ledger()).isEqualTo(ledger);
        assertThat(batch.runs().list(10))
                .extracting(run -> run.parameters().get("run") + " " + run.status())
                .containsExactly("1 COMPLETED", "1 FAILED");
    }

    @Test
    void ofTwoAtOnceOneIsBusyAndTheLedgerIsTheSame() throws Exception {
        batch.billing(MONTH, CHUNK, Progress.NONE);
        String ledger = ledger();
        disconnect();
        memberships();

        try (JavaProcess first =
                JavaProcess.start(database.url(), BillingProcess.class, "2").awaitHere()) {
            assertThatThrownBy(() -> batch.billing(MONTH, CHUNK, Progress.NONE))
                    .isInstanceOfSatisfying(
                            GymException.class, busy -> assertThat(busy.kind()).isEqualTo(Kind.BUSY))
                    .hasMessageStartingWith("billing 2025-10 is already running since ");
            first.goOn();
            assertThat(first.line()).isEqualTo("done");
        }
        assertThat(ledger()).isEqualTo(ledger);
    }

    @Test
    void skippedForTwoMonthsTheLedgerIsTheSame() {
        for (int month = 8; month <= 11; month++) {
            batch.billing(YearMonth.of(2025, month), CHUNK, Progress.NONE);
        }
        String ledger = ledger();
        disconnect();
        memberships();

        batch.billing(YearMonth.of(2025, 8), CHUNK, Progress.NONE);
        assertThat(batch.billing(YearMonth.of(2025, 11), CHUNK, Progress.NONE))
                .extracting(run -> run.month().month())
                .containsExactly(YearMonth.of(2025, 9), YearMonth.of(2025, 10), YearMonth.of(2025, 11));

        assertThat(ledger()).isEqualTo(ledger);
    }

    private static String ledger() {
        return database.owner()
                .withHandle(
                        handle -> handle.createQuery(LEDGER).mapTo(String.class).one());
    }

    private Batch batchAt(String now) {
        return new Batch(connected, Operator.owner("test"), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }
}
