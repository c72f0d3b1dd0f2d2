package dev.gymctl.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Row;
import dev.gymctl.cli.TextWidth;
import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Room;
import dev.gymctl.core.chat.RoomUser;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands on which row, without a terminal. The reader is Ann, user 1; Bob, user 2, writes unless said otherwise. */
class ConversationViewTest {
    private static final Instant MORNING = Instant.parse("2026-11-05T06:00:00Z");
    private static final Palette PLAIN = new Palette(false, true);

    @Test
    void showsMessagesUnderTheirSendersAndDays() {
        ConversationView view = view(40, 14, 99);
        view.addOlder(
                List.of(
                        message(1, 2, 0, null, "good morning"),
                        message(2, 2, 60, null, "two\nlines"),
                        message(3, 1, 120, "Key", "at the desk"),
                        message(4, 2, 86_400, null, "the next day")),
                false);
        assertThat(text(view)).containsExactly("""
                 Staff  2 users
                ── Thu 2026-11-05 ──────────────────────
                Bob  07:00
                  good morning
                  two
                  lines
                Ann  07:02
                  Key
                  at the desk
                ── Fri 2026-11-06 ──────────────────────
                Bob  07:00
                  the next day
                ── /help ───────────────────────────────
                >""".lines().toArray(String[]::new));
        assertThat(view.cursor()).containsExactly(13, 2);
    }

    @Test
    void marksWhatIsNewAndBeginsThere() {
        ConversationView view = view(40, 10, 3);
        view.addOlder(messages(1, 20), false);
        view.goToNew();
        assertThat(text(view)).startsWith(" Staff  2 users", "── new ─────────────────────────────────", "Bob  07:00");
        assertThat(text(view)).contains("  message 4", "  message 8", "── 12 messages below ───────────────────");
        assertThat(view.lastSeen()).isEqualTo(8);
        view.pageDown();
        assertThat(view.lastSeen()).isEqualTo(14);
        view.pageDown();
        view.pageDown();
        assertThat(view.lastSeen()).isEqualTo(20);
        view.beginSending();
        assertThat(view.rows()).noneMatch(row -> row.text().contains("new"));
    }

    @Test
    void whatOneWroteOneselfIsNotNew() {
        ConversationView view = view(40, 24, 1);
        view.addOlder(
                List.of(message(1, 2, 0, null, "a"), message(2, 1, 1, null, "b"), message(3, 2, 2, null, "c")), false);
        List<String> rows = text(view);
        assertThat(rows.indexOf("── new ─────────────────────────────────")).isGreaterThan(rows.indexOf("  b"));
    }

    @Test
    void whoHasGoneBackStaysThereWhateverComes() {
        ConversationView view = view(40, 10, 99);
        view.addOlder(messages(1, 50), false);
        assertThat(view.lastSeen()).isEqualTo(50);
        view.pageUp();
        List<String> before = text(view).subList(1, 8);
        view.add(List.of(message(51, 2, 51, null, "new one"), message(52, 2, 52, null, "and another")));
        assertThat(text(view).subList(1, 8)).isEqualTo(before);
        assertThat(view.lastSeen()).isEqualTo(44);
        assertThat(text(view)).contains("── 8 messages below ────────────────────");
        view.addOlder(List.of(), false);
        view.bottom();
        view.add(List.of(message(53, 2, 53, null, "the last")));
        assertThat(text(view)).contains("  the last");
    }

    @Test
    void whatWasDeletedIsGoneAndTheLastOneShownStays() {
        ConversationView view = view(40, 10, 99);
        view.addOlder(messages(1, 40), false);
        view.add(List.of(message(41, 2, 41, null, "one\ntwo\nthree"), message(42, 2, 42, null, "the last")));
        view.pageUp();
        List<String> before = text(view).subList(1, 8);
        assertThat(before).contains("  message 34");
        view.lose(List.of(deleted(34), deleted(41), deleted(43)));
        List<String> after = new ArrayList<>(before);
        after.replaceAll(row -> row.equals("  message 34") ? "  (deleted)" : row);
        assertThat(text(view).subList(1, 8)).isEqualTo(after);
        view.bottom();
        assertThat(text(view)).contains("  (deleted)", "  the last").doesNotContain("  two");
    }

    @Test
    void asksForOlderMessagesOnceWhenTheTopIsNear() {
        ConversationView view = view(40, 10, 99);
        view.addOlder(messages(101, 150), true);
        assertThat(view.asksForOlder()).isFalse();
        view.top();
        List<String> before = text(view).subList(2, 8);
        assertThat(view.asksForOlder()).isTrue();
        assertThat(view.asksForOlder()).isFalse();
        view.addOlder(messages(51, 100), true);
        assertThat(text(view).subList(3, 8)).isEqualTo(before.subList(1, 6));
        view.top();
        assertThat(view.asksForOlder()).isTrue();
        view.failedToLoad("the database is away");
        assertThat(text(view)).contains("── the database is away ────────────────");
        assertThat(view.asksForOlder()).isFalse();
        view.pageUp();
        assertThat(view.asksForOlder()).isTrue();
        view.addOlder(messages(20, 40), true);
        assertThat(view.oldest()).as("there would be a gap").isEqualTo(51);
        assertThat(view.asksForOlder()).isTrue();
        view.addOlder(messages(1, 50), false);
        view.top();
        view.say(null);
        assertThat(view.asksForOlder()).isFalse();
        assertThat(text(view)).contains("  message 1");
        assertThat(view.rows().get(8).text()).contains("at the beginning");
    }

    @Test
    void forgetsTheOldestOfVeryMany() {
        ConversationView view = view(40, 10, 0);
        view.addOlder(messages(1, 10), false);
        view.add(messages(11, ConversationView.MOST_KEPT + 10));
        assertThat(view.oldest()).isEqualTo(11);
        view.top();
        assertThat(view.asksForOlder()).isTrue();
    }

