package dev.gymctl.cli.payroll;

import dev.gymctl.cli.App;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl payroll payouts}. */
@Command(
        description = "List what coaches were paid, the oldest first.",
        footer = {"", "A coach sees their own."})
public final class PayrollPayouts implements Printing {
    private final App app;

    @Option(names = "--month", paramLabel = "MONTH", description = "Of these payslips: 2026-10, last or this.")
    private MonthArgument month;

    @Option(names = "--coach", paramLabel = "COACH", description = "Id or e-mail.")
    private PersonArgument coach;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PayrollPayouts(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(PayslipColumns.PAYOUT);
    }

    @Override
    public Integer call() {
        String wanted = coach != null
                ? coach.toString()
                : app.onlyOwn().map(String::valueOf).orElse(null);
        app.output(format)
                .list(
                        PayslipColumns.PAYOUT,
                        app.payouts()
                                .list(month == null ? null : month.resolve(app.clock(), app.zone()), wanted, app.gym()),
                        "no payouts: gymctl payroll pay records them");
        return 0;
    }
}
