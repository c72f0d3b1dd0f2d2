package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.finance.Charge;
import dev.gymctl.core.finance.ChargeKind;
import dev.gymctl.core.finance.NewCharge;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance charge}. */
@Command(
        description = {"Charge a member.", "A credit pays it at once."},
        footer = {"", "The memo is on the member's statement and stays in the books: no names there."})
public final class FinanceCharge implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "How much, as 12.50.")
    private BigDecimal amount;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "What it is: ${COMPLETION-CANDIDATES}; other unless given.")
    private ChargeKind kind = ChargeKind.OTHER;

    @Option(names = "--memo", paramLabel = "TEXT", description = "What it is for.")
    private String memo;

    @Option(names = "--on", paramLabel = "DATE", description = "The day of the charge; today unless given.")
    private LocalDate on;

    @Option(
            names = "--due",
            paramLabel = "DATE",
            description = "The last day to pay in time; as the gym's payment_days say unless given.")
    private LocalDate due;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceCharge(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(FinanceColumns.CHARGE);
    }

    @Override
    public Integer call() {
        NewCharge wanted = new NewCharge(member.toString(), amount, kind, memo, on, due);
        Charge charge = app.charges().add(wanted, app.gym(), dryRun.isDryRun());
        String line = FinanceColumns.line(
                dryRun.isDryRun(),
                "charge member %d ".formatted(charge.memberId()),
                "charge %d: member %d owes ".formatted(charge.id(), charge.memberId()),
                FinanceColumns.amount(charge.amount()),
                ", due on " + charge.dueOn(),
                charge.open().equals(charge.amount()) ? null : "; " + charge.open() + " after the credit");
        app.output(format).done(line, FinanceColumns.CHARGE, charge);
        return 0;
    }
}
