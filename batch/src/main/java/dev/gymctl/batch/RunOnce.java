package dev.gymctl.batch;

import dev.gymctl.core.GymException;
import dev.gymctl.core.db.SqlErrors;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Runs a monthly job to its end, at most one process at a time: takes the job's lock, recovers what a killed run
 * left behind, then starts, or starts again, whatever is not done.
 *
 * <p>It does without Spring's {@code JobOperator}: that checks no liveness, starts again without a guard, and can never
 * start a job that was killed between the creation of its instance and of its execution.
 */
final class RunOnce {
    /** The most characters of a failure that the batch tables keep. */
    private static final int SHORT = 500;

    private static final ExitStatus INTERRUPTED =
            new ExitStatus(ExitStatus.FAILED.getExitCode(), "interrupted; a later run went on from there");

    private final DataSource pool;
    private final Clock clock;
    private final StepInterruptionPolicy stop;

    RunOnce(DataSource pool, Clock clock, StepInterruptionPolicy stop) {
        this.pool = pool;
        this.clock = clock;
        this.stop = stop;
    }

    /**
     * Runs the job unless it is done; when the process is told to end, it stops at the next chunk boundary.
     *
     * @param said as in {@link Stop#onShutdown}
     * @param told as in {@link Stop#onShutdown}
     */
    static Ended untilToldToEnd(
            DataSource pool, Clock clock, CountDownLatch said, BooleanSupplier told, MonthlyJob monthly) {
        try (Stop stop = Stop.onShutdown(said, told)) {
            return new RunOnce(pool, clock, stop).run(monthly);
        }
    }

    /** How a run ended; {@code execution} is empty when there was nothing to run. */
    record Ended(Outcome outcome, Optional<Long> execution) {}

    /**
     * Runs the job unless it is done.
     *
     * @throws GymException BUSY when another process is at it, or has taken it over; otherwise what the first failure
     *     means to a person
     * @throws IllegalStateException a failure that no one foresaw, with the job's and the step's name
     */
    Ended run(MonthlyJob monthly) {
        String run = monthly.month().toString();
        String what = monthly.name() + " " + run;
        JobExecution execution;
        Optional<RuntimeException> failure;
        try (JobLock lock = JobLock.take(pool, monthly.name(), run, clock)) {
            if (monthly.done()) {
                return new Ended(Outcome.ALREADY_DONE, Optional.empty());
            }
            SpringBatch spring = new SpringBatch(pool, lock, stop);
            Job job = spring.job(monthly.name(), monthly.steps(spring));
            execution = newExecution(spring.repository(), job, monthly);
            job.execute(execution);
            failure = failure(execution, what);
            if (failure.isPresent()) {
                keepShort(spring.repository(), execution, failure.get());
            }
        } catch (SQLException | JobInterruptedException | RuntimeException e) {
            throw forPeople(e, what + " failed");
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        boolean stopped = execution.getStatus() == BatchStatus.STOPPED;
        return new Ended(stopped ? Outcome.STOPPED : Outcome.DONE, Optional.of(execution.getId()));
    }

    private JobExecution newExecution(JobRepository repository, Job job, MonthlyJob monthly) {
        JobParameters parameters = parameters(repository, monthly);
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (instance == null) {
            instance = repository.createJobInstance(job.getName(), parameters);
        } else {
            repository.getJobExecutions(instance).forEach(earlier -> recover(repository, earlier));
        }
        return repository.createJobExecution(instance, parameters, new ExecutionContext());
    }

    /** The month; where there may be several runs of it, the number of the one that has not ended, or of a new one. */
    private static JobParameters parameters(JobRepository repository, MonthlyJob monthly) {
        String month = monthly.month().toString();
        if (!monthly.again()) {
            return new JobParametersBuilder().addString("month", month).toJobParameters();
        }
        for (int run = 1; ; run++) {
            JobParameters parameters = new JobParametersBuilder()
                    .addString("month", month)
                    .addString("run", String.valueOf(run))
                    .toJobParameters();
            JobInstance instance = repository.getJobInstance(monthly.name(), parameters);
            if (instance == null
                    || repository.getJobExecutions(instance).stream()
                            .noneMatch(execution -> execution.getStatus() == BatchStatus.COMPLETED)) {
                return parameters;
            }
        }
    }

    /** Marks as failed what a killed process left as if it were running; holding the lock says that it is not. */
    private void recover(JobRepository repository, JobExecution left) {
        for (StepExecution step : left.getStepExecutions()) {
            if (isOpen(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(INTERRUPTED);
                step.setEndTime(now());
                repository.update(step);
            }
        }
        if (isOpen(left.getStatus())) {
            left.setStatus(BatchStatus.FAILED);
            left.setExitStatus(INTERRUPTED);
            left.setEndTime(now());
            repository.update(left);
        }
    }

    private static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    /** Spring Batch reckons in the local time of this machine; the database turns it into an instant. */
    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    }

    private static Optional<RuntimeException> failure(JobExecution execution, String what) {
        if (execution.getStatus() == BatchStatus.COMPLETED || execution.getStatus() == BatchStatus.STOPPED) {
            return Optional.empty();
        }
        return Optional.of(execution.getStepExecutions().stream()
                .filter(step -> !step.getFailureExceptions().isEmpty())
                .findFirst()
                .map(step ->
                        forPeople(step.getFailureExceptions().get(0), what + " failed in step " + step.getStepName()))
                .or(() -> execution.getAllFailureExceptions().stream()
                        .findFirst()
                        .map(failure -> forPeople(failure, what + " failed")))
                .orElseGet(() -> new IllegalStateException(what + " failed: it ended as " + execution.getStatus())));
    }

    /** Puts what people are told in the place of the stack traces that Spring Batch keeps. */
    private static void keepShort(JobRepository repository, JobExecution execution, RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        String text = message.length() > SHORT ? message.substring(0, SHORT - 1) + "…" : message;
        ExitStatus failed = new ExitStatus(ExitStatus.FAILED.getExitCode(), text);
        try {
            for (StepExecution step : execution.getStepExecutions()) {
                if (step.getStatus() == BatchStatus.FAILED) {
                    step.setExitStatus(failed);
                    repository.update(step);
                }
            }
            execution.setExitStatus(failed);
            repository.update(execution);
        } catch (RuntimeException unsaved) {
            failure.addSuppressed(unsaved);
        }
    }

    private static RuntimeException forPeople(Throwable failure, String what) {
        GymException meant = SqlErrors.translate(failure);
        if (meant != null) {
            return meant;
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new IllegalStateException(what + ": " + root.getMessage(), failure);
    }
}
