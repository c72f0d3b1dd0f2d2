package dev.gymctl.core.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CsvWriterTest {

    @Test
    void quotesOnlyWhereSomethingWouldBeLost() {
        assertThat(written("coach", "Früh-Yoga", "O'Neill", "a;b", "a b", "\\", "=1+1"))
                .isEqualTo("coach,Früh-Yoga,O'Neill,a;b,a b,\\,=1+1\n");
        assertThat(written("Pilates, Mat", "Aqua \"Gentle\"", "a\nb", "a\rb", " a", "a\t"))
                .isEqualTo("\"Pilates, Mat\",\"Aqua \"\"Gentle\"\"\",\"a\nb\",\"a\rb\",\" a\",\"a\t\"\n");
    }

    @Test
    void writesNullAndEmptyAlikeAndValuesAsTheyTell() {
        assertThat(written(null, "", 7L, new BigDecimal("12.50"), LocalDate.of(2026, 10, 31), true))
                .isEqualTo(",,7,12.50,2026-10-31,true\n");
    }

    @Test
    void writesNoRowThatLooksLikeABlankLine() {
        assertThat(written("")).isEqualTo("\"\"\n");
        assertThat(written(" ")).isEqualTo("\" \"\n");
    }

    @Test
    void saysWhenItCannotWrite() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> new CsvWriter(full).row("a"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no space left");
    }

    private static String written(Object... values) {
        StringWriter out = new StringWriter();
        new CsvWriter(out).row(values);
        return out.toString();
    }
}
