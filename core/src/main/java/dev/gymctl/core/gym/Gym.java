package dev.gymctl.core.gym;

import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;

/**
 * The gym's settings and its calendar.
 *
 * @param zone where its days and months begin and end
 * @param currency of all its money
 * @param dropInPrice of a class that neither a membership nor a prepaid fee covers
 * @param paymentDays a charge is due so many days after it was made, 0 to 365
 * @param chargesADay the most charges on one day that an account can get from a run of billing and not look wrong
 * @param booksClosedThrough the last day of the closed books, or null
 */
public record Gym(
        String name,
        ZoneId zone,
        Currency currency,
        Money dropInPrice,
        int paymentDays,
        int chargesADay,
        LocalDate booksClosedThrough) {

    /** A decimal amount in the gym's currency; INVALID when it has too many decimals or is too large. */
    public Money money(BigDecimal amount) {
        return Money.of(amount, currency);
    }

    public Money money(long minorUnits) {
        return new Money(minorUnits, currency);
    }

    public LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** The first instant of a day: not always midnight, where a clock change skips it. */
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    public Instant startOf(YearMonth month) {
        return startOf(month.atDay(1));
    }

    /** The first instant after a month. */
    public Instant endOf(YearMonth month) {
        return startOf(month.plusMonths(1));
    }

    public boolean isOver(YearMonth month, Clock clock) {
        return !clock.instant().isBefore(endOf(month));
    }
}
