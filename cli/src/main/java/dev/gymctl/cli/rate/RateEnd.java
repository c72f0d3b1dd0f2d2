package dev.gymctl.cli.rate;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.core.payroll.PayRate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl rate end}. */
@Command(description = "End a pay rate: the given day is its last.")
public final class RateEnd implements Callable<Integer> {
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
    public Integer call() {
        List<PayRate> before = app.payRates().list(Optional.empty());
        PayRate rate = app.payRates().end(id, on);
        String line = "rate %d ends on %s".formatted(rate.id(), rate.validTo());
        app.output(format).done(before.contains(rate) ? Output.already(line) : line, RateColumns.ALL, rate);
        return 0;
    }
}
