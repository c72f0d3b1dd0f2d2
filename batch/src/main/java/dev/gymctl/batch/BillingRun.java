package dev.gymctl.batch;

import dev.gymctl.core.finance.BilledMonth;
import java.time.Duration;
import java.util.Optional;

/**
 * How the assessment of a month's dues ended.
 *
 * @param newCharges how many charges this run has made
 * @param month what the month comes to, whichever run made it
 * @param execution its id among the {@link JobRuns}
 * @param duration of this month's assessment, by the clock
 */
public record BillingRun(
        Outcome outcome, long newCharges, BilledMonth month, Optional<Long> execution, Duration duration) {}
