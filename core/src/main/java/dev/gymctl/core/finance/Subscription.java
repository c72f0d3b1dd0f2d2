package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * A member's membership of a plan.
 *
 * @param price of a whole month
 * @param endsOn the last day as agreed; null: until further notice
 * @param lastDay the last day with what freezes add to it; null: none
 * @param billDay the day of the month on which dues are due; beyond a month's end, its last
 */
public record Subscription(
        long id,
        long memberId,
        String fullName,
        String plan,
        Money price,
        LocalDate startsOn,
        LocalDate endsOn,
        LocalDate lastDay,
        int billDay) {}
