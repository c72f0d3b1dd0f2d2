package dev.gymctl.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutionContextTextTest {
    private final ExecutionContextText text = new ExecutionContextText();

    @Test
    void keepsStringsAndLongsAsTheyAre() throws IOException {
        Map<String, Object> context =
                Map.of("after", 42L, "file & name", "a=b:c&d\n é", "empty", "", "batch.executed", true);

        assertThat(read(written(context))).isEqualTo(context);
        assertThat(read(written(Map.of()))).isEmpty();
    }

    @Test
    void isReadableInTheDatabase() throws IOException {
        assertThat(written(Map.of("after", 42L, "batch.version", "6.0.6")))
                .isEqualTo("after=l:42&batch.version=s:6.0.6");
    }

    @Test
    void takesNothingElse() {
        assertThatThrownBy(() -> written(Map.of("day", LocalDate.EPOCH)))
                .hasMessage("an execution context holds only strings and longs, but day is a java.time.LocalDate");
        assertThatThrownBy(() -> read("day=d:1970-01-01")).isInstanceOf(IOException.class);
    }

    private String written(Map<String, Object> context) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.serialize(context, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Map<String, Object> read(String written) throws IOException {
        return text.deserialize(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)));
    }
}
