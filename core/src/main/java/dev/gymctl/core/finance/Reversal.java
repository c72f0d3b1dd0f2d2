package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * Something that was taken back.
 *
 * @param personId the member; of a payout the coach
 */
public record Reversal(Reversible kind, long id, long personId, Money amount, LocalDate reversedOn) {}
