package dev.gymctl.cli.plan;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DayArgument;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.Subscription;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl plan unsubscribe}. */
@Command(description = {"End a member's membership of a plan.", "What was charged for a month already stays."})
public final class PlanUnsubscribe implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Parameters(index = "1", paramLabel = "PLAN", description = "The plan's name.")
    private String plan;

    @Option(
            names = "--on",
            paramLabel = "DATE",
            description = "The last day; next is the next month's last, this month's unless given.")
    private DayArgument on;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PlanUnsubscribe(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(PlanColumns.MEMBERSHIPS);
    }

    @Override
    public Integer call() {
        LocalDate today = app.gym().today(app.clock());
        LocalDate last = on != null ? on.last(today) : today.withDayOfMonth(today.lengthOfMonth());
        PlanName.check(app, plan);
        Outcome<Subscription> outcome =
                app.subscriptions().unsubscribe(member.toString(), plan, last, dryRun.isDryRun());
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
