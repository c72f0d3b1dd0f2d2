package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CliTest {
    private final Transcript.Session gymctl = Transcript.session();

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help", "-h"})
    void showsAllNounsWithoutACommand(String line) {
        Transcript help = gymctl.run(words(line));

        assertThat(help.exit()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Runs a gym from a terminal.\n").contains("  version       Show");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"version --help", "help version", "--help version", "version -h", "help version x", "-h version"
            })
    void explainsOneVerb(String line) {
        Transcript help = gymctl.run(words(line));

        assertThat(help.exit()).isZero();
        assertThat(help.out()).startsWith("Usage: gymctl version [OPTIONS]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db --help", "help db", "db help", "-h db"})
    void listsTheVerbsOfANoun(String line) {
        Transcript help = gymctl.run(words(line));

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Usage: gymctl db VERB [ARGUMENTS] [OPTIONS]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "--no-color --version"})
    void tellsItsVersion(String line) {
        assertThat(gymctl.run(words(line)).out()).matches("gymctl \\d+\\.\\d+\\.\\d+\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o json version", "version -o json", "version --output=json", "--no-color -ojson version"})
    void takesOptionsAnywhere(String line) {
        Transcript version = gymctl.run(words(line));

        assertThat(version.err()).isEmpty();
        assertThat(version.out()).startsWith("{\n  \"program\": ");
    }

    @Test
    void guessesTheCommandThatWasMeant() {
        assertThat(gymctl.run("verison"))
                .isEqualTo(Transcript.failure(2, "no such command: verison", "did you mean gymctl version?"));
        assertThat(gymctl.run("hepl"))
                .isEqualTo(Transcript.failure(2, "no such command: hepl", "did you mean gymctl help?"));
        assertThat(gymctl.run("help", "exit-cdoes"))
                .isEqualTo(
                        Transcript.failure(2, "no such command: exit-cdoes", "did you mean gymctl help exit-codes?"));
        assertThat(gymctl.run("help", "tmie").err()).endsWith("hint: did you mean gymctl help time?\n");
        assertThat(gymctl.run("treadmill"))
                .isEqualTo(Transcript.failure(2, "no such command: treadmill", "see gymctl --help"));
    }

    @Test
    void guessesTheOptionThatWasMeant() {
        assertThat(gymctl.run("version", "--outptu", "json"))
                .isEqualTo(Transcript.failure(
                        2, "unknown option: --outptu", "did you mean --output? see gymctl version --help"));
    }

    @Test
    void refusesWhatIsTooMuch() {
        assertThat(gymctl.run("version", "7"))
                .isEqualTo(Transcript.failure(2, "unexpected argument: 7", "see gymctl version --help"));
        assertThat(gymctl.run("--loud"))
                .isEqualTo(Transcript.failure(2, "unknown option: --loud", "see gymctl --help"));
        assertThat(gymctl.run("version", "@file").err()).startsWith("gymctl: unexpected argument: @file\n");
    }

    @Test
    void refusesAnUnknownFormat() {
        assertThat(gymctl.run("version", "-o", "xml"))
                .isEqualTo(Transcript.failure(
                        2,
                        "invalid value for option '--output': one of table, json, csv, ndjson, not 'xml'",
                        "see gymctl version --help"));
    }

    @Test
    void takesTheFormatFromOptionThenEnvironmentThenFile(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("gymctl"));
        Files.writeString(home.resolve("gymctl/config.properties"), "output=csv\n");
        gymctl.env("XDG_CONFIG_HOME", home.toString());

        assertThat(gymctl.run("version").out()).startsWith("program,java\n");
        gymctl.env("GYMCTL_OUTPUT", "ndjson");
        assertThat(gymctl.run("version").out()).startsWith("{\"program\": ");
        assertThat(gymctl.run("version", "-o", "table").out()).startsWith("program  ");
        gymctl.env("GYMCTL_OUTPUT", "paper");
        assertThat(gymctl.run("version"))
                .isEqualTo(Transcript.failure(
                        2, "unknown output format \"paper\" (GYMCTL_OUTPUT)", "use table, json, csv or ndjson"));
    }

    @Test
    void readsNoSettingsFromTheDirectoryItIsCalledIn(@TempDir Path home) throws Exception {
        Path relative = Path.of("").toAbsolutePath().relativize(home.toAbsolutePath());
        Files.createDirectories(home.resolve("gymctl"));
        Files.writeString(home.resolve("gymctl/config.properties"), "output=csv\n");

        assertThat(gymctl.env("XDG_CONFIG_HOME", relative.toString())
                        .run("version")
                        .out())
                .startsWith("program  ");
    }

    @Test
    void showsAStackTraceOnlyWhenAsked() {
        assertThat(gymctl.run("version", "7").err()).doesNotContain("    at ");
        assertThat(gymctl.run("version", "7", "--debug").err()).contains("    at dev.gymctl.cli.Cli");
        assertThat(gymctl.env("GYMCTL_DEBUG", "1").run("version", "7").err()).contains("    at dev.gymctl.cli.Cli");
    }

    @ParameterizedTest
    @ValueSource(strings = {"terminal", "terminal NO_COLOR=1", "terminal TERM=dumb", "terminal --no-color", "pipe"})
    void coloursOnlyATerminalThatWantsIt(String circumstances) {
        if (circumstances.startsWith("terminal")) {
            gymctl.terminal();
        }
        if (circumstances.contains("=")) {
            int equals = circumstances.indexOf('=');
            gymctl.env(circumstances.substring("terminal ".length(), equals), circumstances.substring(equals + 1));
        }
        String out = gymctl.run(words(circumstances.endsWith("--no-color") ? "--no-color version" : "version"))
                .out();

        assertThat(out.contains("\u001b[1m")).isEqualTo(circumstances.equals("terminal"));
    }

    private static String[] words(String line) {
        return line.isEmpty() ? new String[0] : line.split(" ", -1);
    }
}
