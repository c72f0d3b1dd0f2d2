package dev.gymctl.cli;

import dev.gymctl.core.money.Money;

/**
 * A line of a bar chart.
 *
 * @param label what stands before the bar; safe
 * @param amount how long it is; all of a chart in one currency
 */
public record Bar(String label, Money amount) {}
