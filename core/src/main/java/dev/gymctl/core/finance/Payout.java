package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * What a coach was paid of a payslip.
 *
 * @param coachEmail or null
 * @param month of the payslip; null: of the opening balance
 * @param key one may have paid several coaches
 * @param reference or null
 * @param reversedOn null: it counts
 * @param lineId of the bank's statement that says so; null: none does yet
 */
public record Payout(
        long id,
        long coachId,
        String coachEmail,
        String coachName,
        YearMonth month,
        Money amount,
        String method,
        LocalDate paidOn,
        String key,
        String reference,
        LocalDate reversedOn,
        Long lineId) {}
