package dev.gymctl.batch;

import dev.gymctl.core.db.Database;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;

/**
 * How a monthly job stands.
 *
 * @param job its name, such as {@code payroll}
 * @param last its latest run, without steps; null when it never ran
 * @param due the months that it has still to be run for, oldest first
 */
public record JobState(String job, JobRun last, List<YearMonth> due) {
    /** Whether somebody has to see to it: its latest run came to no good end, or a month is due. */
    public boolean needsCare() {
        return hasFailed() || !due.isEmpty();
    }

    /** Whether its latest run came to no good end. */
    public boolean hasFailed() {
        return last != null && last.status() != JobRun.Status.COMPLETED && last.status() != JobRun.Status.RUNNING;
    }

    /** All of them, in the order in which they are run, as a snapshot has them. */
    public static List<JobState> of(Database.Snapshot snapshot, ZoneId zone, Clock clock) {
        DueMonths due = DueMonths.of(snapshot, zone, clock);
        List<JobRun> runs = JobRuns.latest(snapshot, clock);
        return List.of(
                state("billing", due.billing(), runs),
                state("reconciliation", due.reconciliation(), runs),
                state("payroll", due.payroll(), runs));
    }

    private static JobState state(String job, List<YearMonth> due, List<JobRun> runs) {
        JobRun last =
                runs.stream().filter(run -> run.job().equals(job)).findFirst().orElse(null);
        return new JobState(job, last, due);
    }
}
