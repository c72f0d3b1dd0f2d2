package dev.gymctl.cli.payroll;

import dev.gymctl.cli.App;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.payroll.Payslip;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl payroll list}. */
@Command(
        description = "List a month's payslips, by the coach's e-mail.",
        footer = {"", "A coach sees their own."})
public final class PayrollList implements Printing {
    private final App app;

    @Option(names = "--month", paramLabel = "MONTH", description = "2026-10, last or this; last unless given.")
    private MonthArgument month = MonthArgument.LAST;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PayrollList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(PayslipColumns.LIST);
    }

    @Override
    public Integer call() {
        Optional<Long> own = app.onlyOwn();
        YearMonth wanted = month.resolve(app.clock(), app.zone());
        List<Payslip> payslips = own.isPresent()
                ? app.payroll().list(wanted, own.get())
                : app.payroll().list(wanted);
        PayslipColumns.printPaid(
                app.output(format),
                payslips,
                own.isPresent()
                        ? "no payslips of yours for %s".formatted(wanted)
                        : "no payslips for %1$s: gymctl payroll run --month %1$s makes them".formatted(wanted));
        if (!payslips.isEmpty() && app.payroll().closed(wanted).isEmpty()) {
            app.console()
                    .remark("%1$s is not closed: gymctl payroll run --month %1$s goes on with it".formatted(wanted));
        }
        return 0;
    }
}
