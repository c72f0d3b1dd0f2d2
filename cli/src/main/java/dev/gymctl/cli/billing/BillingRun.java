package dev.gymctl.cli.billing;

import dev.gymctl.batch.Batch;
import dev.gymctl.batch.Outcome;
import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.finance.BilledMonth;
import java.time.YearMonth;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl billing run}. */
@Command(
        description = {
            "Assess a month's dues, and those of skipped months before it.",
            "Run again, it adds what is new."
        },
        footer = {
            "",
            "Dues are for the days of a membership on which the member is active and not",
            "frozen. Prepaid classes expire, credit is used for what is owed, and charges,",
            "credit and lots are held against the ledger.",
            "An account that would get more than the gym's charges_a_day on a day is parked:",
            "see gymctl billing parked. Killed in the middle, simply run it again."
        })
public final class BillingRun implements Printing {
    private static final Columns<dev.gymctl.batch.BillingRun> COLUMNS = BillingColumns.MONTH
            .<dev.gymctl.batch.BillingRun>within(dev.gymctl.batch.BillingRun::month)
            .add("outcome", dev.gymctl.batch.BillingRun::outcome)
            .add("new_charges", dev.gymctl.batch.BillingRun::newCharges)
            .add("job", run -> run.execution().orElse(null));

    private final App app;

    @Option(names = "--month", required = true, paramLabel = "MONTH", description = "2026-10, last or this.")
    private MonthArgument month;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public BillingRun(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(true, BillingColumns.MONTH), new Printed(true, COLUMNS));
    }

    @Override
    public Integer call() {
        if (!dryRun.isDryRun()) {
            Batch.prepare();
        }
        YearMonth wanted = month.resolve(app.clock(), app.zone());
        Output output = app.output(format);
        if (dryRun.isDryRun()) {
            List<BilledMonth> months = app.billing().preview(wanted);
            output.list(BillingColumns.MONTH, months, "");
            sayParked(output, months);
            app.console().remark("a dry run: nothing was changed");
            return 0;
        }
        try (Batch batch = app.batch()) {
            List<dev.gymctl.batch.BillingRun> runs =
                    batch.billing(wanted, app.console().progress());
            output.list(COLUMNS, runs, "");
            if (runs.get(runs.size() - 1).outcome() == Outcome.STOPPED) {
                output.say("stopped: run it again to go on");
            }
            sayParked(
                    output,
                    runs.stream().map(dev.gymctl.batch.BillingRun::month).toList());
            app.console().flush();
            return 0;
        }
    }

    private static void sayParked(Output output, List<BilledMonth> months) {
        if (months.stream().anyMatch(billed -> !billed.parked().isEmpty())) {
            output.say("some accounts are parked: gymctl billing parked shows why");
        }
    }
}
