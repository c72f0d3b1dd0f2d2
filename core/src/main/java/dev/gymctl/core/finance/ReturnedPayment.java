package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * A payment that the bank gave back.
 *
 * @param fee what the bank took for it; may be zero
 * @param feeChargeId the charge by which the member bears it, or null
 * @param reopened the charges that it had paid
 */
public record ReturnedPayment(
        Payment payment, LocalDate returnedOn, String reason, Money fee, Long feeChargeId, List<Long> reopened) {}
