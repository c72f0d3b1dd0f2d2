package dev.gymctl.cli.billing;

import dev.gymctl.cli.App;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.ParkedAccount;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl billing accept}. */
@Command(description = {"Say that a parked account is right as it is.", "The next run charges it."})
public final class BillingAccept implements Printing {
    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Option(names = "--month", required = true, paramLabel = "MONTH", description = "2026-10, last or this.")
    private MonthArgument month;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public BillingAccept(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(BillingColumns.PARKED);
    }

    @Override
    public Integer call() {
        Outcome<ParkedAccount> outcome =
                app.billing().accept(member.toString(), month.resolve(app.clock(), app.zone()));
        ParkedAccount account = outcome.now();
        String line = "the account of member %d, %s, is accepted in %s"
                .formatted(account.memberId(), account.fullName(), account.month());
        app.output(format).done(outcome.changed() ? line : Output.already(line), BillingColumns.PARKED, account);
        return 0;
    }
}
