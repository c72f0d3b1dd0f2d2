package dev.gymctl.batch;

import dev.gymctl.core.payroll.PayrollPeriod;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;

/**
 * How a run of the payroll rollover ended.
 *
 * @param payslips how many payslips this run has made
 * @param period the month's totals, whichever run made them; empty unless the month is closed
 * @param execution its id among the {@link JobRuns}; empty when there was nothing to run
 * @param duration from the request to the end, by the clock
 */
public record Rollover(
        Outcome outcome,
        YearMonth month,
        long payslips,
        Optional<PayrollPeriod> period,
        Optional<Long> execution,
        Duration duration) {}
