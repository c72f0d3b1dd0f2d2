package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * What a member owes, by how many days it is overdue.
 *
 * @param email where to write to, or null
 * @param notDue what need not be paid yet
 * @param to30 overdue up to 30 days
 * @param to60 overdue from 31 to 60 days
 * @param to90 overdue from 61 to 90 days
 * @param over90 overdue longer
 * @param oldestDueOn the last day on which the oldest of it could be paid in time
 * @param reference for a transfer, by ISO 11649
 */
public record Due(
        long memberId,
        String member,
        String email,
        Money notDue,
        Money to30,
        Money to60,
        Money to90,
        Money over90,
        Money total,
        LocalDate oldestDueOn,
        String reference) {}
