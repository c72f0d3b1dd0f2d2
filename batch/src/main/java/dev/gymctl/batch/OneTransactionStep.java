package dev.gymctl.batch;

import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A step that is one piece of work in one transaction. Spring's {@code TaskletStep} would bring its machinery for
 * repeating, and call the step stopped when the process is told to end after the work was committed.
 */
final class OneTransactionStep extends AbstractStep {
    private final TransactionTemplate transaction;
    private final StepInterruptionPolicy stop;
    private final Runnable work;

    OneTransactionStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            StepInterruptionPolicy stop,
            Runnable work) {
        super(repository);
        this.transaction = new TransactionTemplate(transactions);
        this.stop = stop;
        this.work = work;
    }

    @Override
    protected void doExecute(StepExecution step) throws JobInterruptedException {
        stop.checkInterrupted(step);
        transaction.executeWithoutResult(status -> work.run());
        step.incrementCommitCount();
    }
}
