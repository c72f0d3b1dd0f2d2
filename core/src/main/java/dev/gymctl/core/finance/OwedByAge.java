package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;

/**
 * What is owed of charges that are due for as long.
 *
 * @param age {@code not_due}, {@code to_30}, {@code to_60}, {@code to_90} or {@code over_90} days overdue
 */
public record OwedByAge(String age, int charges, Money amount) {}
