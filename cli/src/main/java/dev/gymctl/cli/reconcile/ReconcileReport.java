package dev.gymctl.cli.reconcile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl reconcile report}. */
@Command(
        description = {
            "Show what became of a month's lines, from opening to closing.",
            "By the rule that matched them; then what waits and what is owed, by age."
        })
public final class ReconcileReport implements Printing {
    private final App app;

    @Option(names = "--month", required = true, paramLabel = "MONTH", description = "2026-10, last or this.")
    private MonthArgument month;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ReconcileReport(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ReconcileColumns.REPORT);
    }

    @Override
    public Integer call() {
        app.output(format)
                .list(
                        ReconcileColumns.REPORT,
                        app.reconciliation().report(month.resolve(app.clock(), app.zone()), app.gym()),
                        "");
        return 0;
    }
}
