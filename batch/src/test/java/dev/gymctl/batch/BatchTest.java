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
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rollover of a month with more coaches than fit a chunk. */
class BatchTest {
    static final YearMonth MONTH = YearMonth.of(2025, 10);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final int COACHES = 2100;

    private Database connected;
    private Batch batch;

    @BeforeEach
    void coachesWithAClassEach() {
        database.reset();
        database.owner().useHandle(handle -> {
            handle.execute("""
                    WITH people AS (
                        INSERT INTO gymctl.users (first_name, last_name, email, date_joined, role)
                        SELECT 'Coach', n::text, n || '@example.org', '2025-01-01Z', 'coach'
                          FROM generate_series(1, ?) n
                        RETURNING id),
                    coaches AS (INSERT INTO gymctl.coaches (user_id) SELECT id FROM people RETURNING user_id)
                    INSERT INTO gymctl.classes (class_title, coach_id, starts_at, ends_at, capacity)
                    SELECT 'Yoga', user_id, '2025-10-03T18:00Z', '2025-10-03T19:00Z', 10 FROM coaches
                    """, COACHES);
        });
        connected = Database.at(database.address());
        batch = batchAt("2025-11-01T00:00:00Z");
    }

    @AfterEach
    void disconnect() {
        batch.close();
        connected.close();
    }

    @Test
    void paysEveryCoachOnceAndClosesTheMonth() {
        List<Long> progress = new ArrayList<>();

        Rollover run = batch.payroll(MONTH, (step, done, total) -> progress.add(done));

        assertThat(run.outcome()).isEqualTo(Outcome.DONE);
        assertThat(run.payslips()).isEqualTo(COACHES);
        assertThat(run.period().orElseThrow().payslips()).isEqualTo(COACHES);
        assertThat(run.period().orElseThrow().total().minorUnits()).isEqualTo(COACHES * 1000L);
        assertThat(progress).containsExactly(1000L, 2000L, 2100L);
        assertThat(batch.runs().show(run.execution().orElseThrow()).status()).isEqualTo(JobRun.Status.COMPLETED);
    }

    @Test
    void aMonthThatIsDoneIsNotRunAgainAndLoadsNoSpring() throws Exception {
        Rollover first = batch.payroll(MONTH, Progress.NONE);
        List<JobRun> before = batch.runs().list(10);

        Rollover again = batch.payroll(MONTH, Progress.NONE);

        assertThat(again.outcome()).isEqualTo(Outcome.ALREADY_DONE);
        assertThat(again.payslips()).isZero();
        assertThat(again.period()).isEqualTo(first.period());
        assertThat(batch.runs().list(10)).isEqualTo(before).hasSize(1);
        try (JavaProcess cron = JavaProcess.start(database.url(), PayrollProcess.class, "run", "-Xlog:class+load")) {
            List<String> lines = cron.lines();
            assertThat(lines).contains("ALREADY_DONE 0");
            assertThat(lines.stream().filter(line -> line.contains(" org.springframework.")))
                    .isEmpty();
        }
    }

    @Test
    void killedInItsSecondChunkAndRunAgainPaysTheRest() throws Exception {
        try (JavaProcess killed =
                JavaProcess.start(database.url(), PayrollProcess.class, "wait").awaitHere()) {
            killed.kill();
        }
        JavaProcess.awaitNoticed(() -> batch.runs().list(1).get(0).status());
        assertThat(batch.runs().list(1)).extracting(JobRun::status).containsExactly(JobRun.Status.INTERRUPTED);

        Rollover rest = batch.payroll(MONTH, Progress.NONE);

        assertThat(rest.outcome()).isEqualTo(Outcome.DONE);
        assertThat(rest.payslips()).isEqualTo(COACHES - 1000);
        assertThat(rest.period().orElseThrow().payslips()).isEqualTo(COACHES);
        assertThat(rest.period().orElseThrow().total().minorUnits()).isEqualTo(COACHES * 1000L);
    }

    @Test
    void aRunThatWasKilledAfterItClosedTheMonthIsCompleted() {
        long id = batch.payroll(MONTH, Progress.NONE).execution().orElseThrow();
        database.jdbi().useHandle(handle -> {
            handle.execute("UPDATE batch.batch_job_execution SET status = 'STARTED', end_time = NULL");
            handle.execute(
                    "UPDATE batch.batch_step_execution SET status = 'STARTED', end_time = NULL WHERE step_name = 'close'");
        });

        assertThat(batch.runs().show(id).status()).isEqualTo(JobRun.Status.COMPLETED);
        assertThat(batch.runs().show(id).steps()).extracting(JobStep::status).containsOnly(JobRun.Status.COMPLETED);
        assertThat(batch.runs().list(1)).containsExactly(batch.runs().show(id));
    }

    @Test
    void toldToEndItSaysSoAndIsFinishedByTheNextRun() throws Exception {
        try (JavaProcess told = JavaProcess.start(database.url(), PayrollProcess.class, "wait-for-the-end")
                .awaitHere()) {
            told.terminate();

            assertThat(told.line()).isEqualTo("STOPPED 2000");
            assertThat(told.exitCode()).isEqualTo(128 + 15);
            assertThat(told.stderr()).isEmpty();
        }

        assertThat(batch.payroll(MONTH, Progress.NONE).payslips()).isEqualTo(COACHES - 2000);
    }

    @Test
    void aRehearsalLeavesNothingBehind() {
        batch.rehearse();
        batch.rehearse();

        assertThat(batch.runs().list(10)).isEmpty();
        int locks = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM batch.job_lock")
                        .mapTo(Integer.class)
                        .one());
        assertThat(locks).isZero();
    }

    @Test
    void aMonthThatIsNotOverIsRefused() {
        Batch early = batchAt("2025-10-31T23:59:59Z");

        assertThatThrownBy(() -> early.payroll(MONTH, Progress.NONE))
                .isInstanceOfSatisfying(
                        GymException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID));

        assertThat(early.runs().list(10)).isEmpty();
    }

    private Batch batchAt(String now) {
        return new Batch(connected, Operator.owner("test"), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }
}
