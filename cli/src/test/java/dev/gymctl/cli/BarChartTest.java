package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.money.Money;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bars that fit, and show what is there. */
class BarChartTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void aBarIsAsLongAsItsPartOfTheHighest() {
        assertThat(drawn(25, 1600, 800, 100, 1, 0)).isEqualTo("""
                0  ████████████████ 16.00
                1  ████████ 8.00
                2  █ 1.00
                3  ▏ 0.01
                4  0.00
                """);
    }

    @Test
    void whatIsLessThanNothingIsOnTheOtherSide() {
        assertThat(drawn(26, 1200, -400, -1, 0)).isEqualTo("""
                0      │████████████ 12.00
                1  ████│ -4.00
                2     █│ -0.01
                3      │ 0.00
                """);
        assertThat(drawn(26, -400)).isEqualTo("0  ████████████████│ -4.00\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 80, 100})
    void noLineIsWiderThanTheTerminal(int width) {
        for (long[] amounts : new long[][] {{123456, 7, 0, 99999}, {5, -123456, 0}, {-1, -99}, {0}, {1, -1}}) {
            assertThat(drawn(width, amounts).lines())
                    .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void whereNobodyCountsTheColumnsItStaysModest() {
        assertThat(drawn(Integer.MAX_VALUE, 100).strip()).hasSize(100);
        assertThat(drawn(1, 100)).isEqualTo("0  ████████ 1.00\n");
    }

    private static String drawn(int width, long... amounts) {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            bars.add(new Bar(String.valueOf(i), new Money(amounts[i], EUR)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8);
        new BarChart(bars).print(print, width);
        print.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
