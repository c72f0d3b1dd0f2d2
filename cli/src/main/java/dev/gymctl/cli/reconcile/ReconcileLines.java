package dev.gymctl.cli.reconcile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.reconcile.LineState;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl reconcile lines}. */
@Command(description = {"List the banks' lines, and why they are what they are.", "The oldest first."})
public final class ReconcileLines implements Printing {
    private final App app;

    @Option(names = "--state", paramLabel = "STATE", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private LineState state;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ReconcileLines(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ReconcileColumns.LINE);
    }

    @Override
    public Integer call() {
        app.output(format)
                .list(ReconcileColumns.LINE, app.bankLines().lines(state, app.gym()), "there is no such line");
        return 0;
    }
}
