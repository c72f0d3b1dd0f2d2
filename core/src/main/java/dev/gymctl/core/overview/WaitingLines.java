package dev.gymctl.core.overview;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * The banks' lines that somebody has to decide about.
 *
 * @param amount what is open of them, in and out alike
 * @param oldest the day of the first, or null when there is none
 */
public record WaitingLines(long lines, Money amount, LocalDate oldest) {}
