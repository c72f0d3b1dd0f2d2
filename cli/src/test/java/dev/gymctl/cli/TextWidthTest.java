package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextWidthTest {
    @ParameterizedTest
    @CsvSource({"Zoë,3", "Zoe\u0308,3", "犬犬,4", "한국,4", "ｆｕ,4", "🏋,2", "𠮷,2", "שלום,4", "'',0"})
    void countsColumns(String text, int columns) {
        assertThat(TextWidth.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({"Bucephalus,10,Bucephalus", "Bucephalus,6,Bucep…", "犬犬犬,5,犬犬…", "犬犬犬,4,犬…", "Bucephalus,1,…"})
    void cutsToColumns(String text, int columns, String cut) {
        assertThat(TextWidth.cut(text, columns)).isEqualTo(cut);
    }
}
