package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorHandlerTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"NOT_FOUND,1", "CONFLICT,1", "INVALID,1", "DENIED,1", "UNAVAILABLE,4", "BUSY,5"})
    void knowsTheExitCodeOfARefusal(GymException.Kind kind, int exit) {
        assertThat(handle(new GymException(kind, "no member 7", "gymctl member list"), Map.of()))
                .isEqualTo(exit);
        assertThat(err()).isEqualTo("gymctl: no member 7\nhint: gymctl member list\n");
    }

    @Test
    void translatesWhatTheDatabaseRefuses() {
        assertThat(handle(new IllegalStateException(new SQLException("class 12 is full", "GY002")), Map.of()))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("gymctl: class 12 is full\n");
    }

    @Test
    void ownsUpToAMistakeOfTheProgram() {
        assertThat(handle(new IllegalStateException("gone"), Map.of())).isEqualTo(1);
        assertThat(err()).isEqualTo("""
                gymctl: internal error: java.lang.IllegalStateException: gone
                hint: run it again with --debug, and report what it prints
                """);
    }

    @Test
    void cancelledIsThree() {
        assertThat(handle(new CancelledException(), Map.of())).isEqualTo(3);
        assertThat(err()).isEqualTo("gymctl: cancelled, nothing was changed\n");
    }

    @Test
    void neverShowsAPassword() {
        IllegalStateException failure = new IllegalStateException(
                "cannot use postgres://ann:gh:e@im@db.example.org/gym?password=geheim&x=1 nor PASSWORD = geheim"
                        + " nor gymctl_" + "geheim-".repeat(6) + "x");
        handle(failure, Map.of("GYMCTL_DEBUG", "1"));

        assertThat(err())
                .contains("postgres://ann:***@db.example.org/gym?password=***&x=1", "    at ")
                .doesNotContain("geheim")
                .doesNotContain("e@im");
    }

    @Test
    void letsNothingUnsafeReachTheTerminal() {
        handle(new GymException(GymException.Kind.NOT_FOUND, "no room \u001b]0;x\u0007\nor so"), Map.of());

        assertThat(err()).isEqualTo("gymctl: no room \\u001b]0;x\\u0007\nor so\n");
    }

    private int handle(Throwable failure, Map<String, String> environment) {
        Console console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                err,
                Console.Terminals.NONE,
                environment);
        try (App app = new App(console, environment, Clock.systemUTC())) {
            return new ErrorHandler(app).handle(failure);
        }
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
