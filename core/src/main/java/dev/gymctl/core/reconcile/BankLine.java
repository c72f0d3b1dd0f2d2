package dev.gymctl.core.reconcile;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * A line of a statement, and what became of it.
 *
 * @param amount greater than zero came in
 * @param open what nothing is made of yet
 * @param rule that decided, or found something; null: none
 * @param reason why it is so, or waits; null: it is a duplicate
 * @param memberId whom it is from, or may be from; null: nobody
 * @param chargeId what it may pay; null: nothing
 * @param coachId who was paid by it; null: no coach
 * @param partOf the line that was split into this one and others; null: it is booked itself, or waits for that
 */
public record BankLine(
        long id,
        String account,
        LocalDate bookedOn,
        Money amount,
        Money open,
        LineState state,
        String rule,
        String reason,
        Long memberId,
        Long chargeId,
        String payerName,
        String payerAccount,
        String reference,
        String text,
        String file,
        long fileLine,
        Long coachId,
        Long partOf) {}
