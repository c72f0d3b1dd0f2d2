package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * Class fees that a member paid ahead.
 *
 * @param price of all of them
 * @param expiresOn the last day on which one can be spent, or null
 * @param chargeId what was asked for it, or null if it was free
 * @param open how much of that is still owed
 * @param paymentId what was paid at once, or null
 */
public record PrepaidLot(
        long id,
        long memberId,
        int credits,
        Money price,
        LocalDate boughtOn,
        LocalDate expiresOn,
        Long chargeId,
        Money open,
        Long paymentId) {}
