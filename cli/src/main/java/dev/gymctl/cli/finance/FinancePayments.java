package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance payments}. */
@Command(
        description = "List a member's payments, the oldest first.",
        footer = {"", "A member sees their own."})
public final class FinancePayments implements Callable<Integer> {
    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinancePayments(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        app.output(format).list(FinanceColumns.PAYMENT, app.payments().of(member.toString(), app.gym()), "no payments");
        return 0;
    }
}
