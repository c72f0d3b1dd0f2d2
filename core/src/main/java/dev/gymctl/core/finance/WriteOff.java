package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * A part of a charge that nobody expects to be paid any more.
 *
 * @param reason may be empty
 * @param open what is owed of the charge after it
 */
public record WriteOff(
        long id, long chargeId, long memberId, Money amount, LocalDate writtenOffOn, String reason, Money open) {}
