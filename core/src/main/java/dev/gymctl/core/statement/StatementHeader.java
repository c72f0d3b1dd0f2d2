package dev.gymctl.core.statement;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a statement says of itself before its entries.
 *
 * @param format not null
 * @param id the bank's own name of the statement; null: none
 * @param account IBAN without blanks, or another number of the account; null: the file does not say
 * @param currency ISO 4217 code; null: the file does not say
 * @param openingOn the day of the opening balance; null: the file gives no opening balance
 * @param opening what was on the account before the first entry, signed; null: not given
 */
public record StatementHeader(
        StatementFormat format, String id, String account, String currency, LocalDate openingOn, BigDecimal opening) {}
