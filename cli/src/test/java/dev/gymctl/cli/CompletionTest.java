package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in {@code completions}; {@code -Dgymctl.completions.write} writes them anew. */
final class CompletionTest {
    private static final boolean WRITE = System.getProperty("gymctl.completions.write") != null;
    private static final Path SCRIPTS = Path.of("..", "completions");

    @Test
    void bashScriptIsCurrent() throws IOException {
        assertThatScriptIs("gymctl.bash", CompletionScripts::bash);
    }

    @Test
    void zshScriptIsCurrent() throws IOException {
        assertThatScriptIs("_gymctl", CompletionScripts::zsh);
    }

    @Test
    void fishScriptIsCurrent() throws IOException {
        assertThatScriptIs("gymctl.fish", CompletionScripts::fish);
    }

    @ParameterizedTest
    @CsvSource({"bash,gymctl.bash", "zsh,_gymctl", "fish,gymctl.fish"})
    void printsTheScriptThatIsPartOfTheProgram(String shell, String file) throws IOException {
        assumeThat(WRITE).as("the program has the scripts from before").isFalse();
        assertThat(Transcript.session().run("completion", shell))
                .isEqualTo(new Transcript(0, Files.readString(SCRIPTS.resolve(file)), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gymctl ver|version",
                "gymctl db st|start status stop",
                "gymctl help db u|url",
                "gymctl help t|time timer",
                "gymctl -o json db u|url",
                "gymctl --url postgres : //x db u|url",
                "gymctl db start --ou|--output",
                "'gymctl db start -o '|csv json ndjson table",
                "gymctl db start --output = nd|ndjson",
                "'gymctl completion '|--debug --help --no-color --url -h bash fish zsh",
                "gymctl completion f|fish"
            })
    void completesInBash(String line, String candidates) throws Exception {
        // The words as bash splits them; the last one is under the cursor.
        String script = """
                compopt() { :; }
                IFS=' '
                COMP_WORDS=($1)
                [[ $1 == *' ' ]] && COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _gymctl
                printf '%s\\n' "${COMPREPLY[@]}" | LC_ALL=C sort
                """;
        Process bash = new ProcessBuilder(List.of("bash", "-c", made(CompletionScripts::bash) + script, "bash", line))
                .redirectErrorStream(true)
                .start();
        String found = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(found.strip().replace("\n", " ")).isEqualTo(candidates);
    }

    private static void assertThatScriptIs(String name, Function<CompletionScripts, String> made) throws IOException {
        Path script = SCRIPTS.resolve(name);
        if (WRITE) {
            Files.writeString(script, made(made));
        }
        assertThat(script).content().isEqualTo(made(made));
    }

    private static String made(Function<CompletionScripts, String> made) {
        try (App app = TestApps.plain()) {
            return made.apply(new CompletionScripts(app));
        }
    }
}
