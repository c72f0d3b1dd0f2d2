package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Books that were closed.
 *
 * @param month the last one of them
 * @param closedThrough the last day on which nothing can be booked any more; later than the month's when more is closed
 * @param entries of the days that this closed; 0 when they were closed already
 * @param amount of their transfers
 */
public record Closing(YearMonth month, LocalDate closedThrough, long entries, Money amount) {}
