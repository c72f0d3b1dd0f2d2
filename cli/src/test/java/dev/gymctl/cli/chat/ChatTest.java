package dev.gymctl.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat, as somebody types it: a coach, two members, and the owner of the database. */
class ChatTest {
    /** Colour, cursor, a link and the clipboard (OSC 8 and 52), C1, carriage return, backspace, right-to-left override. */
    private static final String HOSTILE =
            "\u001b[31m\u001b[2J\u001b]8;;https://x.example\u0007\u001b]52;c;eHg=\u0007\u009b1m\r\b\u202e";

    private static final String SHOWN =
            "\\u001b[31m\\u001b[2J\\u001b]8;;https://x.example\\u0007\\u001b]52;c;eHg=\\u0007"
                    + "\\u009b1m\\u000d\\u0008\\u202e";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static String coach;
    private static String ann;
    private static String bob;

    @BeforeAll
    static void people() {
        ok(owner("gym", "set", "zone=Europe/Berlin"));
        coach = person(1, "Carl", "coach");
        ann = person(2, "Ann", "member");
        bob = person(3, "Bob", "member");
    }

    private static String person(int id, String name, String role) {
        ok(owner("user", "add", name, "--email", name + "@gym.example", "--role", role));
        return owner("user", "token", String.valueOf(id), "--name", name)
                .out()
                .lines()
                .toList()
                .get(1);
    }

    @Test
    void aRoomIsMadeFilledAndPutAway() {
        assertThat(as(coach, "chat", "create", "Staff").out()).matches("made room \\d+, Staff, with 1 user in it\n");
        assertThat(as(coach, "chat", "create", "Staff").out())
                .matches("nothing changed: room \\d+, Staff, is there already\n");
        assertThat(as(coach, "chat", "invite", "Staff", "2", "Bob@gym.example").out())
                .isEqualTo("now Ann, Bob in Staff\n");
        assertThat(as(coach, "chat", "invite", "Staff", "2").out())
                .isEqualTo("nothing changed: Ann in Staff already\n");
        assertThat(as(ann, "chat", "rooms", "Staff", "-o", "csv").out().lines().map(line -> line.split(",", -1)[2]))
                .containsExactly("full_name", "Carl", "Ann", "Bob");
        assertThat(as(coach, "chat", "leave", "Staff", "3").out()).isEqualTo("took Bob out of Staff\n");
        assertThat(as(bob, "chat", "history", "Staff"))
                .isEqualTo(Transcript.failure(
                        1, "you are in no room 'Staff'", "gymctl chat rooms shows those that you are in"));
        assertThat(as(ann, "chat", "leave", "Staff", "1"))
                .isEqualTo(Transcript.failure(1, "a member may not take a coach out of a room", null));
        assertThat(as(coach, "chat", "archive", "Staff").out()).isEqualTo("Staff is archived\n");
        assertThat(as(coach, "chat", "archive", "Staff").out())
                .isEqualTo("nothing changed: Staff is archived already\n");
        assertThat(as(ann, "chat", "send", "Staff", "hello"))
                .isEqualTo(Transcript.failure(1, "the room 'Staff' is archived", null));
        assertThat(as(coach, "chat", "archive", "Staff", "--reopen").out()).isEqualTo("Staff is not archived\n");
        assertThat(as(ann, "chat", "leave", "Staff").out()).isEqualTo("left Staff\n");
        assertThat(as(ann, "chat", "create", "Mine"))
                .isEqualTo(Transcript.failure(
                        1,
                        "only a coach, a treasurer or an admin may use 'chat create'",
                        "you are user 2, Ann@gym.example, a member"));
    }

    @Test
    void whoIsFreeToJoinsJoins() {
        ok(as(coach, "chat", "create", "Open", "--open"));
        assertThat(as(ann, "chat", "send", "Open", "hi"))
                .isEqualTo(Transcript.failure(1, "you are in no room 'Open'", "gymctl chat join 'Open'"));
        assertThat(as(ann, "chat", "rooms", "--all").out()).contains("Open");
        assertThat(as(ann, "chat", "join", "open").out()).isEqualTo("joined Open\n");
        assertThat(as(ann, "chat", "join", "open").out()).isEqualTo("nothing changed: you are in Open already\n");
        assertThat(as(coach, "chat", "create", "Two", "--direct", "2", "--open").exit())
                .isEqualTo(2);
        ok(as(coach, "chat", "create", "Two", "--direct", "2"));
        assertThat(as(ann, "chat", "rooms", "Two", "-o", "csv").out().lines()).hasSize(3);
    }

