package dev.gymctl.core.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberPrefixTest {
    @Test
    void isTheRangesOfTheNumbersThatBeginSo() {
        assertThat(NumberPrefix.of("17").from()).startsWith("{17,170,1700,").endsWith(",170000000000}");
        assertThat(NumberPrefix.of("17").to()).startsWith("{17,179,1799,").endsWith(",179999999999}");
        assertThat(NumberPrefix.of("")).isEqualTo(new NumberPrefix("{1}", "{9223372036854775807}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-1", "0", "01", "1.5", "1234567890123", "١"})
    void isEmptyForWhatNoNumberBeginsWith(String prefix) {
        assertThat(NumberPrefix.of(prefix)).isEqualTo(new NumberPrefix("{}", "{}"));
    }
}
