package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * What the gym sells: dues by the month, a pack of classes, or a single class.
 *
 * @param price of a month, of the pack, of a class
 * @param billDay null: the day of the month on which each membership begins
 * @param credits classes of a pack; null for all else
 * @param validMonths how long a pack's classes can be had; null: for ever, or no pack
 * @param retiredOn the first day on which nobody gets it any more, or null
 */
public record Plan(
        long id,
        String name,
        PlanKind kind,
        Money price,
        Coverage covers,
        Integer billDay,
        Proration proration,
        OnFreeze onFreeze,
        Integer credits,
        Integer validMonths,
        LocalDate retiredOn) {}
