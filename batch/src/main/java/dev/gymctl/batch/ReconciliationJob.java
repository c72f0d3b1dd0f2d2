package dev.gymctl.batch;

import dev.gymctl.core.reconcile.ImportedStatements;
import dev.gymctl.core.reconcile.Reconciliation;
import dev.gymctl.core.reconcile.StatementSource;
import java.time.YearMonth;
import java.util.List;
import org.springframework.batch.core.step.Step;

/**
 * The fee reconciliation of a month.
 *
 * <ol>
 *   <li>{@code settle}: settles the month's attendance that came in from files, in order of class start;
 *   <li>{@code import}: takes the banks' statements in, each line once, and holds Bank against their closing balances;
 *   <li>{@code match}: finds out by the rules what lines are, and puts what was paid to what is owed;
 *   <li>{@code allocate}: uses what members have paid too much for what they owe now;
 *   <li>{@code report}: holds Bank, receivable, credit, Unidentified receipts and Clearing against statements and facts.
 * </ol>
 */
final class ReconciliationJob implements MonthlyJob {
    private final YearMonth month;
    private final List<StatementSource> files;
    private final Reconciliation reconciliation;
    private final Progress progress;
    private int settled;
    private ImportedStatements imported = new ImportedStatements(0, 0, 0, 0, 0, List.of());
    private int matched;

    /**
     * A reconciliation.
     *
     * @param reconciliation works inside the job's transactions
     */
    ReconciliationJob(YearMonth month, List<StatementSource> files, Reconciliation reconciliation, Progress progress) {
        this.month = month;
        this.files = List.copyOf(files);
        this.reconciliation = reconciliation;
        this.progress = progress;
    }

    @Override
    public List<Step> steps(SpringBatch spring) {
        return List.of(
                spring.once("settle", this::settle),
                spring.once("import", this::take),
                spring.once("match", this::match),
                spring.once("allocate", this::allocate),
                spring.once("report", this::report));
    }

    private void settle() {
        settled = reconciliation.settle(month);
        progress.at("settle", settled);
    }

    private void take() {
        imported = reconciliation.importFrom(files);
        progress.at("import", imported.lines());
    }

    private void match() {
        matched = reconciliation.match();
        progress.at("match", matched);
    }

    private void allocate() {
        progress.at("allocate", reconciliation.useCredit());
    }

    private void report() {
        reconciliation.tie();
        progress.at("report", 1);
    }

    @Override
    public String name() {
        return "reconciliation";
    }

    @Override
    public YearMonth month() {
        return month;
    }

    /** What this run has done. */
    Reconciliation.Run run() {
        return new Reconciliation.Run(settled, imported, matched);
    }
}
