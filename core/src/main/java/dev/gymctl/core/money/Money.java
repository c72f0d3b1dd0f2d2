package dev.gymctl.core.money;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * An exact amount of money in one currency.
 *
 * @param minorUnits the amount in minor units (cents for EUR, yen for JPY); may be negative
 * @param currency an ISO 4217 currency, not null
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {
    /** The largest amount, in minor units, that is taken from a person or a file: a typing error lies beyond. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000L);

    /** Of an amount worth looking at; 1e999999999 written out would fill the memory. */
    private static final int MOST_DIGITS = 100;

    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    /**
     * A decimal amount as exact money.
     *
     * @throws GymException INVALID if it has more decimals than the currency or more than a trillion minor units
     */
    public static Money of(BigDecimal amount, Currency currency) {
        if (Math.abs((long) amount.scale()) > MOST_DIGITS || amount.precision() > MOST_DIGITS) {
            throw new GymException(Kind.INVALID, "this is no amount of money: it has too many digits");
        }
        int digits = currency.getDefaultFractionDigits();
        BigDecimal minor = amount.movePointRight(digits).stripTrailingZeros();
        if (minor.scale() > 0) {
            throw new GymException(
                    Kind.INVALID,
                    "%s has more than the %d decimals of %s".formatted(amount.toPlainString(), digits, currency));
        }
        if (minor.abs().compareTo(LARGEST) > 0) {
            throw new GymException(Kind.INVALID, "%s %s is too large".formatted(amount.toPlainString(), currency));
        }
        return new Money(minor.longValueExact(), currency);
    }

    /**
     * numerator ÷ denominator, rounded half to even; the twin of the schema's {@code half_even}.
     *
     * @param denominator greater than zero
     */
    public static long halfEven(long numerator, long denominator) {
        long quotient = numerator / denominator;
        long twiceRemainder = 2 * Math.abs(numerator % denominator);
        boolean up = twiceRemainder > denominator || (twiceRemainder == denominator && quotient % 2 != 0);
        return up ? quotient + Long.signum(numerator) : quotient;
    }

    /** The sum; both in the same currency. */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + currency + " and " + other.currency);
        }
        return new Money(Math.addExact(minorUnits, other.minorUnits), currency);
    }

    public boolean isNegative() {
        return minorUnits < 0;
    }

    /** Orders by amount; only amounts of one currency are ever compared. */
    @Override
    public int compareTo(Money other) {
        return Long.compare(minorUnits, other.minorUnits);
    }

    /** A plain decimal without the currency, such as {@code 671.82}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits())
                .toPlainString();
    }
}
