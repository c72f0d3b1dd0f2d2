package dev.gymctl.cli.chat;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.chat.FoundMessage;
import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Room;
import dev.gymctl.core.chat.RoomUser;
import java.util.ArrayList;
import java.util.List;

/** How rooms, those who are in them, and messages are printed. */
final class ChatColumns {
    static final Columns<Room> ROOM = Columns.<Room>of()
            .add("id", Room::id)
            .add("room_name", Room::name)
            .add("users", Room::users)
            .add("unread", Room::unread)
            .add("last_number", Room::lastNumber)
            .addRecent("last_sent_at", Room::lastSentAt)
            .add("open", Room::open)
            .add("class_id", Room::classId)
            .addRecent("archived_at", Room::archivedAt)
            .detail("created_at", Room::createdAt)
            .jsonOnly("pair", Room::pair);

    static final Columns<RoomUser> USER = Columns.<RoomUser>of()
            .add("room_name", RoomUser::roomName)
            .add("user_id", RoomUser::userId)
            .add("full_name", RoomUser::fullName)
            .addRecent("joined_at", RoomUser::joinedAt)
            .add("read_number", RoomUser::readNumber);

    static final Columns<Message> MESSAGE = Columns.<Message>of()
            .add("id", Message::id)
            .add("room_name", Message::roomName)
            .add("number", Message::number)
            .add("user_id", Message::userId)
            .add("full_name", Message::sender)
            .add("class_datetime", Message::sentAt)
            .add("title", Message::title)
            .add("content", Message::content)
            .add("deleted_at", Message::deletedAt);

    static final Columns<FoundMessage> FOUND = Columns.<FoundMessage>of()
            .add("id", found -> found.message().id())
            .add("room_name", found -> found.message().roomName())
            .add("number", found -> found.message().number())
            .detail("user_id", found -> found.message().userId())
            .add("full_name", found -> found.message().sender())
            .add("class_datetime", found -> found.message().sentAt())
            .detail("title", found -> found.message().title())
            .detail("content", found -> found.message().content())
            .add("snippet", FoundMessage::snippet);

    private ChatColumns() {}

    /** What stands above a message's text for people: {@code #3  2026-11-05 07:00  Ada Byron  Title}. */
    static List<Object> head(Message message, boolean withRoom) {
        List<Object> head = new ArrayList<>();
        if (withRoom) {
            head.add("[" + message.roomName() + "]");
        }
        head.add("#" + message.number());
        head.add(message.sentAt());
        head.add(message.sender());
        if (message.title() != null) {
            head.add(message.title());
        }
        return head;
    }

    /** The text for people. */
    static String text(Message message) {
        return message.deletedAt() == null ? message.content() : "(deleted)";
    }

    /** {@code 1 message}, {@code 2 messages}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
