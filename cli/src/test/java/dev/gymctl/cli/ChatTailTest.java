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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code gymctl chat tail}, whose reader goes when it has seen enough. */
@Timeout(60)
final class ChatTailTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeAll
    static void fill() {
        database.owner().useHandle(handle -> {
            handle.execute("insert into gymctl.users (first_name, last_name, date_joined) values ('Ann', 'B', now())");
            handle.execute("insert into gymctl.rooms (room_name) values ('Lobby'), ('Staff'), ('Desk')");
            handle.execute("insert into gymctl.room_users (room_id, user_id) values (1, 1), (2, 1), (3, 1)");
        });
    }

    @Test
    void printsAnObjectALineAndEndsQuietlyWhenTheReaderHasGone() {
        send("Lobby", "one");
        send("Lobby", "two\nlines");
        send("Lobby", "three");
        Reader reader = new Reader("two");
        Transcript ended = tail(reader, "Lobby", "--after", "0", "-o", "ndjson");
        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"id\": ") && line.endsWith("}"));
        assertThat(ended.out()).contains("\"number\": 2", "\"content\": \"two\\nlines\"");
    }

    @Test
    void printsLinesOfSeveralRooms() {
        send("Staff", "secret \u001b[2J");
        send("Desk", "end");
        send("Desk", "more");
        Transcript ended = tail(new Reader("end"), "Staff", "Desk", "--after", "Staff=0", "--after", "Desk=0");
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("[Staff]  #1  ", "    secret \\u001b[2J\n", "[Desk]  #1  ");
    }

    private static void send(String room, String text) {
        Transcript sent =
                Transcript.session().env("GYMCTL_URL", database.url()).run("chat", "send", room, text, "--as", "1");
        assertThat(sent.exit()).as(sent.err()).isZero();
    }

    private static Transcript tail(Reader reader, String... words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of("HOME", "/nonexistent", "GYMCTL_URL", database.url());
        Console console = new Console(InputStream.nullInputStream(), reader, err, Console.Terminals.NONE, environment);
        String[] command = new String[words.length + 2];
        command[0] = "chat";
        command[1] = "tail";
        System.arraycopy(words, 0, command, 2, words.length);
        int exit = new Cli(console, environment, Clock.systemUTC()).run(command);
        return new Transcript(exit, reader.text(), err.toString(StandardCharsets.UTF_8));
    }

    /** Goes after it has read a certain word. */
    private static final class Reader extends OutputStream {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final String last;

        Reader(String last) {
            this.last = last;
        }

        @Override
        public void write(int b) throws IOException {
            if (text().contains(last) && text().endsWith("\n")) {
                throw new IOException("Broken pipe");
            }
            read.write(b);
        }

        String text() {
            return read.toString(StandardCharsets.UTF_8);
        }
    }
}
