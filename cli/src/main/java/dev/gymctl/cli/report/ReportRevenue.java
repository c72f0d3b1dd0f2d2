package dev.gymctl.cli.report;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Bar;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.MonthsOptions;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.file.WholeFile;
import dev.gymctl.core.finance.MonthlyRevenue;
import dev.gymctl.core.finance.MonthlyRevenue.Part;
import dev.gymctl.core.finance.RevenuePng;
import dev.gymctl.core.finance.RevenueSvg;
import dev.gymctl.core.money.Money;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl report revenue}. */
@Command(
        description = {"Show what was earned, by month and income account.", "For people also as bars, one a month."},
        footer = {
            "",
            "Revenue is what the income accounts were credited less what they were",
            "debited, by the day on which it is booked. A reversal counts in the month",
            "in which it is booked. Payments, prepaid classes before they are attended,",
            "and expenses (coaches, bank fees, bad debt) are no revenue.",
            "JSON, NDJSON and CSV have a row for each month and income account, 0.00",
            "where there was none; the table leaves out accounts that earned nothing."
        })
public final class ReportRevenue implements Printing {
    private static final String SVG = ".svg";
    private static final String PNG = ".png";
    private static final String INCOME = "_income";

    /** What an account earned in a month. */
    private record Row(YearMonth month, Part part) {}

    private static final Columns<Row> ROW = Columns.<Row>of()
            .add("month", Row::month)
            .add("account", row -> row.part().account())
            .add("amount", row -> row.part().amount())
            .add("currency", row -> row.part().amount().currency().getCurrencyCode());

    private final App app;

    @Mixin
    private final MonthsOptions months = new MonthsOptions();

    @Option(names = "--chart", paramLabel = "FILE", description = "Draw it too: FILE.svg or FILE.png.")
    private String chart;

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ReportRevenue(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ROW);
    }

    @Override
    public Integer call() {
        months.check();
        checkChart();
        MonthsOptions.Months range = months.resolve(app);
        List<MonthlyRevenue> revenue = app.revenue().byMonth(range.first(), range.last(), app.gym());
        if (chart != null) {
            draw(revenue);
        }
        Output output = app.output(format);
        if (output.isForPeople()) {
            show(output, revenue);
        } else {
            output.list(
                    ROW,
                    revenue.stream()
                            .flatMap(month -> month.parts().stream().map(part -> new Row(month.month(), part)))
                            .toList(),
                    "");
        }
        if (chart != null) {
            app.console().remark("wrote the chart to " + chart);
        }
        return 0;
    }

    private void show(Output output, List<MonthlyRevenue> revenue) {
        Columns<MonthlyRevenue> columns = Columns.<MonthlyRevenue>of().add("month", MonthlyRevenue::month);
        List<Part> accounts = revenue.get(0).parts();
        boolean earned = false;
        for (int i = 0; i < accounts.size(); i++) {
            int account = i;
            if (revenue.stream()
                    .anyMatch(month -> month.parts().get(account).amount().minorUnits() != 0)) {
                earned = true;
                columns = columns.add(
                        accounts.get(i).account().replace(INCOME, ""),
                        month -> month.parts().get(account).amount());
            }
        }
        if (!earned) {
            app.console()
                    .remark("nothing was earned from %s to %s"
                            .formatted(
                                    revenue.get(0).month(),
                                    revenue.get(revenue.size() - 1).month()));
            return;
        }
        output.list(columns.add("total", MonthlyRevenue::total), revenue, "");
        output.say("");
        output.bars(revenue.stream()
                .map(month -> new Bar(month.month().toString(), month.total()))
                .toList());
        Money total =
                revenue.stream().map(MonthlyRevenue::total).reduce(Money::plus).orElseThrow();
        output.say("\ntotal %s %s".formatted(total, total.currency().getCurrencyCode()));
    }

    private void checkChart() {
        if (chart == null) {
            if (force) {
                throw new UsageException("--force goes with --chart", null);
            }
            return;
        }
        if (!isFor(SVG) && !isFor(PNG)) {
            throw new UsageException(
                    "--chart %s is of no kind that can be drawn".formatted(chart), "name it FILE.svg or FILE.png");
        }
        WholeFile.check(WholeFile.named(chart), force);
    }

    private boolean isFor(String extension) {
        return chart.toLowerCase(Locale.ROOT).endsWith(extension);
    }

    private void draw(List<MonthlyRevenue> revenue) {
        Path file = WholeFile.named(chart);
        try (WholeFile whole = WholeFile.begin(file, force)) {
            OutputStream out = new BufferedOutputStream(whole.out());
            if (isFor(SVG)) {
                RevenueSvg.write(revenue, app.gym().name(), out);
            } else {
                RevenuePng.write(revenue, app.gym().name(), out);
            }
            out.flush();
            whole.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
