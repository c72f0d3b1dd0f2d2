package dev.gymctl.cli.payroll;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.NewPayouts;
import dev.gymctl.core.finance.Payout;
import dev.gymctl.core.finance.PayoutMethod;
import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl payroll pay}. */
@Command(
        description = {
            "Record that a closed month's payslips were paid.",
            "Each coach gets what is still payable; a second time nothing more."
        },
        footer = {
            "",
            "A transfer waits in Clearing for its line on a bank's statement.",
            "gymctl finance reverse payout takes one back."
        })
public final class PayrollPay implements Printing {
    private final App app;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MONTH", description = "2026-10, last or this; or --opening.")
    private MonthArgument month;

    @Option(names = "--opening", description = "Pay what was payable when the gym began with gymctl.")
    private boolean opening;

    @Option(
            names = "--coach",
            paramLabel = "COACH",
            description = "Id or e-mail; may be given again. All unless given.")
    private List<PersonArgument> coaches = List.of();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "How: ${COMPLETION-CANDIDATES}; a transfer unless given.")
    private PayoutMethod method = PayoutMethod.BANK_TRANSFER;

    @Option(names = "--on", paramLabel = "DATE", description = "The day it was paid; today unless given.")
    private LocalDate on;

    @Option(names = "--key", paramLabel = "KEY", description = "The order's number; one is made unless given.")
    private String key;

    @Option(names = "--reference", paramLabel = "TEXT", description = "What the transfer says.")
    private String reference;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public PayrollPay(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(PayslipColumns.PAYOUT);
    }

    @Override
    public Integer call() {
        if (opening == (month != null)) {
            throw new UsageException("give a month or --opening", "gymctl payroll pay 2026-10");
        }
        YearMonth wanted = opening ? null : month.resolve(app.clock(), app.zone());
        Outcome<List<Payout>> outcome = app.payouts()
                .pay(
                        new NewPayouts(
                                wanted,
                                coaches.stream().map(PersonArgument::toString).toList(),
                                method,
                                on,
                                key,
                                reference),
                        app.gym(),
                        dryRun.isDryRun());
        app.output(format).allDone(line(outcome, wanted), PayslipColumns.PAYOUT, outcome.now());
        return 0;
    }

    private String line(Outcome<List<Payout>> outcome, YearMonth wanted) {
        List<Payout> payouts = outcome.now();
        String what = wanted == null ? "the opening balance" : wanted.toString();
        if (payouts.isEmpty()) {
            return "nothing changed: nothing of %s is payable".formatted(what);
        }
        Money total = payouts.stream().map(Payout::amount).reduce(Money::plus).orElseThrow();
        String sum = "%s of %s, %s %s"
                .formatted(
                        payouts.size() == 1 ? "1 payout" : payouts.size() + " payouts", what, total, total.currency());
        if (!outcome.changed()) {
            return Output.already(sum + (payouts.size() == 1 ? " is recorded" : " are recorded"));
        }
        return dryRun.isDryRun()
                ? "would record %s; nothing was changed".formatted(sum)
                : "recorded %s%s"
                        .formatted(
                                sum,
                                key == null ? "; the key is " + payouts.get(0).key() : "");
    }
}
