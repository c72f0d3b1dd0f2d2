package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * What a member was asked to pay.
 *
 * @param kind {@code dues}, {@code class_fee}, {@code pack}, {@code penalty}, {@code opening} or {@code other}
 * @param memo what it is for, for people; may be empty
 * @param open how much of it is still owed
 * @param reference for a transfer, by ISO 11649
 * @param reversedOn the day on which it was taken back, or null
 */
public record Charge(
        long id,
        long memberId,
        String member,
        String kind,
        String memo,
        Money amount,
        Money open,
        LocalDate chargedOn,
        LocalDate dueOn,
        String reference,
        LocalDate reversedOn) {}
