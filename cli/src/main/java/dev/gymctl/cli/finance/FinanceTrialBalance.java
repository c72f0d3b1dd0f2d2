package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.finance.AccountBalance;
import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl finance trial-balance}. */
@Command(
        description = "List all accounts with what was debited and credited.",
        footer = {
            "",
            "Both columns have the same sum. The balance of an asset or an expense is",
            "debit less credit, that of any other account credit less debit."
        })
public final class FinanceTrialBalance implements Printing {
    private final App app;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "What was booked up to and with this day; all unless given.")
    private LocalDate asOf;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceTrialBalance(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(LedgerColumns.ACCOUNT);
    }

    @Override
    public Integer call() {
        List<AccountBalance> accounts = app.accounts().trialBalance(asOf);
        Output output = app.output(format);
        output.list(LedgerColumns.ACCOUNT, accounts, "");
        Money debits =
                accounts.stream().map(AccountBalance::debit).reduce(Money::plus).orElseThrow();
        Money credits = accounts.stream()
                .map(AccountBalance::credit)
                .reduce(Money::plus)
                .orElseThrow();
        output.say("\ndebited %s, credited %s %s in all".formatted(debits, credits, debits.currency()));
        return 0;
    }
}
