package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.ReturnedPayment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance return}. */
@Command(
        description = {"Record that the bank gave a payment back.", "What it had paid is owed again."},
        footer = {
            "",
            "The bank's fee is booked apart; with --charge-fee the member owes it.",
            "gymctl finance reverse payment takes the fee back if there was none."
        })
public final class FinanceReturn implements Printing {
    private static final Columns<ReturnedPayment> COLUMNS = Columns.<ReturnedPayment>of()
            .add("payment_id", back -> back.payment().id())
            .add("member_id", back -> back.payment().memberId())
            .add("amount", back -> back.payment().amount())
            .add("currency", back -> FinanceColumns.currency(back.fee()))
            .add("returned_on", ReturnedPayment::returnedOn)
            .add("reason", ReturnedPayment::reason)
            .add("fee", ReturnedPayment::fee)
            .add("fee_charge_id", ReturnedPayment::feeChargeId)
            .jsonOnly("reopened_charges", ReturnedPayment::reopened);

    private final App app;

    @Parameters(paramLabel = "PAYMENT", description = "Its number.")
    private long payment;

    @Option(names = "--on", paramLabel = "DATE", description = "The day it went back; today unless given.")
    private LocalDate on;

    @Option(names = "--fee", paramLabel = "AMOUNT", description = "What the bank took for it.")
    private BigDecimal fee;

    @Option(names = "--charge-fee", description = "Charge the member that much.")
    private boolean chargeFee;

    @Option(names = "--reason", paramLabel = "TEXT", description = "What the bank says.")
    private String reason;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceReturn(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        if (chargeFee && fee == null) {
            throw new UsageException("--charge-fee needs to know the fee", "add --fee AMOUNT");
        }
        Outcome<ReturnedPayment> outcome =
                app.payments().giveBackByBank(payment, on, fee, chargeFee, reason, app.gym(), dryRun.isDryRun());
        ReturnedPayment back = outcome.now();
        String reopened = back.reopened().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String line = outcome.changed()
                ? FinanceColumns.line(
                        dryRun.isDryRun(),
                        "take ",
                        "returned ",
                        "payment %d, %s"
                                .formatted(
                                        payment,
                                        FinanceColumns.amount(back.payment().amount())),
                        dryRun.isDryRun() ? " back" : null,
                        reopened.isEmpty() ? null : "; owed again: charge " + reopened,
                        back.feeChargeId() == null || dryRun.isDryRun()
                                ? null
                                : "; the fee is charge " + back.feeChargeId())
                : Output.already("payment %d was returned on %s".formatted(payment, back.returnedOn()));
        app.output(format).done(line, COLUMNS, back);
        return 0;
    }
}