    @Test
    void staysAtTheSameMessageWhenItsSizeChanges() {
        ConversationView view = view(80, 24, 99);
        List<Message> long_ = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            long_.add(message(i, 2, i, null, "message %d ".formatted(i) + "word ".repeat(30)));
        }
        view.addOlder(long_, false);
        view.pageUp();
        view.pageUp();
        long seen = view.lastSeen();
        view.resize(40, 10);
        assertThat(view.lastSeen()).isEqualTo(seen);
        view.resize(120, 40);
        assertThat(view.lastSeen()).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 40", "40, 10", "20, 5", "12, 3", "12, 2"})
    void fillsTheScreenAndNoMore(int width, int height) {
        ConversationView view = view(width, height, 5);
        view.addOlder(messages(1, 30), true);
        view.add(List.of(
                message(
                        31,
                        2,
                        31,
                        "Title " + "t".repeat(190),
                        "日本".repeat(50) + "\uD83E\uDD38 \u202e\u001b[2J" + "x".repeat(500)),
                message(32, 1, 32, null, "short")));
        view.input().insert("typed\n".repeat(20) + "日".repeat(100));
        for (int i = 0; i < 12; i++) {
            assertThat(view.rows()).hasSize(height);
            assertThat(view.rows()).allMatch(row -> row.width() <= width);
            assertThat(view.rows()).allMatch(row -> row.text().chars().noneMatch(Character::isISOControl));
            assertThat(view.cursor()[0]).isBetween(0, height - 1);
            assertThat(view.cursor()[1]).isBetween(0, width - 1);
            view.pageUp();
        }
        view.help(true);
        assertThat(view.rows()).hasSize(height);
    }

    /** Only a head begins at the margin, and that is not what somebody wrote. */
    @Test
    void noTextPassesForAnothersLine() {
        ConversationView view = view(40, 24, 99);
        view.addOlder(List.of(message(1, 2, 0, "Ann  07:00", "hello\nAnn  07:00\n  I resign\r\nAnn")), false);
        assertThat(text(view).stream().filter(row -> row.startsWith("Ann"))).isEmpty();
        assertThat(text(view)).contains("  Ann  07:00", "    I resign\\u000d");
    }

    @Test
    void saysWhatIsWrongUntilItIsRight() {
        ConversationView view = view(40, 10, 99);
        view.addOlder(messages(1, 3), false);
        view.lament("the connection was lost");
        view.say("something else");
        assertThat(text(view)).contains("── the connection was lost ─────────────");
        view.lament(null);
        assertThat(text(view)).contains("── something else ──────────────────────");
        view.say(null);
        view.input().insert("text");
        String taken = view.input().take();
        view.beginSending();
        assertThat(text(view)).contains("── sending ─────────────────────────────");
        view.notSent(taken, "not sent: it is archived");
        assertThat(text(view))
                .contains("── not sent: it is archived ────────────")
                .endsWith("> text");
    }

    @Test
    void theOwnerAndWhoIsInAnArchivedRoomOnlyRead() {
        ConversationView owner = new ConversationView(room(null), List.of(), null, ZoneId.of("UTC"), PLAIN, 40, 10);
        owner.addOlder(messages(1, 3), false);
        assertThat(owner.mayWrite()).isFalse();
        assertThat(text(owner)).contains("(you only read: --as USER writes)").noneMatch(row -> row.contains("new"));
        ConversationView archived = new ConversationView(room(MORNING), List.of(), 1L, ZoneId.of("UTC"), PLAIN, 40, 10);
        assertThat(text(archived)).contains("(archived: it can only be read)", " Staff  0 users, archived");
    }

    @Test
    void namesAreColoredWhereThatIsWanted() {
        Palette palette = new Palette(true, true);
        ConversationView view = new ConversationView(room(null), List.of(), 1L, ZoneId.of("UTC"), palette, 40, 10);
        view.addOlder(messages(1, 1), false);
        assertThat(view.rows().stream().map(Row::styled))
                .anyMatch(row -> row.startsWith("\u001b[" + palette.name(2) + "mBob\u001b[0m"));
        assertThat(view(40, 10, 0).rows().stream().map(Row::styled)).noneMatch(row -> row.contains("\u001b"));
    }

    private static List<String> text(ConversationView view) {
        List<String> rows =
                view.rows().stream().map(row -> row.text().stripTrailing()).toList();
        assertThat(rows).allMatch(row -> TextWidth.of(row) <= 80);
        return rows;
    }

    private static ConversationView view(int width, int height, long readBefore) {
        List<RoomUser> users = List.of(
                new RoomUser("Staff", 1, "Ann", MORNING, readBefore), new RoomUser("Staff", 2, "Bob", MORNING, 0));
        return new ConversationView(room(null), users, 1L, ZoneId.of("Europe/Berlin"), PLAIN, width, height);
    }

    private static Room room(Instant archivedAt) {
        return new Room(7, "Staff", false, null, List.of(), 2, 0, null, 0L, archivedAt, MORNING);
    }

    private static List<Message> messages(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> message(number, 2, 0, null, "message " + number))
                .toList();
    }

    private static Message deleted(long number) {
        Instant sent = MORNING.plusSeconds(number);
        return new Message(number, 7, "Staff", number, 2, "Bob", null, "", sent, sent.plusSeconds(1));
    }

    private static Message message(long number, long user, long seconds, String title, String content) {
        String name = user == 1 ? "Ann" : "Bob";
        return new Message(number, 7, "Staff", number, user, name, title, content, MORNING.plusSeconds(seconds), null);
    }
}
