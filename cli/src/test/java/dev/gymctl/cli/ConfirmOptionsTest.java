package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ConfirmOptionsTest {
    private final ConfirmOptions options = new ConfirmOptions();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void asksNobodyWhenToldYes() {
        new CommandLine(options).parseArgs("--yes");

        assertThatCode(() -> options.confirm(console("", false), "erase member 7?"))
                .doesNotThrowAnyException();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "YES\n", " yes "})
    void goesOnWhenThePersonSaysYes(String answer) {
        assertThatCode(() -> options.confirm(console(answer, true), "erase member 7?"))
                .doesNotThrowAnyException();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("erase member 7? [y/N] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "", "yep\n"})
    void stopsWhenThePersonSaysAnythingElse(String answer) {
        assertThatThrownBy(() -> options.confirm(console(answer, true), "erase member 7?"))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void namesTheFlagWhenThereIsNobodyToAsk() {
        assertThatThrownBy(() -> options.confirm(console("y\n", false), "erase member 7?"))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.hint()).isEqualTo("add --yes"));
    }

    private Console console(String stdin, boolean terminal) {
        return new Console(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                OutputStream.nullOutputStream(),
                err,
                new Console.Terminals(terminal, terminal, terminal),
                Map.of());
    }
}
