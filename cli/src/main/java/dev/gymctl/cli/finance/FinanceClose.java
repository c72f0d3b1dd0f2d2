package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.Closing;
import dev.gymctl.core.gym.Gym;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance close}. */
@Command(
        description = {
            "Close the books through a month's last day, for good.",
            "What is recorded later is booked on the first open day."
        },
        footer = {
            "",
            "Only a month that is over can be closed, and only books that tie: what members",
            "owe, their credit and their prepaid fees are the same in the ledger as in",
            "their charges, payments and lots."
        })
public final class FinanceClose implements Printing {
    private final App app;

    @Parameters(paramLabel = "MONTH", description = "2026-10, last or this.")
    private MonthArgument month;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceClose(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(LedgerColumns.CLOSING);
    }

    @Override
    public Integer call() {
        Gym gym = app.gym();
        Outcome<Closing> outcome = app.closings().close(month.resolve(app.clock(), gym.zone()), gym, dryRun.isDryRun());
        app.output(format).done(line(outcome), LedgerColumns.CLOSING, outcome.now());
        return 0;
    }

    private String line(Outcome<Closing> outcome) {
        Closing closing = outcome.now();
        if (!outcome.changed()) {
            return Output.already("the books are closed through " + closing.closedThrough());
        }
        String what = "the books through %s: %d %s, %s %s"
                .formatted(
                        closing.closedThrough(),
                        closing.entries(),
                        closing.entries() == 1 ? "entry" : "entries",
                        closing.amount(),
                        closing.amount().currency());
        return dryRun.isDryRun() ? "would close " + what + "; nothing was changed" : "closed " + what;
    }
}
