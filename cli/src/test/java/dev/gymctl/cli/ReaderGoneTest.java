package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gymctl … | head}: the reader has what it wanted and goes, while there is much more to be written. */
final class ReaderGoneTest {
    private static final int MEMBERS = 20_000;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeAll
    static void fill() {
        database.owner().useTransaction(handle -> {
            handle.execute(
                    "insert into gymctl.users (first_name, last_name, date_joined) select 'Member', n::text, now()"
                            + " from generate_series(1, ?) n",
                    MEMBERS);
            handle.execute("insert into gymctl.members (user_id) select id from gymctl.users");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "member export",
                "member list -o csv",
                "member list -o ndjson",
                "member list -o json",
                "db backup -"
            })
    void endsQuietly(String command) {
        assertThat(run("Broken pipe", command)).isEqualTo(new Transcript(0, "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"member export", "db backup -"})
    void saysWhenTheDiskIsFull(String command) {
        assertThat(run("No space left on device", command))
                .isEqualTo(new Transcript(1, "", "gymctl: cannot write the output: No space left on device\n"));
    }

    @Test
    void whoeverWritesMuchIsStopped() throws IOException {
        Console console = console("Broken pipe", new ByteArrayOutputStream());
        byte[] piece = new byte[1000];
        int written = 0;
        try (OutputStream stream = console.stream()) {
            while (written < 1_000_000) {
                stream.write(piece);
                written += piece.length;
            }
        } catch (OutputGoneException e) {
            assertThat(written).isLessThan(100_000);
            return;
        }
        throw new AssertionError("wrote on and on");
    }

    private static Transcript run(String failure, String command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment =
                Map.of("HOME", "/nonexistent", "GYMCTL_URL", database.ownerUrl(), "PATH", "/nowhere");
        int exit = new Cli(console(failure, err), environment, Clock.systemUTC()).run(command.split(" ", -1));
        return new Transcript(exit, "", err.toString(StandardCharsets.UTF_8));
    }

    private static Console console(String failure, OutputStream err) {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        };
        return new Console(InputStream.nullInputStream(), gone, err, Console.Terminals.NONE, Map.of());
    }
}
