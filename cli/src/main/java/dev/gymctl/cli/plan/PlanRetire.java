package dev.gymctl.cli.plan;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.Plan;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl plan retire}. */
@Command(description = {"Retire a plan: nobody gets it any more.", "Who has it keeps it, and pays for it."})
public final class PlanRetire implements Printing {
    private final App app;

    @Parameters(paramLabel = "PLAN", description = "The plan's name.")
    private String plan;

    @Option(names = "--on", paramLabel = "DATE", description = "The first day nobody gets it; today unless given.")
    private LocalDate on;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PlanRetire(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(PlanColumns.ALL);
    }

    @Override
    public Integer call() {
        PlanName.check(app, plan);
        Outcome<Plan> outcome =
                app.plans().retire(plan, on != null ? on : app.gym().today(app.clock()));
        String line = "plan %s is retired from %s on"
                .formatted(outcome.now().name(), outcome.now().retiredOn());
        app.output(format).done(outcome.changed() ? line : Output.already(line), PlanColumns.ALL, outcome.now());
        return 0;
    }
}
