package dev.gymctl.core.overview;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * What should have been paid by now.
 *
 * @param members how many owe it
 * @param oldest the first of them, the oldest debt first
 */
public record Overdue(long members, Money total, List<Debtor> oldest) {
    /**
     * A member who owes.
     *
     * @param amount what is past its due date, no more
     * @param dueOn the last day on which the oldest of it could be paid in time
     * @param days since then
     */
    public record Debtor(long memberId, String member, Money amount, LocalDate dueOn, long days) {}
}
