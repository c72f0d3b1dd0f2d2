package dev.gymctl.cli.reconcile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.reconcile.BankLine;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl reconcile exclude}. */
@Command(description = {"Say that the rest of a line is not the business of gymctl."})
public final class ReconcileExclude implements Printing {
    private final App app;

    @Parameters(paramLabel = "LINE", description = "Its number.")
    private long line;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private String reason;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ReconcileExclude(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ReconcileColumns.LINE);
    }

    @Override
    public Integer call() {
        Outcome<BankLine> outcome = app.bankLines().exclude(line, reason, app.gym(), dryRun.isDryRun());
        String text = ReconcileColumns.line(outcome.now());
        app.output(format).done(outcome.changed() ? text : Output.already(text), ReconcileColumns.LINE, outcome.now());
        if (dryRun.isDryRun()) {
            app.console().remark("a dry run: nothing was changed");
        }
        return 0;
    }
}
