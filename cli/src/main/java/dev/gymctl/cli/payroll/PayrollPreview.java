package dev.gymctl.cli.payroll;

import dev.gymctl.cli.App;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.payroll.Payslip;
import java.time.YearMonth;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl payroll preview}. */
@Command(description = "Show what a month's payroll comes to, and change nothing.")
public final class PayrollPreview implements Printing {
    private final App app;

    @Option(names = "--month", paramLabel = "MONTH", description = "2026-10, last or this; this unless given.")
    private MonthArgument month = MonthArgument.THIS;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PayrollPreview(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(PayslipColumns.LIST);
    }

    @Override
    public Integer call() {
        YearMonth wanted = month.resolve(app.clock(), app.zone());
        List<Payslip> payslips = app.payroll().preview(wanted);
        PayslipColumns.print(app.output(format), payslips, PayslipColumns.none(wanted));
        app.console().remark(state(wanted));
        return 0;
    }

    private String state(YearMonth wanted) {
        if (app.payroll().closed(wanted).isPresent()) {
            return wanted + " is closed: these are its payslips";
        }
        return app.gym().isOver(wanted, app.clock())
                ? "a preview: gymctl payroll run --month %s makes these payslips".formatted(wanted)
                : "a preview: %s is not over, and classes to come count as if nobody attends".formatted(wanted);
    }
}
