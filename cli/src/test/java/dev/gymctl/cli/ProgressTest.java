package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How far a long job has come; each look at the stopwatch finds that two seconds have gone by. */
final class ProgressTest {
    private static final int ROWS = 12_000;
    private static final String CLEARED = "\r\u001b[K";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private long seconds = 1;

    @BeforeEach
    void fresh() {
        database.reset();
    }

    @Test
    void anImportShowsItsRowsOnATerminal() {
        assertThat(importOnTerminal(true))
                .isEqualTo(CLEARED + "rows read: 2 s"
                        + CLEARED + "rows read: 10,000, 2,500 a second"
                        + CLEARED + "12000 rows read, now being checked: 2 s"
                        + CLEARED + "read as UTF-8, separated by comma\n"
                        + "gymctl import undo 1 takes it back\n");
    }

    @Test
    void tellsTheTimeThatIsLeftWhereItKnowsHowMuchThereIs() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        ProgressLine line =
                new ProgressLine(new PrintStream(terminal, true), () -> 80, () -> (seconds += 50) * 1_000_000_000L);
        line.at("rows read", 0, 0);
        line.at("rows read", 250_000, 1_000_000);
        line.at("rows read", 1_000_000, 900_000);
        line.end();
        line.end();

        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .isEqualTo(CLEARED + "rows read: 50 s"
                        + CLEARED + "rows read: 250,000 of 1,000,000 [##-------] 25%, 5 min 0 s left, 2,500 a second"
                        + CLEARED + "rows read: 1,000,000 of 1,000,000 [############] 100%, 0 s left, 6,666 a second"
                        + CLEARED);
    }

    @Test
    void nothingIsShownWhereNobodyLooks() {
        assertThat(importOnTerminal(false))
                .isEqualTo("read as UTF-8, separated by comma\ngymctl import undo 1 takes it back\n");
    }

    private String importOnTerminal(boolean terminal) {
        String rows =
                IntStream.range(0, ROWS).mapToObj(i -> "Member," + i + "\n").collect(Collectors.joining());
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(("first_name,last_name\n" + rows).getBytes(StandardCharsets.UTF_8)),
                OutputStream.nullOutputStream(),
                err,
                new Console.Terminals(false, false, terminal),
                Map.of(),
                () -> (seconds += 2) * 1_000_000_000L);
        Map<String, String> environment = Map.of("HOME", "/nonexistent", "GYMCTL_URL", database.url());
        assertThat(new Cli(console, environment, Clock.systemUTC()).run("member", "import", "-"))
                .isZero();
        return err.toString(StandardCharsets.UTF_8);
    }
}
