package dev.gymctl.cli.finance;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.finance.Allocation;
import dev.gymctl.core.finance.Charge;
import dev.gymctl.core.finance.Payment;
import dev.gymctl.core.money.Money;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How charges and payments are printed, and what is said of them. */
final class FinanceColumns {
    static final Columns<Charge> CHARGE = Columns.<Charge>of()
            .add("id", Charge::id)
            .add("member_id", Charge::memberId)
            .add("member", Charge::member)
            .add("kind", Charge::kind)
            .add("memo", Charge::memo)
            .add("charged_on", Charge::chargedOn)
            .add("due_on", Charge::dueOn)
            .add("amount", Charge::amount)
            .add("open", Charge::open)
            .detail("currency", charge -> currency(charge.amount()))
            .detail("reference", Charge::reference)
            .add("reversed_on", Charge::reversedOn);

    static final Columns<Allocation> ALLOCATION =
            Columns.<Allocation>of().add("charge_id", Allocation::chargeId).add("amount", Allocation::amount);

    static final Columns<Payment> PAYMENT = Columns.<Payment>of()
            .add("id", Payment::id)
            .add("member_id", Payment::memberId)
            .add("member", Payment::member)
            .add("received_on", Payment::receivedOn)
            .add("method", Payment::method)
            .add("key", Payment::key)
            .detail("reference", Payment::reference)
            .add("amount", Payment::amount)
            .add("left_over", Payment::leftOver)
            .detail("currency", payment -> currency(payment.amount()))
            .add("reversed_on", Payment::reversedOn)
            .detail("returned", Payment::returned)
            .nested("allocations", Payment::allocations, ALLOCATION);

    private FinanceColumns() {}

    static String currency(Money money) {
        return money.currency().getCurrencyCode();
    }

    /** {@code 12.50 EUR}. */
    static String amount(Money money) {
        return money + " " + currency(money);
    }

    /** What became of a payment: {@code 30.00 to charge 3, 20.00 left over}. */
    static String use(Payment payment) {
        String used = payment.allocations().stream()
                .map(part -> "%s to charge %d".formatted(part.amount(), part.chargeId()))
                .collect(Collectors.joining(", "));
        if (payment.leftOver().minorUnits() == 0) {
            return used;
        }
        return (used.isEmpty() ? "" : used + ", ") + payment.leftOver() + " left over";
    }

    /** What was done, or in a trial what would be; texts that are null are left out. */
    static String line(boolean dryRun, String verb, String did, String... more) {
        String rest = Arrays.stream(more).filter(text -> text != null).collect(Collectors.joining());
        return dryRun ? "would " + verb + rest + "; nothing was changed" : did + rest;
    }
}
