package dev.gymctl.cli.plan;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DayArgument;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.NewSubscription;
import dev.gymctl.core.finance.Subscription;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl plan subscribe}. */
@Command(
        description = "Give a member a plan with dues.",
        footer = {
            "",
            "Dues are charged by gymctl billing run; what was charged for a month stays.",
            "A bill day of 31 is the last day of a shorter month."
        })
public final class PlanSubscribe implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Parameters(index = "1", paramLabel = "PLAN", description = "The plan's name.")
    private String plan;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            description = "The first day; next is the next month's first.")
    private DayArgument from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day; until further notice unless given.")
    private LocalDate to;

    @Option(names = "--bill-day", paramLabel = "DAY", description = "Day of the month on which dues are due.")
    private Integer billDay;

    @Option(names = "--instead-of", paramLabel = "PLAN", description = "The plan that ends the day before.")
    private String insteadOf;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PlanSubscribe(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(PlanColumns.MEMBERSHIPS);
    }

    @Override
    public Integer call() {
        if (billDay != null && (billDay < 1 || billDay > 31)) {
            throw new UsageException("--bill-day %d is not between 1 and 31".formatted(billDay), null);
        }
        LocalDate first = from.first(app.gym().today(app.clock()));
        if (to != null && to.isBefore(first)) {
            throw new UsageException("--to %s is before --from %s".formatted(to, first), null);
        }
        PlanName.check(app, plan);
        if (insteadOf != null) {
            PlanName.check(app, insteadOf);
        }
        Outcome<Subscription> outcome = app.subscriptions()
                .subscribe(
                        new NewSubscription(member.toString(), plan, first, to, billDay, insteadOf), dryRun.isDryRun());
        String line = PlanColumns.line(outcome.now());
        if (!outcome.changed()) {
            line = Output.already(line);
        } else if (dryRun.isDryRun()) {
            line += "; nothing was changed";
        }
        app.output(format).done(line, PlanColumns.MEMBERSHIPS, outcome.now());
        return 0;
    }
}
