package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * What a member was charged and paid in a time, as the books have it.
 *
 * @param gym its name
 * @param from the first day, or null: from the beginning
 * @param to the last day
 * @param opening what was owed before it, less the credit
 * @param closing what is owed after it, less the credit; less than zero when the gym owes it
 * @param reference for a transfer, by ISO 11649
 */
public record Statement(
        String gym,
        long memberId,
        String member,
        LocalDate from,
        LocalDate to,
        Money opening,
        List<Line> lines,
        Money closing,
        String reference) {

    /**
     * One line.
     *
     * @param kind {@code payment}, {@code refund}, {@code write_off}, {@code reversal}, or what was charged: {@code dues},
     *     {@code class_fee}, {@code pack}, {@code penalty}, {@code opening}, {@code other}
     * @param amount more than zero when more is owed by it
     * @param balance what is owed after it, less the credit
     */
    public record Line(LocalDate date, String kind, String memo, Money amount, Money balance) {}

    /** What is to be paid: nothing when there is credit. */
    public Money toPay() {
        return closing.isNegative() ? new Money(0, closing.currency()) : closing;
    }
}
