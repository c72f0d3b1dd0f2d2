package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ChargeArgument;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.NewPayment;
import dev.gymctl.core.finance.Payment;
import dev.gymctl.core.finance.PaymentMethod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance pay}. */
@Command(
        description = {"Record money received from a member.", "It pays the oldest charge first; the rest is credit."},
        footer = {
            "",
            "The same key again, with the same in it, changes nothing: a receipt is",
            "recorded once. A reference of a charge, RF…, pays that charge first."
        })
public final class FinancePay implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "How much, as 12.50.")
    private BigDecimal amount;

    @Option(
            names = "--method",
            required = true,
            paramLabel = "METHOD",
            description = "How it came: ${COMPLETION-CANDIDATES}.")
    private PaymentMethod method;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The receipt's number or the bank's id; one is made unless given.")
    private String key;

    @Option(names = "--reference", paramLabel = "TEXT", description = "What the payer wrote; it may repeat.")
    private String reference;

    @Option(names = "--on", paramLabel = "DATE", description = "The day it came; today unless given.")
    private LocalDate on;

    @Option(
            names = "--charge",
            paramLabel = "CHARGE",
            description = "Number or reference of the charge that it pays first.")
    private ChargeArgument charge;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinancePay(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(FinanceColumns.PAYMENT);
    }

    @Override
    public Integer call() {
        NewPayment wanted = new NewPayment(
                member.toString(), amount, method, key, reference, on, charge == null ? null : charge.toString());
        Outcome<Payment> outcome = app.payments().receive(wanted, app.gym(), dryRun.isDryRun());
        Payment payment = outcome.now();
        String what = "%s from member %d: %s"
                .formatted(FinanceColumns.amount(payment.amount()), payment.memberId(), FinanceColumns.use(payment));
        String line = outcome.changed()
                ? FinanceColumns.line(
                        dryRun.isDryRun(),
                        "record ",
                        "payment %d, ".formatted(payment.id()),
                        what,
                        key == null && !dryRun.isDryRun() ? "; its key is " + payment.key() : null)
                : Output.already("payment %d with the key %s is recorded".formatted(payment.id(), payment.key()));
        app.output(format).done(line, FinanceColumns.PAYMENT, payment);
        return 0;
    }
}
