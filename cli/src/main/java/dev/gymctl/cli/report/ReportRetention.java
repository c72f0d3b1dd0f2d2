package dev.gymctl.cli.report;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.MonthsOptions;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.finance.Cohort;
import dev.gymctl.core.finance.RetentionMonth;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl report retention}. */
@Command(
        description = {
            "Show members who joined, stayed and left, and recurring revenue.",
            "With --cohorts: how many of those who joined together are still there."
        },
        footer = {
            "",
            "member     approved and not cancelled; a frozen one is a member",
            "mrr        monthly recurring revenue: the monthly prices of the memberships",
            "           that run on the month's last day and whose member is active on it,",
            "           not frozen; whole prices, whatever was charged",
            "at start   members at the end of the month before",
            "joined     became a member in the month, the first time or again, and was none",
            "           at its start; whoever is gone again by its end left, too",
            "left       ceased to be a member, the first day without in the month, and is",
            "           none at its end. At start + joined - left = at end",
            "at end     members at the end of the month's last day",
            "frozen     those of them who are frozen on that day",
            "churn      left / at start; empty when there was nobody",
            "cohort     the members who joined for the first time in one month; of these,",
            "           the members at the end of that month (+0), of the next (+1) and so",
            "           on. Who left and came back counts again, in the same cohort",
            "",
            "A month that is not over is shown as it would end by what is known today:",
            "cancellations and freezes that are dated ahead count. Rates are decimals,",
            "0.0213 is 2.13 percent; the table has percent."
        })
public final class ReportRetention implements Printing {
    private static final Columns<RetentionMonth> MONTH = Columns.<RetentionMonth>of()
            .add("month", RetentionMonth::month)
            .add("mrr", RetentionMonth::recurring)
            .add("currency", month -> month.recurring().currency().getCurrencyCode())
            .add("members_at_start", RetentionMonth::atStart)
            .add("joined", RetentionMonth::joined)
            .add("left", RetentionMonth::left)
            .add("members_at_end", RetentionMonth::atEnd)
            .add("frozen", RetentionMonth::frozen)
            .add("churn_rate", RetentionMonth::churnRate);

    private static final Columns<RetentionMonth> SHOWN = Columns.<RetentionMonth>of()
            .add("month", RetentionMonth::month)
            .add("mrr", RetentionMonth::recurring)
            .add("at_start", RetentionMonth::atStart)
            .add("joined", RetentionMonth::joined)
            .add("left", RetentionMonth::left)
            .add("at_end", RetentionMonth::atEnd)
            .add("frozen", RetentionMonth::frozen)
            .add("churn_%", month -> percent(month.churnRate()));

    /** What is left of a cohort after some months. */
    private record Cell(Cohort cohort, int after) {
        YearMonth month() {
            return cohort.month().plusMonths(after);
        }
    }

    private static final Columns<Cell> CELL = Columns.<Cell>of()
            .add("cohort", cell -> cell.cohort().month())
            .add("joined", cell -> cell.cohort().joined())
            .add("month", Cell::month)
            .add("months_after", Cell::after)
            .add("members", cell -> cell.cohort().members().get(cell.after()))
            .add("retention_rate", cell -> cell.cohort().retentionRate(cell.after()));

    private final App app;

    @Mixin
    private final MonthsOptions months = new MonthsOptions();

    @Option(names = "--cohorts", description = "Follow those who joined in these months, up to the last one.")
    private boolean cohorts;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ReportRetention(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(true, MONTH), new Printed(true, CELL));
    }

    @Override
    public Integer call() {
        months.check();
        MonthsOptions.Months range = months.resolve(app);
        Output output = app.output(format);
        if (cohorts) {
            show(output, app.retention().cohorts(range.first(), range.last()));
        } else {
            List<RetentionMonth> shown = app.retention().byMonth(range.first(), range.last(), app.gym());
            output.list(output.isForPeople() ? SHOWN : MONTH, shown, "");
        }
        return 0;
    }

    private static void show(Output output, List<Cohort> all) {
        if (output.isForPeople()) {
            output.list(triangle(all.size()), all, "");
        } else {
            output.list(
                    CELL,
                    all.stream()
                            .flatMap(cohort -> IntStream.range(
                                            0, cohort.members().size())
                                    .mapToObj(after -> new Cell(cohort, after)))
                            .toList(),
                    "");
        }
    }

    /** A line a cohort, a column for each number of months after it joined; the later it joined, the shorter its line. */
    private static Columns<Cohort> triangle(int months) {
        Columns<Cohort> columns =
                Columns.<Cohort>of().add("cohort", Cohort::month).add("joined", Cohort::joined);
        for (int i = 0; i < months; i++) {
            int after = i;
            columns = columns.add(
                    "+" + after,
                    cohort -> after < cohort.members().size() ? cohort.members().get(after) : null);
        }
        return columns;
    }

    private static BigDecimal percent(BigDecimal rate) {
        return rate == null ? null : rate.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN);
    }
}
