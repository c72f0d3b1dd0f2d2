package dev.gymctl.cli.payroll;

import dev.gymctl.batch.Batch;
import dev.gymctl.batch.DueMonths;
import dev.gymctl.batch.Outcome;
import dev.gymctl.batch.Rollover;
import dev.gymctl.cli.App;
import dev.gymctl.cli.CatchUpOption;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.payroll.PayrollPeriod;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl payroll run}. */
@Command(
        description = {
            "Roll a month's coach payroll over, and close the month.",
            "It makes the payslips and posts them to the ledger."
        },
        footer = {
            "",
            "A month is rolled over once; a second run says so and changes nothing.",
            "Killed in the middle, simply run it again. A month before it is due when it",
            "has classes or adjustments, is not closed, and an earlier one is."
        })
public final class PayrollRun implements Printing {
    private static final Columns<Rollover> COLUMNS = Columns.<Rollover>of()
            .add("month", Rollover::month)
            .add("outcome", Rollover::outcome)
            .add("payslips", run -> run.period().map(PayrollPeriod::payslips).orElse(null))
            .add("total", run -> run.period().map(PayrollPeriod::total).orElse(null))
            .add(
                    "currency",
                    run -> run.period()
                            .map(period -> period.total().currency().getCurrencyCode())
                            .orElse(null))
            .add("closed_at", run -> run.period().map(PayrollPeriod::closedAt).orElse(null))
            .add("job", run -> run.execution().orElse(null));

    private final App app;

    @Option(names = "--month", required = true, paramLabel = "MONTH", description = "2026-10, last or this.")
    private MonthArgument month;

    @Mixin
    private final CatchUpOption catchUp = new CatchUpOption();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PayrollRun(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(false, COLUMNS), new Printed(true, COLUMNS), new Printed(true, PayslipColumns.LIST));
    }

    @Override
    public Integer call() {
        catchUp.check(dryRun);
        if (!dryRun.isDryRun()) {
            Batch.prepare();
        }
        YearMonth wanted = month.resolve(app.clock(), app.zone());
        Output output = app.output(format);
        if (dryRun.isDryRun()) {
            app.payroll().checkOver(wanted);
            PayslipColumns.print(output, app.payroll().preview(wanted), PayslipColumns.none(wanted));
            app.console().remark("a dry run: nothing was changed");
            return 0;
        }
        try (Batch batch = app.batch()) {
            List<YearMonth> months =
                    catchUp.isCatchUp() ? DueMonths.through(wanted, batch.due().payroll()) : List.of(wanted);
            List<Rollover> runs = new ArrayList<>();
            for (YearMonth next : months) {
                Rollover run = batch.payroll(next, app.console().progress());
                runs.add(run);
                output.say(line(run));
                if (run.outcome() == Outcome.STOPPED) {
                    break;
                }
                output.say("gymctl payroll list --month %s shows the payslips".formatted(next));
            }
            if (!output.isForPeople() && catchUp.isCatchUp()) {
                output.list(COLUMNS, runs, "");
            } else if (!output.isForPeople()) {
                output.one(COLUMNS, runs.get(0));
            }
            app.console().flush();
            return 0;
        }
    }

    private static String line(Rollover run) {
        String sum = run.period()
                .map(period -> "%s, %s %s"
                        .formatted(
                                PayslipColumns.count(period.payslips()),
                                period.total(),
                                period.total().currency()))
                .orElse("");
        return switch (run.outcome()) {
            case DONE -> "rolled over %s: %s".formatted(run.month(), sum);
            case ALREADY_DONE -> "payroll for %s is already done: %s; nothing changed".formatted(run.month(), sum);
            case STOPPED ->
                "stopped after %s of %s: run it again to go on"
                        .formatted(PayslipColumns.count(run.payslips()), run.month());
        };
    }
}
