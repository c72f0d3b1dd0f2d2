package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A transfer and the journal entry that it is part of.
 *
 * @param id the transfer's
 * @param entryId the entry's
 * @param effectiveOn the day it is booked on
 * @param valueOn the day of the fact; another one when the books were closed
 * @param kind of fact
 * @param key by which the fact is booked once
 * @param reverses the entry that this one takes back, or null
 * @param reversedBy the entry that takes this one back, or null
 * @param debitParty whose part of the account it is, or null
 * @param creditParty whose part of the account it is, or null
 * @param amount more than zero
 */
public record JournalLine(
        long id,
        long entryId,
        LocalDate effectiveOn,
        LocalDate valueOn,
        Instant recordedAt,
        String kind,
        String memo,
        String key,
        Long reverses,
        Long reversedBy,
        String debitAccount,
        String debitType,
        Long debitParty,
        String creditAccount,
        String creditType,
        Long creditParty,
        Money amount) {}
