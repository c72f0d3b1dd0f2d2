package dev.gymctl.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gymctl.batch.ToyProcess.Pause;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.DefaultJobKeyGenerator;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/** What becomes of a job whose process is killed, stopped, paused or started twice, with real processes. */
@Timeout(60)
class RunOnceTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final int ITEMS = 10;
    private static final List<Long> EACH_ITEM_ONCE =
            LongStream.rangeClosed(1, ITEMS).boxed().toList();

    private Database connected;

    @BeforeEach
    void toyTables() {
        ToyJob.tables(database.owner(), ITEMS);
        connected = Database.at(database.address());
    }

    @AfterEach
    void disconnect() {
        connected.close();
    }

    @Test
    void runsToTheEndThenHasNothingToDo() {
        assertThat(run().outcome()).isEqualTo(Outcome.DONE);
        assertThat(ToyJob.effects(database.jdbi())).isEqualTo(EACH_ITEM_ONCE);
        List<JobRun> before = runs();

        RunOnce.Ended again = run();

        assertThat(again.outcome()).isEqualTo(Outcome.ALREADY_DONE);
        assertThat(again.execution()).isEmpty();
        assertThat(runs()).isEqualTo(before).hasSize(1);
        assertThat(ToyJob.effects(database.jdbi())).isEqualTo(EACH_ITEM_ONCE);
    }

    @Test
    void anEmptyJobIsDone() {
        database.owner().useHandle(handle -> handle.execute("DELETE FROM toy.item"));

        assertThat(run().outcome()).isEqualTo(Outcome.DONE);

        assertThat(runs().get(0).steps())
                .extracting(JobStep::name, JobStep::status, JobStep::written)
                .containsExactly(
                        tuple("copy", JobRun.Status.COMPLETED, 0L), tuple("close", JobRun.Status.COMPLETED, 0L));
    }

    @Test
    void killedInTheMiddleOfAChunkAndRunAgainEndsTheSame() throws Exception {
        try (JavaProcess killed =
                ToyProcess.start(database.url(), Pause.IN_CHUNK).awaitHere()) {
            assertThat(runs().get(0).status()).isEqualTo(JobRun.Status.RUNNING);
            killed.kill();
        }
        JavaProcess.awaitNoticed(() -> runs().get(0).status());
        assertThat(ToyJob.effects(database.jdbi())).containsExactly(1L, 2L, 3L);
        assertThat(runs().get(0).status()).isEqualTo(JobRun.Status.INTERRUPTED);
        assertThat(runs().get(0).steps().get(0).status()).isEqualTo(JobRun.Status.INTERRUPTED);

        assertThat(run().outcome()).isEqualTo(Outcome.DONE);

        assertThat(ToyJob.effects(database.jdbi())).isEqualTo(EACH_ITEM_ONCE);
        assertThat(runs()).extracting(JobRun::status).containsExactly(JobRun.Status.COMPLETED, JobRun.Status.FAILED);
        assertThat(runs().get(1).exitMessage()).startsWith("interrupted");
    }

    @Test
    void killedBeforeItsFirstExecutionRunsAgain() throws Exception {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO batch.batch_job_instance (job_instance_id, version, job_name, job_key) VALUES (?, 0, 'toy', ?)",
                        0,
                        new DefaultJobKeyGenerator()
                                .generateKey(new JobParametersBuilder()
                                        .addString("month", ToyJob.MONTH.toString())
                                        .toJobParameters())));

        assertThat(run().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void anExecutionOfUnknownStateRunsAgain() throws Exception {
        assertThatThrownBy(() -> run(chunk -> {
                    throw new IllegalArgumentException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        database.jdbi().useHandle(handle -> {
            handle.execute("UPDATE batch.batch_job_execution SET status = 'UNKNOWN'");
            handle.execute("UPDATE batch.batch_step_execution SET status = 'UNKNOWN'");
        });

        assertThat(run().outcome()).isEqualTo(Outcome.DONE);
        assertThat(ToyJob.effects(database.jdbi())).isEqualTo(EACH_ITEM_ONCE);
    }

    @Test
    void ofTwoAtOnceOneRunsAndTheOtherIsToldWhoDoes() throws Exception {
        try (JavaProcess first =
                ToyProcess.start(database.url(), Pause.IN_CHUNK).awaitHere()) {

            assertThatThrownBy(this::run)
                    .isInstanceOfSatisfying(
                            GymException.class, busy -> assertThat(busy.kind()).isEqualTo(Kind.BUSY))
                    .hasMessageMatching(
                            "toy 2026-10 is already running since \\S+Z \\(.*@.*, process " + first.pid() + "\\)");

            first.goOn();
            assertThat(first.line()).isEqualTo("DONE");
            assertThat(first.exitCode()).isZero();
            assertThat(first.stderr()).isEmpty();
        }
        assertThat(ToyJob.effects(database.jdbi())).isEqualTo(EACH_ITEM_ONCE);
        assertThat(runs()).hasSize(1);
    }

    @Test
    void whoeverLostTheLockWhilePausedCanWriteNothing() throws Exception {
        try (JavaProcess paused =
                ToyProcess.start(database.url(), Pause.BETWEEN_CHUNKS).awaitHere()) {
            cutLockConnection();

            assertThat(run().outcome()).isEqualTo(Outcome.DONE);
            List<JobRun> after = runs();
            paused.goOn();

            assertThat(paused.line()).startsWith("BUSY toy 2026-10 was taken over by ");
            assertThat(paused.exitCode()).isZero();
            assertThat(paused.stderr()).isEmpty();
            assertThat(runs()).isEqualTo(after);
        }
        assertThat(ToyJob.effects(database.jdbi())).isEqualTo(EACH_ITEM_ONCE);
    }

    @Test
    void aRollbackThatFailsDoesNotHideWhyTheLockWasNotTaken() {
        run();
        CompletableFuture<JobLock> taking;
        try (Handle holding = database.jdbi().open()) {
            holding.begin();
            holding.execute("SELECT FROM batch.job_lock FOR UPDATE");
            taking = CompletableFuture.supplyAsync(() -> {
                try {
                    return JobLock.take(connected.pool(4), "toy", ToyJob.MONTH.toString(), Clock.systemUTC());
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            awaitSomeoneWaiting();
            database.owner().useHandle(handle -> handle.execute("""
                            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                             WHERE datname = current_database() AND wait_event_type = 'Lock'
                            """));
            holding.rollback();
        }

        assertThatThrownBy(taking::join).cause().satisfies(cut -> {
            assertThat(((SQLException) cut).getSQLState()).isEqualTo("57P01");
            assertThat(cut.getSuppressed()).isNotEmpty();
        });
    }

    /** Which of the two does the rest is PostgreSQL's to choose; both never do. */
    @Test
    void whoeverTakesOverWaitsForTheChunkUnderWay() throws Exception {
        try (JavaProcess paused =
                ToyProcess.start(database.url(), Pause.IN_CHUNK).awaitHere()) {
            cutLockConnection();
            CompletableFuture<Void> released = CompletableFuture.runAsync(() -> {
                awaitSomeoneWaiting();
                paused.goOn();
            });

            assertThat(run().outcome()).isIn(Outcome.DONE, Outcome.ALREADY_DONE);

            released.join();
            assertThat(paused.line()).matches("DONE|BUSY toy 2026-10 was taken over by .*");
        }
        assertThat(ToyJob.effects(database.jdbi())).isEqualTo(EACH_ITEM_ONCE);
        assertThat(ToyJob.closings(database.jdbi())).isEqualTo(1);
    }

    @Test
    void toldToEndItStopsAtTheChunkBoundaryAndTheNextRunGoesOn() throws Exception {
        try (JavaProcess told =
                ToyProcess.start(database.url(), Pause.IN_CHUNK_UNTIL_STOPPED).awaitHere()) {
            told.terminate();

            assertThat(told.line()).isEqualTo("STOPPED");
            assertThat(told.exitCode()).isEqualTo(128 + 15);
            assertThat(told.stderr()).isEmpty();
        }
        assertThat(ToyJob.effects(database.jdbi())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(runs()).extracting(JobRun::status).containsExactly(JobRun.Status.STOPPED);
        assertThat(runs().get(0).steps().get(0).status()).isEqualTo(JobRun.Status.STOPPED);

        assertThat(run().outcome()).isEqualTo(Outcome.DONE);
        assertThat(ToyJob.effects(database.jdbi())).isEqualTo(EACH_ITEM_ONCE);
    }

    @Test
    void aFailureNamesJobAndStepAndKeepsTheBatchTablesShort() throws Exception {
        try (JavaProcess failing = ToyProcess.start(database.url(), Pause.FAIL)) {
            assertThat(failing.line()).isEqualTo("toy 2026-10 failed in step copy: the second chunk is broken");
            assertThat(failing.stderr()).isEmpty();
        }
        assertThat(ToyJob.effects(database.jdbi())).containsExactly(1L, 2L, 3L);
        JobRun failed = runs().get(0);
        assertThat(failed.status()).isEqualTo(JobRun.Status.FAILED);
        assertThat(failed.exitMessage()).isEqualTo("toy 2026-10 failed in step copy: the second chunk is broken");
        assertThat(failed.steps().get(0).exitMessage()).isEqualTo(failed.exitMessage());
        assertThat(failed.steps().get(0).rollbacks()).isEqualTo(1);

        assertThat(run().outcome()).isEqualTo(Outcome.DONE);
        assertThat(ToyJob.effects(database.jdbi())).isEqualTo(EACH_ITEM_ONCE);
    }

    @Test
    void aStepThatFailsWithoutAnExceptionFailsTheRun() {
        Step silent = new Step() {
            @Override
            public String getName() {
                return "silent";
            }

            @Override
            public void execute(StepExecution step) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
            }
        };
        MonthlyJob job = new MonthlyJob() {
            @Override
            public String name() {
                return "toy";
            }

            @Override
            public YearMonth month() {
                return ToyJob.MONTH;
            }

            @Override
            public boolean done() {
                return false;
            }

            @Override
            public List<Step> steps(SpringBatch spring) {
                return List.of(silent);
            }
        };

        assertThatThrownBy(() -> new RunOnce(connected.pool(4), Clock.systemUTC(), step -> {}).run(job))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("toy 2026-10 failed: it ended as FAILED");
        assertThat(runs()).extracting(JobRun::status).containsExactly(JobRun.Status.FAILED);
    }

    @Test
    void aRefusalOfTheDomainComesThroughAsItIs() {
        GymException refusal = new GymException(Kind.CONFLICT, "no, because", "do this");

        assertThatThrownBy(() -> run(chunk -> {
                    throw refusal;
                }))
                .isSameAs(refusal);

        assertThat(runs().get(0).exitMessage()).isEqualTo("no, because");
    }

    private RunOnce.Ended run() {
        return run(chunk -> {});
    }

    private RunOnce.Ended run(IntConsumer inChunk) {
        DataSource pool = connected.pool(4);
        return new RunOnce(pool, Clock.systemUTC(), step -> {}).run(new ToyJob(pool, inChunk));
    }

    private List<JobRun> runs() {
        return new JobRuns(database.database(), Clock.systemUTC()).list(10);
    }

    private static void cutLockConnection() {
        List<Boolean> cut = database.owner()
                .withHandle(
                        handle -> handle.createQuery("""
                                SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
                                 WHERE locktype = 'advisory' AND granted
                                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                                """).mapTo(Boolean.class).list());
        assertThat(cut).containsExactly(true);
    }

    private static void awaitSomeoneWaiting() {
        database.jdbi().useHandle(handle -> {
            while (handle.createQuery("""
                            SELECT count(*) FROM pg_stat_activity
                             WHERE datname = current_database() AND wait_event_type = 'Lock'
                            """).mapTo(Integer.class).one() == 0) {
                Thread.onSpinWait();
            }
        });
    }
}
