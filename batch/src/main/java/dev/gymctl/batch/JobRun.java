package dev.gymctl.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One run of a job, from its start to its end, a failure or the end of its process.
 *
 * @param id the number by which it is shown
 * @param job the job's name, such as {@code payroll}
 * @param parameters by name, such as {@code month=2026-10}, in the order of the names
 * @param ended null while it is running, and when its process was killed
 * @param duration until now while it is running; until its last sign of life when its process was killed
 * @param exitMessage why it failed or was stopped, or null
 * @param steps in the order in which they began
 */
public record JobRun(
        long id,
        String job,
        Map<String, String> parameters,
        Status status,
        Instant started,
        Instant ended,
        Duration duration,
        String exitMessage,
        List<JobStep> steps) {

    /** How a run, or a step of one, stands. */
    public enum Status {
        RUNNING,
        /** It ran to its end; for the payroll, its month is closed, even where it was killed before it wrote its end. */
        COMPLETED,
        /** Told to end, it did so at a chunk boundary; the next run goes on from there. */
        STOPPED,
        FAILED,
        /** Its process was killed before its work was done; the next run goes on from there. */
        INTERRUPTED
    }
}
