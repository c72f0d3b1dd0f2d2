package dev.gymctl.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * One step of a {@link JobRun}.
 *
 * @param ended as in {@link JobRun}
 * @param duration as in {@link JobRun}
 * @param exitMessage as in {@link JobRun}
 * @param read how many items it has read
 * @param written how many items it has written; what was rolled back is not counted
 * @param commits how many chunks were committed
 * @param rollbacks how many chunks were rolled back
 */
public record JobStep(
        String name,
        JobRun.Status status,
        Instant started,
        Instant ended,
        Duration duration,
        long read,
        long written,
        long commits,
        long rollbacks,
        String exitMessage) {}
