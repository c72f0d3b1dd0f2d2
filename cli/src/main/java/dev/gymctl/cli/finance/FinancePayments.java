package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance payments}. */
@Command(
        description = "List a member's payments, the oldest first.",
        footer = {"", "A member sees their own."})
public final class FinancePayments implements Printing {
    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinancePayments(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(FinanceColumns.PAYMENT);
    }

    @Override
    public Integer call() {
        app.output(format).list(FinanceColumns.PAYMENT, app.payments().of(member.toString(), app.gym()), "no payments");
        return 0;
    }
}
