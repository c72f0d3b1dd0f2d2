package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * Money received from a member.
 *
 * @param leftOver what pays no charge and was not given back: the member's credit
 * @param method {@code cash}, {@code card}, {@code bank_transfer}, {@code direct_debit}, {@code other} or {@code opening}
 * @param key the receipt's number or the bank's id; there is only one payment with it
 * @param reference what the payer wrote, or null
 * @param reversedOn the day on which it was taken back, or null
 * @param returned whether it was taken back because the bank gave it back
 * @param allocations what it pays
 */
public record Payment(
        long id,
        long memberId,
        String member,
        Money amount,
        Money leftOver,
        String method,
        LocalDate receivedOn,
        String key,
        String reference,
        LocalDate reversedOn,
        boolean returned,
        List<Allocation> allocations) {}
