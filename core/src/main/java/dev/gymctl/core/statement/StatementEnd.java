package dev.gymctl.core.statement;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a statement says after its entries.
 *
 * @param closingOn the day of the closing balance; null: the file gives none
 * @param closing what is on the account after the last entry, signed; null: not given
 * @param wrong why the statement as a whole cannot be trusted (details that do not sum, a count that differs); null: nothing
 *     is wrong. The balances are compared by whoever receives it.
 */
public record StatementEnd(LocalDate closingOn, BigDecimal closing, String wrong) {}
