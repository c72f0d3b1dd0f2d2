package dev.gymctl.cli.rate;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.payroll.PayRate;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl rate end}. */
@Command(description = "End a pay rate: the given day is its last.")
public final class RateEnd implements Printing {
    private final App app;

    @Parameters(paramLabel = "RATE", description = "The rate's id.")
    private long id;

    @Option(names = "--on", required = true, paramLabel = "DATE", description = "The last day it is valid.")
    private LocalDate on;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public RateEnd(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(RateColumns.ALL);
    }

    @Override
    public Integer call() {
        Outcome<PayRate> outcome = app.payRates().end(id, on);
        String line =
                "rate %d ends on %s".formatted(outcome.now().id(), outcome.now().validTo());
        app.output(format).done(outcome.changed() ? line : Output.already(line), RateColumns.ALL, outcome.now());
        return 0;
    }
}
