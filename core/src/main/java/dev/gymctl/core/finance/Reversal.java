package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/** Something that was taken back. */
public record Reversal(Reversible kind, long id, long memberId, Money amount, LocalDate reversedOn) {}
