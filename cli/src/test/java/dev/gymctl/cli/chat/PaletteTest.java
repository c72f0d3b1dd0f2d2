package dev.gymctl.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private static final int[] LEVELS = {0, 95, 135, 175, 215, 255};

    @Test
    void everyColorIsReadableOnWhiteAndOnBlack() {
        for (int color : Palette.COLORS) {
            int cube = color - 16;
            double light = 0.2126 * linear(LEVELS[cube / 36])
                    + 0.7152 * linear(LEVELS[cube / 6 % 6])
                    + 0.0722 * linear(LEVELS[cube % 6]);
            assertThat(1.05 / (light + 0.05)).as("%d on white", color).isGreaterThan(4);
            assertThat((light + 0.05) / 0.05).as("%d on black", color).isGreaterThan(4);
        }
    }

    /** As WCAG 2 defines it. */
    private static double linear(int level) {
        double share = level / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @Test
    void aNameKeepsItsColorAndNeighboursDiffer() {
        Palette palette = new Palette(true, true);
        assertThat(palette.name(7)).isEqualTo(new Palette(true, true).name(7)).startsWith("1;38;5;");
        assertThat(LongStream.rangeClosed(1, 200).mapToObj(palette::name).collect(Collectors.toSet()))
                .hasSize(Palette.COLORS.length);
        assertThat(new Palette(true, false).name(7)).matches("1;3[1-6]");
    }

    @Test
    void withoutColorThereIsNoStyle() {
        Palette plain = new Palette(false, true);
        assertThat(plain.name(7) + plain.title() + plain.strong() + plain.faint() + plain.warning())
                .isEmpty();
        assertThat(IntStream.of(Palette.COLORS).distinct().count()).isEqualTo(Palette.COLORS.length);
    }
}
