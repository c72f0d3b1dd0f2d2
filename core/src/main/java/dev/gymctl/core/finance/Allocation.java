package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;

/** A part of a payment that pays a charge, or a part of it. */
public record Allocation(long id, long paymentId, long chargeId, Money amount) {}
