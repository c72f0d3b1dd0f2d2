package dev.gymctl.core.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CopyRowsTest {

    @Test
    void escapesWhatTheCopyFormatWouldTakeForItself() {
        StringBuilder line = new StringBuilder();

        CopyRows.append(line, 7L, null, "", "a\tb\nc\rd\\e", "\\N", "\\.", new BigDecimal("12.50"));
        CopyRows.append(line, LocalDate.of(2026, 10, 31), true);

        assertThat(line).hasToString("7\t\\N\t\ta\\tb\\nc\\rd\\\\e\t\\\\N\t\\\\.\t12.50\n2026-10-31\ttrue\n");
    }
}
