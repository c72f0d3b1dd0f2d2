package dev.gymctl.cli.billing;

import dev.gymctl.cli.App;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl billing parked}. */
@Command(description = {"List the accounts that billing left alone, and why.", "The latest month first."})
public final class BillingParked implements Printing {
    private final App app;

    @Option(names = "--month", paramLabel = "MONTH", description = "2026-10, last or this; all unless given.")
    private MonthArgument month;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public BillingParked(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(BillingColumns.PARKED);
    }

    @Override
    public Integer call() {
        Optional<YearMonth> wanted =
                month == null ? Optional.empty() : Optional.of(month.resolve(app.clock(), app.zone()));
        app.output(format).list(BillingColumns.PARKED, app.billing().parked(wanted), "no account is parked");
        return 0;
    }
}
