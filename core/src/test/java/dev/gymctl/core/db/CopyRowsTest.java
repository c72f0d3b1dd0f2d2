package dev.gymctl.core.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CopyRowsTest {

    @Test
    void escapesWhatTheCopyFormatWouldTakeForItself() {
        CopyRows.Lines lines = new CopyRows.Lines();

        lines.append(7L, null, "", "a\tb\nc\rd\\e", "\\N", "\\.", "Ł \t😀", new BigDecimal("12.50"));
        lines.append(LocalDate.of(2026, 10, 31), true, Instant.parse("2026-10-31T17:30:00Z"));

        assertThat(new String(lines.toBytes(), StandardCharsets.UTF_8)).isEqualTo("""
                        7\t\\N\t\ta\\tb\\nc\\rd\\\\e\t\\\\N\t\\\\.\tŁ \\t😀\t12.50
                        2026-10-31\ttrue\t2026-10-31T17:30Z
                        """);
    }
}
