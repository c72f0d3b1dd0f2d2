package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.finance.NewPrepaidLot;
import dev.gymctl.core.finance.PaymentMethod;
import dev.gymctl.core.finance.PrepaidLot;
import java.math.BigDecimal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance prepay}. */
@Command(
        description = {"Sell class fees that are paid ahead.", "They cost what the pack, --price or so many classes do."
        },
        footer = {"", "Without --method the price is charged and due later."})
public final class FinancePrepay implements Printing {
    private static final Columns<PrepaidLot> COLUMNS = Columns.<PrepaidLot>of()
            .add("id", PrepaidLot::id)
            .add("member_id", PrepaidLot::memberId)
            .add("credits", PrepaidLot::credits)
            .add("price", PrepaidLot::price)
            .add("currency", lot -> FinanceColumns.currency(lot.price()))
            .add("bought_on", PrepaidLot::boughtOn)
            .add("expires_on", PrepaidLot::expiresOn)
            .add("charge_id", PrepaidLot::chargeId)
            .add("open", PrepaidLot::open)
            .add("payment_id", PrepaidLot::paymentId);

    private final App app;

    @Parameters(index = "0", paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Parameters(index = "1", paramLabel = "N", description = "How many classes.")
    private int credits;

    @Option(
            names = "--plan",
            paramLabel = "PACK",
            description = "The plan of a pack: its price, and until when they hold.")
    private String plan;

    @Option(names = "--price", paramLabel = "AMOUNT", description = "What all of them cost together.")
    private BigDecimal price;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "How the price is paid now: ${COMPLETION-CANDIDATES}.")
    private PaymentMethod method;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinancePrepay(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        if (plan != null && price != null) {
            throw new UsageException("--plan says the price", "leave --price out");
        }
        NewPrepaidLot wanted = new NewPrepaidLot(member.toString(), credits, plan, price, method);
        PrepaidLot lot = app.prepaidSales().sell(wanted, app.gym(), dryRun.isDryRun());
        String line = FinanceColumns.line(
                dryRun.isDryRun(),
                "sell ",
                "prepaid lot %d: ".formatted(lot.id()),
                "%d %s to member %d for %s"
                        .formatted(
                                lot.credits(),
                                lot.credits() == 1 ? "class" : "classes",
                                lot.memberId(),
                                FinanceColumns.amount(lot.price())),
                lot.expiresOn() == null ? null : ", until " + lot.expiresOn(),
                lot.open().minorUnits() == 0 ? null : "; to pay " + lot.open());
        app.output(format).done(line, COLUMNS, lot);
        return 0;
    }
}
