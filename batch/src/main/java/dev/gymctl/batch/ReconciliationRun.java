package dev.gymctl.batch;

import dev.gymctl.core.reconcile.Reconciliation;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;

/**
 * What became of a run of the reconciliation.
 *
 * @param did what this run has done
 * @param execution the run in the batch tables
 * @param took wall-clock time, the wait for connections included
 */
public record ReconciliationRun(
        Outcome outcome, YearMonth month, Reconciliation.Run did, Optional<Long> execution, Duration took) {}
