package dev.gymctl.core.finance;

import java.time.LocalDate;

/**
 * A membership of a plan that is to be.
 *
 * @param member id or e-mail
 * @param plan its name, ignoring case
 * @param from its first day
 * @param to its last, before freezes extend it; null: until further notice
 * @param billDay 1 to 31; null: the plan's, or the day of the month on which it begins
 * @param insteadOf the plan whose membership ends the day before; null: none
 */
public record NewSubscription(
        String member, String plan, LocalDate from, LocalDate to, Integer billDay, String insteadOf) {}
