package dev.gymctl.core.finance;

import java.math.BigDecimal;

/**
 * A plan that is to be.
 *
 * @param name by which it is called; unique ignoring case
 * @param price of a month, of the pack, of a class; zero or more
 * @param covers nothing but for dues
 * @param billDay 1 to 31, only of dues; null: the day of the month on which each membership begins
 * @param credits classes of a pack; null for all else
 * @param validMonths how long a pack's classes can be had; null: for ever
 */
public record NewPlan(
        String name,
        PlanKind kind,
        BigDecimal price,
        Coverage covers,
        Integer billDay,
        Proration proration,
        OnFreeze onFreeze,
        Integer credits,
        Integer validMonths) {}
