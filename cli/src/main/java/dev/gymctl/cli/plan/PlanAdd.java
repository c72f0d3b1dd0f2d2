package dev.gymctl.cli.plan;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.Coverage;
import dev.gymctl.core.finance.NewPlan;
import dev.gymctl.core.finance.OnFreeze;
import dev.gymctl.core.finance.Plan;
import dev.gymctl.core.finance.PlanKind;
import dev.gymctl.core.finance.Proration;
import java.math.BigDecimal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl plan add}. */
@Command(
        description = "Add a plan: monthly dues, a pack of classes, or drop-in.",
        footer = {
            "",
            "A plan stays as it is: for another price, retire it and add another.",
            "Without a drop-in plan, a class costs the gym's drop_in_price.",
            "",
            "Proration is of a month that a membership is not there for all of: daily is",
            "the price by its days, full the whole price, free nothing. Days of a freeze",
            "cost nothing; extend adds them at the end of a membership that has one."
        })
public final class PlanAdd implements Printing {
    private static final int MOST = 10_000;

    private final App app;

    @Parameters(paramLabel = "NAME", description = "What it is called.")
    private String name;

    @Option(names = "--kind", paramLabel = "KIND", description = "dues, pack or drop_in; dues unless given.")
    private PlanKind kind = PlanKind.DUES;

    @Option(
            names = "--price",
            required = true,
            paramLabel = "AMOUNT",
            description = "Of a month, of the pack, of a class.")
    private BigDecimal price;

    @Option(
            names = "--covers",
            paramLabel = "CLASSES",
            description = "Classes a month that dues cover: unlimited, a number, or nothing (unless given).")
    private String covers;

    @Option(
            names = "--bill-day",
            paramLabel = "DAY",
            description = "Day of the month on which dues are due; that on which a membership begins unless given.")
    private Integer billDay;

    @Option(names = "--proration", paramLabel = "HOW", description = "daily, full or free; daily unless given.")
    private Proration proration;

    @Option(names = "--on-freeze", paramLabel = "HOW", description = "suspend or extend; suspend unless given.")
    private OnFreeze onFreeze;

    @Option(names = "--credits", paramLabel = "N", description = "How many classes a pack has.")
    private Integer credits;

    @Option(
            names = "--valid-months",
            paramLabel = "N",
            description = "How long a pack's classes can be had; for ever unless given.")
    private Integer validMonths;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PlanAdd(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(PlanColumns.ALL);
    }

    @Override
    public Integer call() {
        refuseNonsense();
        NewPlan wanted = new NewPlan(
                name.strip(),
                kind,
                price,
                coverage(),
                billDay,
                proration == null ? Proration.DAILY : proration,
                onFreeze == null ? OnFreeze.SUSPEND : onFreeze,
                credits,
                validMonths);
        Outcome<Plan> outcome = app.plans().add(wanted, app.gym());
        Plan plan = outcome.now();
        String line = outcome.changed()
                ? "added plan %d, %s".formatted(plan.id(), plan.name())
                : Output.already("plan %d, %s, is there".formatted(plan.id(), plan.name()));
        app.output(format).done(line, PlanColumns.ALL, plan);
        return 0;
    }

    private void refuseNonsense() {
        if (name.isBlank()) {
            throw new UsageException("a plan needs a name", null);
        } else if (kind != PlanKind.DUES
                && (covers != null || billDay != null || proration != null || onFreeze != null)) {
            throw new UsageException(
                    "--covers, --bill-day, --proration and --on-freeze are of dues, not of a %s".formatted(kind.code()),
                    null);
        } else if (kind == PlanKind.PACK && credits == null) {
            throw new UsageException("how many classes has the pack?", "--credits 10");
        } else if (kind != PlanKind.PACK && (credits != null || validMonths != null)) {
            throw new UsageException("--credits and --valid-months are of packs", "--kind pack");
        }
        refuseOutside("--bill-day", billDay, 31);
        refuseOutside("--credits", credits, MOST);
        refuseOutside("--valid-months", validMonths, 1200);
    }

    private static void refuseOutside(String option, Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw new UsageException("%s %d is not between 1 and %d".formatted(option, value, most), null);
        }
    }

    private Coverage coverage() {
        if (covers == null || covers.equals("nothing")) {
            return Coverage.NOTHING;
        } else if (covers.equals("unlimited")) {
            return Coverage.UNLIMITED;
        } else if (covers.matches("[1-9]\\d{0,3}")) {
            return Coverage.of(Integer.parseInt(covers));
        }
        throw new UsageException("--covers '%s' is none of unlimited, a number, nothing".formatted(covers), null);
    }
}
