package dev.gymctl.batch;

import dev.gymctl.core.Progress;
import dev.gymctl.core.reconcile.ImportedStatements;
import dev.gymctl.core.reconcile.Reconciliation;
import dev.gymctl.core.reconcile.StatementSource;
import dev.gymctl.core.statement.StatementEnd;
import dev.gymctl.core.statement.StatementEntry;
import dev.gymctl.core.statement.StatementHeader;
import dev.gymctl.core.statement.StatementReceiver;
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
    private static final String LINES_READ = "lines read";
    private static final int LINES_BETWEEN_PROGRESS = 5_000;

    private final YearMonth month;
    private final List<StatementSource> files;
    private final Reconciliation reconciliation;
    private final Progress progress;
    private int settled;
    private ImportedStatements imported = new ImportedStatements(0, 0, 0, 0, 0, List.of());
    private int matched;
    private long linesRead;

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
        progress.at("settling attendance", 0);
        settled = reconciliation.settle(month);
        progress.at("settle", settled);
    }

    private void take() {
        progress.at(LINES_READ, 0);
        imported = reconciliation.importFrom(files.stream().map(this::told).toList());
        progress.at("import", imported.lines());
    }

    /** The same file, whose reading is told of now and then. */
    private StatementSource told(StatementSource source) {
        return new StatementSource(
                source.file(),
                to -> source.reading().accept(new StatementReceiver() {
                    @Override
                    public void begin(StatementHeader header) {
                        to.begin(header);
                    }

                    @Override
                    public void entry(StatementEntry entry) {
                        to.entry(entry);
                        if (++linesRead % LINES_BETWEEN_PROGRESS == 0) {
                            progress.at(LINES_READ, linesRead);
                        }
                    }

                    @Override
                    public void end(StatementEnd end) {
                        to.end(end);
                    }
                }));
    }

    private void match() {
        progress.at("matching", 0);
        matched = reconciliation.match();
        progress.at("match", matched);
    }

    private void allocate() {
        progress.at("using credit", 0);
        progress.at("allocate", reconciliation.useCredit());
    }

    private void report() {
        progress.at("checking what ties", 0);
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
