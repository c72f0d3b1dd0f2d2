package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * A part of a payment that was given back.
 *
 * @param key of the refund; one that gives back what is left of several payments has a part of each
 */
public record Refund(
        long id, long paymentId, long memberId, Money amount, String method, LocalDate refundedOn, String key) {}
