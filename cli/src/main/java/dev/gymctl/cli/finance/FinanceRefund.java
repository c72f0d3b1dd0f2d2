package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.Refund;
import dev.gymctl.core.finance.RefundMethod;
import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance refund}. */
@Command(
        description = {"Give a member's credit back.", "What is left over of the oldest payment goes first."},
        footer = {
            "",
            "What pays a charge is no credit: gymctl finance reverse charge makes it one.",
            "The same key again, with the same in it, changes nothing."
        })
public final class FinanceRefund implements Printing {
    private static final Columns<Refund> COLUMNS = Columns.<Refund>of()
            .add("id", Refund::id)
            .add("payment_id", Refund::paymentId)
            .add("member_id", Refund::memberId)
            .add("amount", Refund::amount)
            .add("currency", refund -> FinanceColumns.currency(refund.amount()))
            .add("method", Refund::method)
            .add("refunded_on", Refund::refundedOn)
            .add("key", Refund::key);

    private final App app;

    @Parameters(index = "0", paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "How much, as 12.50.")
    private BigDecimal amount;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "How it goes back: ${COMPLETION-CANDIDATES}; as it was paid unless given.")
    private RefundMethod method;

    @Option(names = "--key", paramLabel = "KEY", description = "The receipt's number; one is made unless given.")
    private String key;

    @Option(names = "--payment", paramLabel = "PAYMENT", description = "Only what is left of this payment.")
    private Long payment;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceRefund(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(COLUMNS);
    }

    @Override
    public Integer call() {
        Outcome<List<Refund>> outcome =
                app.payments().refund(member.toString(), amount, method, key, payment, app.gym(), dryRun.isDryRun());
        List<Refund> refunds = outcome.now();
        Refund first = refunds.get(0);
        Money total = refunds.stream().map(Refund::amount).reduce(Money::plus).orElseThrow();
        String parts = refunds.stream()
                .map(part -> "%s of payment %d".formatted(part.amount(), part.paymentId()))
                .collect(Collectors.joining(", "));
        String line = outcome.changed()
                ? FinanceColumns.line(
                        dryRun.isDryRun(),
                        "give ",
                        "refund %d: ".formatted(first.id()),
                        "%s back to member %d: %s".formatted(FinanceColumns.amount(total), first.memberId(), parts),
                        key == null && !dryRun.isDryRun() ? "; its key is " + first.key() : null)
                : Output.already("refund %d with the key %s is recorded".formatted(first.id(), first.key()));
        app.output(format).allDone(line, COLUMNS, refunds);
        return 0;
    }
}
