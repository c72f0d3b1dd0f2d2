package dev.gymctl.cli.reconcile;

import dev.gymctl.batch.Batch;
import dev.gymctl.batch.Outcome;
import dev.gymctl.batch.ReconciliationRun;
import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.core.reconcile.Reconciliation;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl reconcile run}. */
@Command(
        description = {
            "Settle imported attendance, match banks' lines, and tie a month.",
            "Run again, it adds what is new."
        },
        footer = {
            "",
            "At the end Bank, receivable, credit, unidentified receipts and clearing are",
            "held against statements and facts, or the run fails with both figures.",
            "Lines that wait: gymctl reconcile lines --state unmatched",
            "Killed in the middle, simply run it again.",
            "",
            "Example, for cron: gymctl reconcile run --month last"
        })
public final class ReconcileRun implements Callable<Integer> {
    private static final Columns<Reconciliation.Run> DID = Columns.<Reconciliation.Run>of()
            .add("settled", Reconciliation.Run::settled)
            .add("matched", Reconciliation.Run::matched);

    private static final Columns<ReconciliationRun> COLUMNS = DID.<ReconciliationRun>within(ReconciliationRun::did)
            .add("month", ReconciliationRun::month)
            .add("outcome", ReconciliationRun::outcome)
            .add("job", run -> run.execution().orElse(null));

    private final App app;

    @Option(names = "--month", required = true, paramLabel = "MONTH", description = "2026-10, last or this.")
    private MonthArgument month;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ReconcileRun(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        if (!dryRun.isDryRun()) {
            Batch.prepare();
        }
        YearMonth wanted = month.resolve(app.clock(), app.zone());
        Output output = app.output(format);
        if (dryRun.isDryRun()) {
            Reconciliation reconciliation = app.reconciliation();
            reconciliation.checkBegun(wanted);
            output.list(DID, List.of(reconciliation.preview(wanted, List.of())), "");
            app.console().remark("a dry run: nothing was changed");
            return 0;
        }
        try (Batch batch = app.batch()) {
            ReconciliationRun run = batch.reconciliation(wanted, List.of(), app.console()::progress);
            output.list(COLUMNS, List.of(run), "");
            if (run.outcome() == Outcome.STOPPED) {
                output.say("stopped: run it again to go on");
            }
            app.console().flush();
            return 0;
        }
    }
}
