package dev.gymctl.batch;

import dev.gymctl.core.Progress;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.PlainJdbc;
import dev.gymctl.core.finance.Billing;
import dev.gymctl.core.payroll.Payroll;
import dev.gymctl.core.payroll.PayrollPeriod;
import dev.gymctl.core.reconcile.Reconciliation;
import dev.gymctl.core.reconcile.StatementSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The jobs. Nothing of Spring is loaded before there is something to run.
 *
 * <p>When the process is told to end (SIGTERM, SIGINT) during a run, its shutdown waits for the chunk under way, and then
 * for {@link #close}, so that the caller can still say how the run ended; the exit code is then the signal's own.
 */
public final class Batch implements AutoCloseable {
    /** The lock's own connection, and two for the one thread that works (BATCH: 2 × partitions + 2). */
    private static final int CONNECTIONS = 4;

    private final Database database;
    private final Operator operator;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean told;

    /**
     * The jobs on a database.
     *
     * @param database stays the caller's to close, after this
     * @param operator on whose authority the jobs run
     */
    public Batch(Database database, Operator operator, Clock clock) {
        this.database = database;
        this.operator = operator;
        this.clock = clock;
    }

    /**
     * Loads what every run needs of Spring, in the background and without connecting to anything, while the caller finds
     * out what there is to run: a tenth of an empty run.
     */
    public static void prepare() {
        Thread thread = new Thread(SpringBatch::load, "preparation of the job");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Rolls a month's coach payroll over: makes and posts the payslips that are not there yet, then closes the month.
     *
     * @throws dev.gymctl.core.GymException INVALID when the month is not over in the gym's zone; BUSY when another
     *     process is rolling this month over; otherwise what made it fail, and then the next run goes on from there
     */
    public Rollover payroll(YearMonth month, Progress progress) {
        Instant asked = clock.instant();
        Payroll before = payroll(database.plain());
        database.preparePool(CONNECTIONS);
        Optional<PayrollPeriod> closed = before.closed(month);
        if (closed.isPresent()) {
            return new Rollover(
                    Outcome.ALREADY_DONE, month, 0, closed, Optional.empty(), Duration.between(asked, clock.instant()));
        }
        before.checkOver(month);
        DataSource pool = database.pool(CONNECTIONS);
        Payroll payroll = payroll(SpringBatch.plain(pool));
        PayrollJob job = new PayrollJob(month, payroll, progress);
        RunOnce.Ended ended = run(pool, job);
        return new Rollover(
                ended.outcome(),
                month,
                job.payslips(),
                payroll.closed(month),
                ended.execution(),
                Duration.between(asked, clock.instant()));
    }

    /**
     * Assesses the dues of a month, and of those before it that were skipped, in order; again, it adds what is new.
     *
     * @return each month's run; when the process was told to end, the last one is the one that was stopped
     * @throws dev.gymctl.core.GymException INVALID when the month has not begun in the gym's zone; BUSY when another
     *     process is assessing one of these months; CONFLICT when the ledger does not tie; otherwise what made it fail, and
     *     then the next run goes on from there
     */
    public List<BillingRun> billing(YearMonth month, Progress progress) {
        return billing(month, BillingJob.CHUNK, progress);
    }

    List<BillingRun> billing(YearMonth month, int chunk, Progress progress) {
        DataSource pool = database.pool(CONNECTIONS);
        Jdbi jdbi = SpringBatch.jdbi(pool);
        Billing billing = new Billing(jdbi, new Changes(jdbi, operator), clock);
        List<BillingRun> runs = new ArrayList<>();
        for (YearMonth next : billing.monthsToAssess(month)) {
            Instant asked = clock.instant();
            BillingJob job = new BillingJob(next, chunk, billing, progress);
            RunOnce.Ended ended = run(pool, job);
            runs.add(new BillingRun(
                    ended.outcome(),
                    job.charges(),
                    billing.get(next),
                    ended.execution(),
                    Duration.between(asked, clock.instant())));
            if (ended.outcome() == Outcome.STOPPED) {
                break;
            }
        }
        return runs;
    }

    /**
     * Reconciles a month: takes statements in, matches their lines and holds the books against them; again, it adds what is new.
     *
     * @param files read in the import's transaction, in this order
     * @throws dev.gymctl.core.GymException INVALID when the month has not begun in the gym's zone, or a file cannot be read;
     *     BUSY when another process is reconciling this month; CONFLICT when something does not tie; otherwise what made it
     *     fail, and then the next run goes on from there
     */
    public ReconciliationRun reconciliation(YearMonth month, List<StatementSource> files, Progress progress) {
        Instant asked = clock.instant();
        DataSource pool = database.pool(CONNECTIONS);
        Jdbi jdbi = SpringBatch.jdbi(pool);
        Reconciliation reconciliation = new Reconciliation(jdbi, new Changes(jdbi, operator), clock);
        reconciliation.checkBegun(month);
        ReconciliationJob job = new ReconciliationJob(month, files, reconciliation, progress);
        RunOnce.Ended ended = run(pool, job);
        return new ReconciliationRun(
                ended.outcome(), month, job.run(), ended.execution(), Duration.between(asked, clock.instant()));
    }

    /** What has still to be run. */
    public DueMonths due() {
        return DueMonths.of(database, clock);
    }

    /** What has been run so far. */
    public JobRuns runs() {
        return new JobRuns(database, clock);
    }

    /**
     * Goes through an empty run and takes it back, so that whoever makes a start-up archive has what a run needs in it.
     * Nothing stays in the database but a gap in the numbers of runs.
     */
    public void rehearse() {
        try {
            Rehearsal.play(database.pool(CONNECTIONS), clock, one -> payroll(SpringBatch.plain(one)));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot rehearse a run", e);
        }
    }

    private Payroll payroll(PlainJdbc plain) {
        return new Payroll(plain, new Changes(plain, operator), clock);
    }

    private RunOnce.Ended run(DataSource pool, MonthlyJob job) {
        return RunOnce.untilToldToEnd(pool, clock, closed, () -> told, job);
    }

    /** Tells a run to end at its next chunk boundary, from any thread; it can be started again. */
    public void stop() {
        told = true;
    }

    /** Lets a shutdown that a run held up go on. */
    @Override
    public void close() {
        closed.countDown();
    }
}
