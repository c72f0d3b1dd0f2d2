package dev.gymctl.cli.report;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.MonthsOptions;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.payroll.TeachingMonth;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl report coaches}. */
@Command(
        description = "Show what coaches taught, how full it was, and what it pays.",
        footer = {
            "",
            "classes     begun and not cancelled; of this month, so far",
            "utilised    seats taken (booked, attended, no-show) by seats",
            "attendance  who came by who had a seat",
            "pay         what the month's classes pay by the rates as they are now",
            "payslip     the total of the month's payslip, with corrections, adjustments",
            "            and what was carried over; empty until payroll is run",
            "",
            "A row for each month and coach with a class or a payslip. Rates are decimals,",
            "0.8333 is 83.33 percent; the table has percent. A coach sees their own."
        })
public final class ReportCoaches implements Printing {
    private static final int MINUTES = 60;

    private static final Columns<TeachingMonth> ROW = Columns.<TeachingMonth>of()
            .add("month", TeachingMonth::month)
            .add("coach_id", TeachingMonth::coachId)
            .add("coach", TeachingMonth::coach)
            .add("classes", TeachingMonth::classes)
            .add("minutes", TeachingMonth::minutes)
            .add("capacity", TeachingMonth::capacity)
            .add("booked", TeachingMonth::booked)
            .add("attended", TeachingMonth::attended)
            .add("utilisation_rate", TeachingMonth::utilisationRate)
            .add("attendance_rate", TeachingMonth::attendanceRate)
            .add("pay", TeachingMonth::pay)
            .add("payslip", TeachingMonth::payslip)
            .add("currency", row -> row.pay().currency().getCurrencyCode());

    private static final Columns<TeachingMonth> SHOWN = Columns.<TeachingMonth>of()
            .add("month", TeachingMonth::month)
            .add("coach", TeachingMonth::coach)
            .add("classes", TeachingMonth::classes)
            .add(
                    "hours",
                    row -> BigDecimal.valueOf(row.minutes())
                            .divide(BigDecimal.valueOf(MINUTES), 1, RoundingMode.HALF_EVEN))
            .add("utilised_%", row -> percent(row.utilisationRate()))
            .add("attendance_%", row -> percent(row.attendanceRate()))
            .add("pay", TeachingMonth::pay)
            .add("payslip", TeachingMonth::payslip);

    private final App app;

    @Mixin
    private final MonthsOptions months = new MonthsOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ReportCoaches(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ROW);
    }

    @Override
    public Integer call() {
        months.check();
        Optional<Long> own = app.onlyOwn();
        MonthsOptions.Months range = months.resolve(app);
        List<TeachingMonth> rows = app.teaching().byMonth(range.first(), range.last(), own, app.gym());
        Output output = app.output(format);
        output.list(
                output.isForPeople() ? SHOWN : ROW,
                rows,
                "nobody taught from %s to %s".formatted(range.first(), range.last()));
        return 0;
    }

    private static BigDecimal percent(BigDecimal rate) {
        return rate == null ? null : rate.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN);
    }
}
