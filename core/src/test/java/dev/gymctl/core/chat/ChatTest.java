package dev.gymctl.core.chat;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.user.NewUser;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.Users;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms and messages; every test has rooms of its own. */
class ChatTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static Speaker coach;
    private static Speaker treasurer;
    private static Speaker admin;
    private static Speaker ann;
    private static Speaker bob;

    @BeforeAll
    static void people() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        coach = as(gym.coach("coach@gym.example"), Role.COACH);
        List<Long> members = gym.activeMembers(2);
        ann = as(members.get(0), Role.MEMBER);
        bob = as(members.get(1), Role.MEMBER);
        Users users = new Users(database.jdbi(), gym.changes);
        treasurer = as(
                users.add(new NewUser("Tom", "T", "tom@gym.example", null, gym.clock.instant()), Role.TREASURER)
                        .id(),
                Role.TREASURER);
        admin = as(
                users.add(new NewUser("Zoe", "Z", "zoe@gym.example", null, gym.clock.instant()), Role.ADMIN)
                        .id(),
                Role.ADMIN);
    }

    @Test
    void numbersMessagesAndCountsWhatIsUnread() {
        room("Numbers", ann, bob);
        assertThat(send(ann, "Numbers", "one").number()).isEqualTo(1);
        assertThat(send(ann, "numbers", "two").number()).isEqualTo(2);
        assertThat(send(bob, "NUMBERS", "three").roomName()).isEqualTo("Numbers");

        assertThat(rooms(ann).get("Numbers").unread()).isEqualTo(1);
        assertThat(rooms(bob).get("Numbers").unread()).isEqualTo(2);
        assertThat(rooms(bob).unread()).extracting(Room::name).containsExactly("Numbers");
        assertThat(rooms(bob).markRead("Numbers", 1L).changed()).isTrue();
        assertThat(rooms(bob).get("Numbers").unread()).isEqualTo(1);
        assertThat(rooms(bob).markRead("Numbers", null).now().unread()).isZero();
        assertThat(rooms(bob).markRead("Numbers", 1L).changed())
                .as("it only goes forward")
                .isFalse();
        assertThat(rooms(bob).unread()).isEmpty();
        assertThat(rooms(coach).get("Numbers").unread()).isEqualTo(3);
        assertThat(rooms(Speaker.OWNER).get("Numbers"))
                .extracting(Room::unread, Room::users, Room::lastNumber)
                .containsExactly(null, 3L, 3L);
    }

    @Test
    void givesTheHistoryInPages() {
        room("Pages", ann);
        for (int i = 1; i <= 7; i++) {
            send(ann, "Pages", "message " + i);
        }
        assertThat(numbers("Pages", new HistoryPage(null, null, null, 3))).containsExactly(5L, 6L, 7L);
        assertThat(numbers("Pages", new HistoryPage(5L, null, null, 3))).containsExactly(2L, 3L, 4L);
        assertThat(numbers("Pages", new HistoryPage(null, 2L, null, 3))).containsExactly(3L, 4L, 5L);
        Instant fifth = messages(ann)
                .history("Pages", new HistoryPage(null, 4L, null, 1))
                .get(0)
                .sentAt();
        assertThat(numbers("Pages", new HistoryPage(null, null, fifth, 2))).containsExactly(5L, 6L);
        assertThat(numbers("Pages", new HistoryPage(7L, 1L, fifth, 9))).containsExactly(5L, 6L);
    }

    static Stream<String> texts() {
        return Stream.of(
                "\u001b[31m red \u001b]8;;https://x.example\u0007 \u001b]52;c;eHg=\u0007 \u009b2J \r\b \u202e",
                "two lines\r\nand a third\n\n",
                "日本 ß \uD83E\uDD38 e\u0301 \u200d \u2028",
                "' \" \\ $$ ; -- \\N %s {} <b>",
                " ",
                "x".repeat(NewMessage.MOST_BYTES),
                "ß".repeat(NewMessage.MOST_BYTES / 2));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void keepsTextAsItIs(String text) {
        room("Text", ann);
        String title = text.substring(0, Math.min(text.length(), 100));
        Message sent = messages(ann).send("Text", new NewMessage(title, text));
        assertThat(sent.content()).isEqualTo(text);
        assertThat(sent.title()).isEqualTo(title);
        assertThat(messages(ann).history("Text", new HistoryPage(null, null, null, 1)))
                .containsExactly(sent);
    }

    @Test
    void refusesWhatIsNoMessage() {
        assertThat(refusal(() -> new NewMessage(null, "")).getMessage()).isEqualTo("the message is empty");
        assertThat(refusal(() -> new NewMessage(null, "x".repeat(65_537))).getMessage())
                .isEqualTo("the message has 65537 bytes, and at most 65536 can be sent");
        assertThat(refusal(() -> new NewMessage(null, "a\0b")).getMessage())
                .isEqualTo("the message contains what is no character");
        assertThat(refusal(() -> new NewMessage("\ud800", "a")).getMessage())
                .isEqualTo("the title contains what is no character");
        assertThat(refusal(() -> new NewRoom("a\u202eb", false, null, null)).kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void onlyWhoIsInARoomReadsAndWritesThere() {
        room("Staff", treasurer);
        for (Speaker outside : List.of(ann, admin)) {
            assertThat(refusal(() -> send(outside, "Staff", "hello")).kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(refusal(() -> messages(outside).history("Staff", new HistoryPage(null, null, null, 1)))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
            assertThat(refusal(() -> messages(outside).search("hello", "Staff", 1))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
            assertThat(refusal(() -> rooms(outside).markRead("Staff", null)).kind())
                    .isEqualTo(Kind.NOT_FOUND);
        }
        send(treasurer, "Staff", "quarterly zebra");
        assertThat(messages(ann).search("zebra", null, 9)).isEmpty();
        assertThat(messages(Speaker.OWNER).search("zebra", null, 9)).hasSize(1);

        assertThat(refusal(() -> rooms(ann).join("Staff")).getMessage()).isEqualTo("you are in no room 'Staff'");
        assertThat(refusal(() -> rooms(ann).join("Nowhere")).getMessage())
                .as("nothing is said of what there is")
                .isEqualTo("you are in no room 'Nowhere'");
        assertThat(refusal(() -> rooms(ann).invite("Staff", List.of(bob.userId().toString())))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(rooms(admin).join("Staff").changed()).isTrue();
        assertThat(rooms(admin).join("Staff").changed()).isFalse();
        assertThat(messages(admin).search("zebra", null, 9)).hasSize(1);
    }

    @Test
    void whoWasTakenOutWritesNoMore() {
        room("Out", ann, bob, admin);
        assertThat(refusal(() -> rooms(ann).takeOut("Out", List.of(bob.userId().toString())))
                        .kind())
                .isEqualTo(Kind.DENIED);
        assertThat(refusal(() -> rooms(coach)
                                .takeOut("Out", List.of(admin.userId().toString())))
                        .getMessage())
                .isEqualTo("a coach may not take an admin out of a room");
        assertThat(rooms(coach).takeOut("Out", List.of(bob.userId().toString())).now())
                .hasSize(1);
        assertThat(rooms(coach).takeOut("Out", List.of(bob.userId().toString())).changed())
                .isFalse();
        assertThat(refusal(() -> send(bob, "Out", "still here")).kind()).isEqualTo(Kind.NOT_FOUND);
        long room = rooms(ann).get("Out").id();
        assertThat(refusal(() -> gym.sql(
                                "insert into messages (room_id, user_id, content) values (?, ?, 'x')",
                                room,
                                bob.userId()))
                        .kind())
                .as("by SQL neither")
                .isEqualTo(Kind.DENIED);
        assertThat(rooms(ann).leave("Out").changed()).isTrue();
        assertThat(refusal(() -> rooms(ann).leave("Out")).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void anOpenRoomIsJoinedUninvited() {
        assertThat(rooms(coach).create(new NewRoom("Open", true, null, null)).changed())
                .isTrue();
        assertThat(rooms(coach).create(new NewRoom("open", true, null, null)).changed())
                .isFalse();
        assertThat(refusal(() -> rooms(coach).create(new NewRoom("OPEN", false, null, null)))
                        .kind())
                .isEqualTo(Kind.CONFLICT);
        assertThat(rooms(ann).list(false, false)).extracting(Room::name).doesNotContain("Open");
        assertThat(rooms(ann).list(true, false)).extracting(Room::name).contains("Open");
        assertThat(refusal(() -> send(ann, "Open", "hi")).hint()).contains("gymctl chat join 'Open'");
        rooms(ann).join("Open");
        assertThat(send(ann, "Open", "hi").number()).isEqualTo(1);
    }

    @Test
    void aClassesRoomHasItsCoachAndWhoIsBooked() {
        long yoga = gym.taught("coach@gym.example", "Yoga", "2026-12-03T10:00", 60);
        gym.classes.enroll(yoga, ann.userId().toString(), false);
        Room room =
                rooms(treasurer).create(new NewRoom("Yoga", false, yoga, null)).now();
        assertThat(rooms(ann).users("Yoga"))
                .extracting(RoomUser::userId)
                .containsExactlyInAnyOrder(ann.userId(), coach.userId(), treasurer.userId());
        assertThat(room.classId()).isEqualTo(yoga);
        assertThat(refusal(() -> rooms(bob).join("Yoga")).kind()).isEqualTo(Kind.NOT_FOUND);
        gym.classes.enroll(yoga, bob.userId().toString(), false);
        assertThat(rooms(bob).join("Yoga").changed()).isTrue();
        assertThat(refusal(() -> rooms(coach).create(new NewRoom("Other", false, yoga, null)))
                        .getMessage())
                .isEqualTo("there is a room 'Yoga' already");
        assertThat(refusal(() -> rooms(coach).create(new NewRoom("Other", false, 999L, null)))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void aPairIsAlone() {
        rooms(coach).create(new NewRoom("Pair", false, null, ann.userId().toString()));
        assertThat(rooms(ann).get("Pair").pair()).containsExactlyInAnyOrder(ann.userId(), coach.userId());
        assertThat(refusal(() -> rooms(admin).join("Pair")).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(refusal(() ->
                                rooms(coach).invite("Pair", List.of(bob.userId().toString())))
                        .kind())
                .isEqualTo(Kind.CONFLICT);
        long room = rooms(ann).get("Pair").id();
        assertThat(refusal(() -> gym.sql("insert into room_users (room_id, user_id) values (?, ?)", room, bob.userId()))
                        .getMessage())
                .isEqualTo("room %d is of two people alone".formatted(room));
        rooms(ann).leave("Pair");
        assertThat(rooms(ann).join("Pair").changed()).isTrue();
    }

    @Test
    void nobodyWritesInAnArchivedRoom() {
        room("Old", ann);
        assertThat(rooms(coach).archive("Old", true).changed()).isTrue();
        assertThat(rooms(coach).archive("Old", true).changed()).isFalse();
        assertThat(refusal(() -> send(ann, "Old", "hello")).getMessage()).isEqualTo("the room 'Old' is archived");
        assertThat(rooms(ann).list(false, false)).extracting(Room::name).doesNotContain("Old");
        assertThat(rooms(ann).list(false, true)).extracting(Room::name).contains("Old");
        rooms(coach).archive("Old", false);
        assertThat(send(ann, "Old", "hello").number()).isEqualTo(1);
    }

    @Test
    void sendsToAllRoomsOrNone() {
        room("All 1", bob);
        room("All 2", bob);
        room("All 3 archived", bob);
        rooms(coach).archive("All 3 archived", true);
        NewMessage message = new NewMessage("News", "closed on Sunday");
        assertThat(messages(bob).sendToAll("all ", message, true)).hasSize(2);
        assertThat(rooms(bob).get("All 1").lastNumber()).isZero();
        assertThat(messages(bob).sendToAll("all ", message, false))
                .extracting(Message::roomName)
                .containsExactly("All 1", "All 2");
        assertThat(messages(bob).sendToAll("no such", message, false)).isEmpty();
    }

    @Test
    void findsWordsBestFirst() {
        room("Search", ann, bob);
        send(ann, "Search", "the kettlebell is in the cellar, and the keys are at the desk");
        messages(bob).send("Search", new NewMessage("Kettlebell", "kettlebell, kettlebell: Größe 16"));
        List<FoundMessage> found = messages(ann).search("KETTLEBELL", null, 9);
        assertThat(found).extracting(hit -> hit.message().number()).containsExactly(2L, 1L);
        assertThat(found.get(1).snippet()).contains("«kettlebell» is in the cellar");
        assertThat(messages(ann).search("\"keys are\" -größe", "Search", 9)).hasSize(1);
        assertThat(messages(ann).search("größe", "Search", 9)).hasSize(1);
        assertThat(refusal(() -> messages(ann).search(" ?! ", null, 9)).kind()).isEqualTo(Kind.INVALID);
        messages(ann).delete(found.get(1).message().id(), false);
        assertThat(messages(ann).search("cellar", null, 9)).isEmpty();
    }

    @Test
    void aMessageIsDeletedButNeverEdited() {
        room("Delete", ann, bob);
        Message sent = messages(ann).send("Delete", new NewMessage("Secret", "swordfish"));
        assertThat(refusal(() -> messages(bob).delete(sent.id(), false)).kind()).isEqualTo(Kind.DENIED);
        assertThat(refusal(() -> messages(treasurer).delete(sent.id(), false)).kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(refusal(() -> gym.sql("update messages set content = 'other' where id = ?", sent.id()))
                        .kind())
                .isEqualTo(Kind.DENIED);
        assertThat(messages(ann).delete(sent.id(), true).changed()).isTrue();
        assertThat(messages(ann).delete(sent.id(), false).now())
                .extracting(Message::title, Message::content, Message::number)
                .containsExactly(null, "", 1L);
        assertThat(messages(admin).delete(sent.id(), false).changed()).isFalse();
        assertThat(refusal(() ->
                                gym.sql("update messages set content = 'x', deleted_at = null where id = ?", sent.id()))
                        .kind())
                .isEqualTo(Kind.DENIED);
        assertThat(rooms(bob).get("Delete").unread()).isZero();
        assertThat(gym.value("select count(*) from messages m where m::text like '%swordfish%'"))
                .isEqualTo("0");
        assertThat(gym.value(
                        "select payload::text from audit_log where action = 'chat delete' and payload ->> 'message' = ?",
                        String.valueOf(sent.id())))
                .isEqualTo("{\"room\": \"%d\", \"user\": \"%d\", \"message\": \"%d\"}"
                        .formatted(sent.roomId(), ann.userId(), sent.id()));
    }

    @Test
    void whatIsSentAndReadIsNotAuditedButWhoComesAndGoesIs() {
        room("Audit", ann);
        String before = gym.value("select max(id) from audit_log");
        send(ann, "Audit", "swordfish");
        rooms(ann).markRead("Audit", null);
        assertThat(gym.value("select max(id) from audit_log")).isEqualTo(before);
        rooms(coach).invite("Audit", List.of(bob.userId().toString()));
        rooms(bob).leave("Audit");
        List<String> actions = gym.jdbi.withHandle(handle -> handle.select(
                        "select action from audit_log where audit_persons(payload) @> array[?] order by id desc limit 2",
                        bob.userId())
                .mapTo(String.class)
                .list());
        assertThat(actions).containsExactly("chat leave", "chat invite");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update rooms set last_number = 0",
                "update rooms set room_name = 'x'",
                "update room_users set user_id = 1",
                "insert into messages (room_id, number, user_id, content) values (1, 9, 1, 'x')",
                "insert into messages (room_id, user_id, content, sent_at) values (1, 1, 'x', now())",
                "update messages set user_id = 1",
                "delete from messages",
                "delete from rooms"
            })
    void theProgramsRoleMayDoNoMoreThanItNeeds(String statement) {
        assertThat(refusal(() -> gym.sql(statement)).getMessage())
                .startsWith("the database user has not the right: permission denied for table");
    }

    @Test
    void whoIsErasedLeavesNoWords() {
        long id = gym.members
                .add(new NewUser("Mona", "Geheim", "mona@mail.example", null, gym.clock.instant()), null, gym.gym())
                .user()
                .id();
        Speaker mona = as(id, Role.MEMBER);
        rooms(coach).create(new NewRoom("Mona and the coach", false, null, String.valueOf(id)));
        room("Held", mona);
        send(mona, "Mona and the coach", "my words");
        rooms(mona).markRead("Held", null);

        assertThat(gym.value("select held_about(?)::text", id))
                .contains("\"Mona and the coach\"", "\"read_number\": 0", "my words");
        gym.memberships.reject(List.of(String.valueOf(id)), "moved", gym.gym());
        gym.erasure.erase(String.valueOf(id), gym.gym(), held -> {}, false);

        assertThat(gym.value("select count(*) from messages m where m::text like '%my words%'"))
                .isEqualTo("0");
        assertThat(gym.value("select count(*) from rooms r where r::text like '%Mona%'"))
                .isEqualTo("0");
        assertThat(gym.value("select count(*) from audit_log a where a::text like '%Mona%'"))
                .isEqualTo("0");
        assertThat(gym.value("select held_about(?)::text", id)).contains("\"rooms\": []");
    }

    @Test
    void theOwnerSpeaksAsSomebodyOrIsInNoRoom() {
        room("Owner", ann);
        assertThat(refusal(() -> send(Speaker.OWNER, "Owner", "hello")).kind()).isEqualTo(Kind.INVALID);
        Speaker asAnn = Speaker.ownerAs(database.database(), "member0@mail.example");
        assertThat(send(asAnn, "Owner", "hello").userId()).isEqualTo(ann.userId());
        assertThat(refusal(() -> Speaker.ownerAs(database.database(), "999")).kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    private static Speaker as(long id, Role role) {
        return new Speaker(id, role, null);
    }

    /** A room that the coach made, with these people. */
    private static void room(String name, Speaker... people) {
        rooms(coach).create(new NewRoom(name, false, null, null));
        rooms(coach)
                .invite(
                        name,
                        Stream.of(people)
                                .map(person -> person.userId().toString())
                                .toList());
    }

    private static Message send(Speaker speaker, String room, String text) {
        return messages(speaker).send(room, new NewMessage(null, text));
    }

    private static List<Long> numbers(String room, HistoryPage page) {
        return messages(ann).history(room, page).stream().map(Message::number).toList();
    }

    private static Rooms rooms(Speaker speaker) {
        return new Rooms(database.database(), gym.changes, speaker);
    }

    private static Messages messages(Speaker speaker) {
        return new Messages(database.database(), gym.changes, speaker);
    }
}
