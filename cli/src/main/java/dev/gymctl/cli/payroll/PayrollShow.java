package dev.gymctl.cli.payroll;

import dev.gymctl.cli.App;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.payroll.Payslip;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl payroll show}. */
@Command(description = "Show a coach's payslip, line by line.")
public final class PayrollShow implements Printing {
    private final App app;

    @Parameters(paramLabel = "COACH", description = "Id or e-mail.")
    private PersonArgument coach;

    @Option(names = "--month", paramLabel = "MONTH", description = "2026-10, last or this; last unless given.")
    private MonthArgument month = MonthArgument.LAST;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PayrollShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(PayslipColumns.ONE);
    }

    @Override
    public Integer call() {
        Payslip payslip = app.payroll().get(month.resolve(app.clock(), app.zone()), coach.toString());
        Output output = app.output(format);
        output.one(PayslipColumns.ONE, payslip);
        if (output.isForPeople()) {
            output.say("");
            output.list(PayslipColumns.LINE, payslip.lines(), "no lines");
        }
        return 0;
    }
}
