package dev.gymctl.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    @Property
    void roundsHalfToEven(
            @ForAll @LongRange(min = -1_000_000_000_000_000L, max = 1_000_000_000_000_000L) long numerator,
            @ForAll @LongRange(min = 1, max = 100_000) long denominator) {
        assertThat(Money.halfEven(numerator, denominator)).isEqualTo(decimal(numerator, denominator));
    }

    /** Random fractions are seldom exactly a half. */
    @Property
    void roundsHalvesToEven(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long whole,
            @ForAll @LongRange(min = 1, max = 1000) long half) {
        long numerator = whole * 2 * half + half;
        assertThat(Money.halfEven(numerator, 2 * half))
                .isEqualTo(decimal(numerator, 2 * half))
                .isEven();
    }

    private static long decimal(long numerator, long denominator) {
        return BigDecimal.valueOf(numerator)
                .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    @Property
    void whatIsWrittenIsRead(@ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long minorUnits) {
        Money money = new Money(minorUnits, EUR);
        assertThat(Money.of(new BigDecimal(money.toString()), EUR)).isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource({
        "12.5, EUR, 12.50",
        "12.500, EUR, 12.50",
        "-0.01, EUR, -0.01",
        "1e3, EUR, 1000.00",
        "10000000000.00, EUR, 10000000000.00",
        "1000000000000, JPY, 1000000000000",
        "-5.0, JPY, -5",
        "0.001, KWD, 0.001",
        "0e-50, EUR, 0.00",
    })
    void takesWhatTheCurrencyHas(BigDecimal amount, String currency, String money) {
        assertThat(Money.of(amount, Currency.getInstance(currency))).hasToString(money);
    }

    @ParameterizedTest
    @CsvSource({
        "12.505, EUR, 12.505 has more than the 2 decimals of EUR",
        "0.5, JPY, 0.5 has more than the 0 decimals of JPY",
        "0.0001, KWD, 0.0001 has more than the 3 decimals of KWD",
        "10000000000.01, EUR, 10000000000.01 EUR is too large",
        "-10000000000.01, EUR, -10000000000.01 EUR is too large",
        "1e40, EUR, 10000000000000000000000000000000000000000 EUR is too large",
        "1e999999999, EUR, this is no amount of money: it has too many digits",
        "1e2147483647, EUR, this is no amount of money: it has too many digits",
        "1e-999999999, EUR, this is no amount of money: it has too many digits",
    })
    void refusesWhatIsNoAmountOfTheCurrency(BigDecimal amount, String currency, String message) {
        assertThatThrownBy(() -> Money.of(amount, Currency.getInstance(currency)))
                .isInstanceOf(GymException.class)
                .hasMessage(message)
                .extracting(e -> ((GymException) e).kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void addsWithinACurrencyAndNeverBeyondWhatALongHolds() {
        assertThat(new Money(150, EUR).plus(new Money(-200, EUR))).isEqualTo(new Money(-50, EUR));
        assertThatThrownBy(() -> new Money(1, EUR).plus(new Money(1, Currency.getInstance("USD"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE, EUR).plus(new Money(1, EUR)))
                .isInstanceOf(ArithmeticException.class);
    }
}