    @Test
    void whatIsSentIsUnreadUntilItIsRead() {
        room("Desk");
        assertThat(as(coach, "chat", "send", "Desk", "the key", "--title", "Key")
                        .out())
                .matches("sent message \\d+, #1 of Desk\n");
        assertThat(session(coach)
                        .stdin("two\nlines\n")
                        .run("chat", "send", "Desk")
                        .out())
                .matches("sent message \\d+, #2 of Desk\n");
        assertThat(session(coach)
                        .stdin("three")
                        .run("chat", "send", "Desk", "-")
                        .exit())
                .isZero();
        assertThat(as(ann, "chat", "unread", "-o", "json").out()).contains("\"room_name\": \"Desk\"", "\"unread\": 3");
        assertThat(as(ann, "chat", "read", "Desk", "--up-to", "1").out())
                .isEqualTo("Desk is read, but for 2 messages\n");
        assertThat(as(ann, "chat", "read", "Desk").out()).isEqualTo("Desk is read\n");
        assertThat(as(ann, "chat", "read", "Desk").out()).isEqualTo("nothing changed: Desk is read already\n");
        assertThat(as(ann, "chat", "unread", "-o", "csv").out()).doesNotContain("Desk");

        assertThat(as(ann, "chat", "history", "Desk").out().replaceAll("  \\d{4}-.{11}  ", "  TIME  "))
                .isEqualTo("""
                        #1  TIME  Carl  Key
                            the key
                        #2  TIME  Carl
                            two
                            lines
                        #3  TIME  Carl
                            three
                        """);
        Transcript page = as(ann, "chat", "history", "Desk", "--limit", "1", "--before", "3");
        assertThat(page.out()).startsWith("#2 ");
        assertThat(page.err()).isEqualTo("there are more: go back with --before 2\n");
        assertThat(as(ann, "chat", "history", "Desk", "--limit", "1", "--after", "1")
                        .err())
                .isEqualTo("there are more: go on with --after 2\n");
        assertThat(as(ann, "chat", "history", "Desk", "--since", "2000-01-01T00:00", "-o", "ndjson")
                        .out()
                        .lines())
                .hasSize(3)
                .element(1)
                .asString()
                .contains("\"content\": \"two\\nlines\\n\"");
        assertThat(as(ann, "chat", "history", "Desk", "--after", "1", "--before", "3")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void oneMessageGoesToAllRooms() {
        room("Many 1");
        room("Many 2");
        assertThat(as(bob, "chat", "send", "--all", "--matching", "many", "closed", "--dry-run")
                        .out())
                .isEqualTo("would send to Many 1, Many 2; nothing was changed\n");
        assertThat(as(bob, "chat", "send", "--all", "--matching", "many", "closed")
                        .out())
                .isEqualTo("sent to Many 1, Many 2\n");
        assertThat(as(ann, "chat", "history", "Many 2", "-o", "csv").out().lines())
                .hasSize(2);
        assertThat(as(bob, "chat", "send", "--all", "Many 1", "closed"))
                .isEqualTo(Transcript.failure(2, "--all goes without a room", "gymctl chat send --all TEXT"));
        assertThat(as(bob, "chat", "send")).isEqualTo(Transcript.failure(2, "to which room?", "name one, or --all"));
    }

    @Test
    void wordsAreFoundAndTakenAway() {
        room("Find");
        String id = as(ann, "chat", "send", "Find", "the blue kettlebell is broken")
                .out()
                .replaceAll("\\D+(\\d+),.*\\s", "$1");
        assertThat(as(bob, "chat", "search", "KETTLEBELL -red", "-o", "json").out())
                .contains("\"id\": " + id + ",", "\"snippet\": \"blue «kettlebell» is broken\"");
        assertThat(as(bob, "chat", "search", "kettlebell", "--room", "Find").out())
                .contains("«kettlebell»");
        assertThat(as(bob, "chat", "search", "?!"))
                .isEqualTo(Transcript.failure(1, "there is no word in '?!' to look for", null));
        assertThat(as(bob, "chat", "delete", id, "--yes"))
                .isEqualTo(Transcript.failure(
                        1, "message %s is user 2's: only they and an admin may delete it".formatted(id), null));
        assertThat(as(ann, "chat", "delete", id))
                .isEqualTo(Transcript.failure(2, "this needs a yes, and there is no terminal to ask on", "add --yes"));
        assertThat(as(ann, "chat", "delete", id, "--dry-run").out())
                .isEqualTo("would delete message %s of Ann in Find; nothing was changed\n".formatted(id));
        assertThat(as(ann, "chat", "delete", id, "--yes").out())
                .isEqualTo("deleted message %s of Ann in Find\n".formatted(id));
        assertThat(as(ann, "chat", "delete", id, "--yes").out())
                .isEqualTo("nothing changed: message %s of Ann in Find is deleted already\n".formatted(id));
        assertThat(as(bob, "chat", "search", "kettlebell").err()).isEqualTo("no message has these words\n");
        assertThat(as(bob, "chat", "history", "Find").out()).contains("    (deleted)\n");
    }

    /** What a person sees has no character that acts on the terminal, and no text can pass for another's line. */
    @Test
    void nothingThatWasWrittenActsOnTheTerminal() {
        room("Safe");
        database.owner().useHandle(handle -> {
            handle.execute("update gymctl.users set first_name = ? where id = 3", "Bob" + HOSTILE + "\n#9");
            handle.execute("update gymctl.rooms set room_name = ? where room_name = 'Safe'", "Safe" + HOSTILE);
        });
        String room = "Safe" + HOSTILE;
        ok(as(
                bob,
                "chat",
                "send",
                room,
                "text " + HOSTILE + "\n#2  2026-01-01 00:00  Ann\n" + "w".repeat(100),
                "--title",
                "title " + HOSTILE));

        Transcript history = session(ann).terminal().run("chat", "history", room);
        assertThat(history.out().replace(SHOWN.substring(0, 12), "…")).contains("…");
        for (String[] command : List.of(
                new String[] {"chat", "history", room},
                new String[] {"chat", "rooms"},
                new String[] {"chat", "rooms", room},
                new String[] {"chat", "search", "text"},
                new String[] {"chat", "search", "text", "-o", "csv"},
                new String[] {"chat", "unread"},
                new String[] {"chat", "read", room},
                new String[] {"chat", "history", room, "-o", "json"})) {
            Transcript seen = session(ann).terminal().run(command);
            assertThat(seen.exit()).as(seen.err()).isZero();
            assertThat((seen.out() + seen.err())
                            .replace("\u001b[1m", "")
                            .replace("\u001b[0m", "")
                            .replace("\n", ""))
                    .as(String.join(" ", command))
                    .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u202a-\u202e]");
        }
        assertThat(history.out().lines().filter(line -> !line.startsWith("    ")))
                .hasSize(1);
        assertThat(history.out().lines())
                .allMatch(line -> line.replaceAll("\u001b\\[[01]m", "").length() <= 80);
        assertThat(as(ann, "chat", "history", room, "-o", "csv").out())
                .as("exact where no terminal is")
                .contains(HOSTILE);
        database.owner().useHandle(handle -> handle.execute("update gymctl.users set first_name = 'Bob' where id = 3"));
    }

    @Test
    void theOwnerSpeaksOnlyInSomebodysName() {
        room("Owned");
        assertThat(owner("chat", "send", "Owned", "hello"))
                .isEqualTo(Transcript.failure(
                        2,
                        "in whose name? the owner of the database is in no room",
                        "add --as USER, or gymctl login EMAIL"));
        assertThat(owner("chat", "send", "Owned", "hello", "--as", "ann@gym.example")
                        .out())
                .matches("sent message \\d+, #1 of Owned\n");
        ok(as(ann, "chat", "send", "Owned", "my own words"));
        ok(owner("chat", "send", "--all", "--matching", "owned", "to all", "--as", "2"));
        assertThat(owner("audit", "log", "-o", "ndjson")
                        .out()
                        .lines()
                        .filter(line -> line.contains("\"action\": \"chat send\"")))
                .as("whose words these were not")
                .hasSize(2)
                .allMatch(
                        line -> line.contains("\"user\": \"2\"") && line.contains("owner") && line.contains("message"))
                .noneMatch(line -> line.contains("hello") || line.contains("to all"));
        assertThat(owner("chat", "history", "Owned").out()).contains("Ann");
        assertThat(owner("chat", "rooms", "-o", "csv").out()).contains("Owned");
        assertThat(as(coach, "chat", "send", "Owned", "hello", "--as", "2"))
                .isEqualTo(Transcript.failure(
                        1,
                        "only the owner of the database acts in the name of '2'",
                        "you are user 1, Carl@gym.example"));
        ok(as(coach, "chat", "send", "Owned", "hello", "--as", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000"})
    void whatIsNoMessageIsRefused(String text) {
        assertThat(session(coach).stdin(text).run("chat", "send", "Anywhere").exit())
                .isEqualTo(1);
        assertThat(session(coach).stdin("x".repeat(65_537)).run("chat", "send", "Anywhere"))
                .isEqualTo(Transcript.failure(1, "the message has more than 65536 bytes", null));
    }

    @Test
    void aTailIsOfLines() {
        room("Tail");
        assertThat(as(ann, "chat", "tail", "Tail", "-o", "json"))
                .isEqualTo(Transcript.failure(2, "what has no end is printed as lines, or as ndjson", "-o ndjson"));
        assertThat(as(ann, "chat", "tail", "Tail", "Open", "--after", "1"))
                .isEqualTo(Transcript.failure(2, "--after 1: of which room?", "--after ROOM=1"));
        assertThat(as(ann, "chat", "tail", "Tail", "--after", "Desk=1").exit()).isEqualTo(2);
        assertThat(as(ann, "chat", "tail", "Nowhere").exit()).isEqualTo(1);
    }

    private static void room(String name) {
        ok(as(coach, "chat", "create", name));
        ok(as(coach, "chat", "invite", name, "2", "3"));
    }

    private static void ok(Transcript transcript) {
        assertThat(transcript.exit()).as(transcript.err()).isZero();
    }

    private static Transcript as(String token, String... words) {
        return session(token).run(words);
    }

    private static Transcript.Session session(String token) {
        return Transcript.session().env("GYMCTL_URL", database.appUrl()).env("GYMCTL_TOKEN", token);
    }

    private static Transcript owner(String... words) {
        return Transcript.session().env("GYMCTL_URL", database.url()).run(words);
    }
}
