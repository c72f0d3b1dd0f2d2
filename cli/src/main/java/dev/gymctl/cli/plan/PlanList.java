package dev.gymctl.cli.plan;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl plan list}. */
@Command(
        description = {"List the plans by name, or a member's memberships of them."},
        footer = {"", "last_day is ends_on with what freezes add to it."})
public final class PlanList implements Printing {
    private final App app;

    @Option(names = "--member", paramLabel = "MEMBER", description = "What that member has: id or e-mail.")
    private PersonArgument member;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PlanList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(true, PlanColumns.MEMBERSHIPS), new Printed(true, PlanColumns.ALL));
    }

    @Override
    public Integer call() {
        if (member != null) {
            app.output(format)
                    .list(
                            PlanColumns.MEMBERSHIPS,
                            app.subscriptions().list(member.toString()),
                            "no memberships: gymctl plan subscribe %s PLAN --from DATE".formatted(member));
        } else {
            app.onlyOwn(); // the plans are for everyone to see
            app.output(format).list(PlanColumns.ALL, app.plans().list(), "no plans: gymctl plan add makes one");
        }
        return 0;
    }
}
