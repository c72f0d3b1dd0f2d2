package dev.gymctl.batch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * Ends a run at its next chunk boundary once the process is told to end (SIGTERM, SIGINT).
 *
 * <p>The batch thread is never interrupted: Spring Batch would leave the loop and record the step as completed. It asks
 * at each boundary instead, and marks its own step execution {@code terminateOnly}, which ends the job as STOPPED.
 */
final class Stop implements StepInterruptionPolicy, AutoCloseable {
    private static final long SECONDS_TO_SAY_SO = 2;

    private final Thread hook = new Thread(this::stopAndWait, "stop at the chunk boundary");
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch said;
    private final BooleanSupplier told;
    private volatile boolean asked;

    private Stop(CountDownLatch said, BooleanSupplier told) {
        this.said = said;
        this.told = told;
    }

    /**
     * Watches for the end of this process until closed.
     *
     * @param said what the end of the process waits for (two seconds at most) after the run has ended, so that whoever
     *     started the run can still say how it went
     */
    static Stop onShutdown(CountDownLatch said) {
        return onShutdown(said, () -> false);
    }

    /**
     * The same, and as soon as it is told otherwise, by a process that goes on.
     *
     * @param told asked at each boundary
     */
    static Stop onShutdown(CountDownLatch said, BooleanSupplier told) {
        Stop stop = new Stop(said, told);
        try {
            Runtime.getRuntime().addShutdownHook(stop.hook);
        } catch (IllegalStateException endingAlready) {
            stop.ask();
        }
        return stop;
    }

    void ask() {
        asked = true;
    }

    @Override
    public void checkInterrupted(StepExecution step) throws JobInterruptedException {
        if (asked || told.getAsBoolean()) {
            step.setTerminateOnly();
            throw new JobInterruptedException("stopped at a chunk boundary");
        }
    }

    private void stopAndWait() {
        ask();
        try {
            ended.await();
            said.await(SECONDS_TO_SAY_SO, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run has ended: stops watching and lets a waiting shutdown go on. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook is running; it goes on now.
        }
    }
}
