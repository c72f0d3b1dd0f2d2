package dev.gymctl.core.statement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;

/**
 * One movement on the account. What the bank booked as a batch and tells the details of comes as one entry per detail, all
 * with the same {@code batch}.
 *
 * @param line of the file where it begins, 1 for the first
 * @param bankId the bank's own id; null: none, or one that is no id ({@code NONREF}, {@code NOTPROVIDED})
 * @param batch what the bank booked, where this is a detail of it, or may be the sum of details; null: just this entry
 * @param bookedOn not null
 * @param valueOn null: not given
 * @param amount signed: greater than zero came in, less went out; never zero
 * @param currency ISO 4217 code; null: the account's
 * @param payerName who paid, or was paid; null: not given
 * @param payerAccount IBAN without blanks, or another number; null: not given
 * @param endToEndId the payer's id of the payment; null: none, or {@code NOTPROVIDED}
 * @param reference a structured reference (ISO 11649 or another); null: none
 * @param text the unstructured text, lines joined by blanks; may be empty, not null
 * @param reversal whether the bank marks it as the reversal of an earlier entry
 * @param returned why a debit or a credit came back (a reason code or text); null: it is no return
 * @param fee what the bank kept of, or took with, this entry, greater than zero; null: nothing. It is part of the amount only where the
 *     entry of the bank is what is left after it.
 */
public record StatementEntry(
        long line,
        String bankId,
        StatementBatch batch,
        LocalDate bookedOn,
        LocalDate valueOn,
        BigDecimal amount,
        String currency,
        String payerName,
        String payerAccount,
        String endToEndId,
        String reference,
        String text,
        boolean reversal,
        String returned,
        BigDecimal fee) {
    private static final Set<String> NO_ID = Set.of("", "NONREF", "NOTPROVIDED");

    /** The id that a bank gives, without blanks around it; null: none is given, or a word that stands for none. */
    public static String id(String given) {
        String id = given == null ? "" : given.strip();
        return NO_ID.contains(id.toUpperCase(Locale.ROOT)) ? null : id;
    }
}
