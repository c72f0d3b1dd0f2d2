package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.Suggestion;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.ArgSpec;

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

    /** Labels of what nobody can list: texts, numbers, and names of what is yet to be. */
    private static final Set<String> FREE = Set.of(
            "FIRST_NAME",
            "LAST_NAME",
            "NAME",
            "EMAIL",
            "PHONE",
            "TEXT",
            "TITLE",
            "CLASS_TITLE",
            "PLACE",
            "N",
            "AMOUNT",
            "DAY",
            "KEY",
            "ID",
            "NUMBER",
            "SECONDS",
            "URL",
            "PATH",
            "KEY=VALUE",
            "THEIRS=OURS",
            "OURS=THEIRS",
            "[COLUMN=]FORMAT",
            "NAME,NAME",
            "CHARSET",
            "CHARACTER",
            "CLASSES",
            "MESSAGE",
            "PART",
            "WHO",
            "ACTION",
            "KIND=ID",
            "ID:HASH");

    @ParameterizedTest
    @MethodSource("dev.gymctl.cli.CommandsTest#commands")
    void anArgumentIsOfAKindOrListedOrFree(String command) {
        try (App app = TestApps.plain()) {
            for (ArgSpec argument : Cli.commandLine(command, Commands.create(command, app), app)
                    .getCommandSpec()
                    .args()) {
                boolean known = argument.arity().max() == 0
                        || argument.completionCandidates() != null
                        || argument.paramLabel().matches("FILE|DIR")
                        || !ValueKind.of(argument).isEmpty();
                assertThat(known)
                        .as(command + " " + argument.paramLabel())
                        .isNotEqualTo(FREE.contains(argument.paramLabel())
                                && argument.completionCandidates() == null
                                && argument.arity().max() > 0);
            }
        }
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
