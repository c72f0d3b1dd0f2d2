package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.Suggestion;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the shell offers for the word that is being typed. */
class CandidatesTest {
    @Test
    void areNounsThenVerbsThenOptionsAndTheirValues() {
        assertThat(of("")).contains("member", "payroll", "doctor", "whoami").doesNotContain("");
        assertThat(of("member", "")).contains("list", "show").doesNotContain("member");
        assertThat(of("member", "list", "")).contains("--search", "--limit", "-o");
        assertThat(of("member", "list", "-o", "")).containsExactly("table", "json", "csv", "ndjson");
        assertThat(of("finance", "reverse", "")).contains("payment", "payout", "--reason");
        assertThat(of("doctor", "")).contains("--output");
    }

    @Test
    void areNoneAfterWhatIsNoCommand() {
        assertThat(of("membre", "")).isEmpty();
        assertThat(of("member", "lisst", "")).isEmpty();
        assertThat(of("", "")).isEmpty();
    }

    private static List<String> of(String... words) {
        Console console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                new Console.Terminals(false, false, false),
                Map.of());
        try (App app = new App(console, Map.of(), Clock.systemUTC())) {
            return new Candidates(app)
                    .of(List.of(words)).all().stream().map(Suggestion::value).toList();
        }
    }
}
