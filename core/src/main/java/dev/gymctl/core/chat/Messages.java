package dev.gymctl.core.chat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.db.Database;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The messages. The schema numbers them and holds that only who is in a room writes there; a message is never edited. What
 * somebody sends is not audited; what the owner of the database sends in their name is, and what is deleted, without its words.
 */
public final class Messages {
    private final Database database;
    private final Changes changes;
    private final Speaker me;
    private final Rooms rooms;

    public Messages(Database database, Changes changes, Speaker me) {
        this.database = database;
        this.changes = changes;
        this.me = me;
        this.rooms = new Rooms(database, changes, me);
    }

    /**
     * Sends a message to a room.
     *
     * @throws GymException NOT_FOUND if one is in no such room; CONFLICT if it is archived
     */
    public Message send(String room, NewMessage message) {
        long sender = me.user();
        return changes.make("chat send", change -> {
            Handle handle = change.handle();
            long id = handle.createUpdate(
                            "insert into messages (room_id, user_id, title, content) values (:room, :user, :title, :content)")
                    .bind("room", rooms.enter(handle, room).id())
                    .bind("user", sender)
                    .bind("title", message.title())
                    .bind("content", message.content())
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(long.class)
                    .one();
            Message sent = get(handle, List.of(id)).get(0);
            if (me.isSpokenFor()) {
                change.note("message", id);
                change.note("room", sent.roomId());
                change.note("user", sender);
            }
            return sent;
        });
    }

    /**
     * Sends one message to every room that one may write to; to all of them or, if it fails, to none.
     *
     * @param matching only to rooms whose name contains this, ignoring case; or null
     * @param trial everything but the commit
     * @return the messages, by room id
     */
    public List<Message> sendToAll(String matching, NewMessage message, boolean trial) {
        long sender = me.user();
        return changes.make("chat send", trial, change -> {
            Handle handle = change.handle();
            List<Long> writable = handle.createQuery("""
                            select r.id from rooms r join room_users u on u.room_id = r.id
                            where u.user_id = :user and r.archived_at is null
                              and (:matching::text is null or position(lower(:matching) in lower(r.room_name)) > 0)
                            order by r.id for no key update of r
                            """)
                    .bind("user", sender)
                    .bind("matching", matching)
                    .mapTo(long.class)
                    .list();
            List<Long> sent = handle.createUpdate("""
                            insert into messages (room_id, user_id, title, content)
                            select r.id, :user, :title, :content from unnest(:rooms) r (id) order by r.id
                            """)
                    .registerArrayType(Long.class, "bigint")
                    .bind("user", sender)
                    .bind("title", message.title())
                    .bind("content", message.content())
                    .bindArray("rooms", Long.class, writable)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(long.class)
                    .list();
            List<Message> messages = get(handle, sent);
            if (me.isSpokenFor() && !messages.isEmpty()) {
                messages.forEach(one -> change.note("message_" + one.id(), "to room " + one.roomId()));
                change.note("user", sender);
            }
            return messages;
        });
    }

    /**
     * Messages of a room, by number.
     *
     * @throws GymException NOT_FOUND if one is in no such room
     */
    public List<Message> history(String room, HistoryPage page) {
        List<Message> found = database.read(
                """
                select %s from %s
                where m.room_id = ? and (?::bigint is null or m.number < ?::bigint)
                  and (?::bigint is null or m.number > ?::bigint)
                  and (?::timestamptz is null or m.sent_at >= ?::timestamptz)
                order by m.number %s limit ?
                """.formatted(Message.COLUMNS, Message.TABLES, page.goesForward() ? "asc" : "desc"),
                Message::from,
                rooms.enter(room).id(),
                page.before(),
                page.before(),
                page.after(),
                page.after(),
                page.since() == null ? null : page.since().atOffset(ZoneOffset.UTC),
                page.since() == null ? null : page.since().atOffset(ZoneOffset.UTC),
                page.limit());
        if (page.goesForward()) {
            return found;
        }
        List<Message> inOrder = new ArrayList<>(found);
        Collections.reverse(inOrder);
        return inOrder;
    }

    /**
     * The deleted messages of a room, by number.
     *
     * @param from the first number that is meant
     * @throws GymException NOT_FOUND if one is in no such room
     */
    public List<Message> deleted(String room, long from) {
        return database.read(
                """
                select %s from %s
                where m.room_id = ? and m.number >= ? and m.deleted_at is not null
                order by m.number
                """.formatted(Message.COLUMNS, Message.TABLES),
                Message::from,
                rooms.enter(room).id(),
                from);
    }

    /**
     * The messages with certain words, best first, in the rooms that one is in; for an owner who is nobody, in all.
     *
     * @param words as people type them into a search: {@code "quoted together"}, {@code or}, {@code -without}
     * @param room only there, or null
     * @throws GymException INVALID if there is no word to look for; NOT_FOUND if one is in no such room
     */
    public List<FoundMessage> search(String words, String room, int limit) {
        boolean isThereAWord = database.read(
                        "select numnode(websearch_to_tsquery('simple', ?)) > 0", row -> row.getBoolean(1), words)
                .contains(true);
        if (!isThereAWord) {
            throw new GymException(Kind.INVALID, "there is no word in '%s' to look for".formatted(words));
        }
        Long only = room == null ? null : rooms.enter(room).id();
        return database.read(
                """
                select %s, m.rank, ts_headline('simple', concat_ws(': ', m.title, m.content), m.query,
                    'StartSel=«, StopSel=», MaxFragments=2, MaxWords=16, MinWords=6') as snippet
                from (
                    select m.*, q.query, ts_rank(m.search, q.query) as rank
                    from websearch_to_tsquery('simple', ?) q (query) join messages m on m.search @@ q.query
                    where m.deleted_at is null and (?::bigint is null or m.room_id = ?::bigint)
                      and (?::bigint is null
                           or exists (select from room_users u where u.room_id = m.room_id and u.user_id = ?::bigint))
                    order by rank desc, m.sent_at desc, m.id desc limit ?) m
                join rooms r on r.id = m.room_id join users s on s.id = m.user_id
                order by m.rank desc, m.sent_at desc, m.id desc
                """.formatted(Message.COLUMNS),
                row -> new FoundMessage(Message.from(row), row.getFloat("rank"), row.getString("snippet")),
                words,
                only,
                only,
                me.userId(),
                me.userId(),
                limit);
    }

    /**
     * Takes the words of a message away, for good; that there was one stays. One that is deleted stays so.
     *
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND if there is none that one may see; DENIED if somebody else sent it and one is no admin
     */
    public Outcome<Message> delete(long id, boolean trial) {
        return changes.tell("chat delete", trial, change -> {
            Handle handle = change.handle();
            List<Message> found = handle.select(
                            """
                            select %s from %s
                            where m.id = ? and (? or m.user_id = ?::bigint or exists (
                                select from room_users u where u.room_id = m.room_id and u.user_id = ?::bigint))
                            for no key update of m
                            """.formatted(Message.COLUMNS, Message.TABLES),
                            id,
                            me.seesToAll(),
                            me.userId(),
                            me.userId())
                    .map((row, context) -> Message.from(row))
                    .list();
            if (found.isEmpty()) {
                throw new GymException(
                        Kind.NOT_FOUND,
                        "there is no message %d that you may see".formatted(id),
                        "gymctl chat history ROOM shows the ids");
            }
            Message message = found.get(0);
            if (!me.seesToAll() && message.userId() != me.user()) {
                throw new GymException(
                        Kind.DENIED,
                        "message %d is user %d's: only they and an admin may delete it"
                                .formatted(id, message.userId()));
            }
            if (message.deletedAt() != null) {
                return message;
            }
            handle.execute("update messages set title = null, content = '', deleted_at = now() where id = ?", id);
            change.note("message", id);
            change.note("room", message.roomId());
            change.note("user", message.userId());
            return get(handle, List.of(id)).get(0);
        });
    }

    private static List<Message> get(Handle handle, List<Long> ids) {
        return handle.createQuery("select <columns> from <tables> where m.id = any (:ids) order by m.room_id, m.number")
                .define("columns", Message.COLUMNS)
                .define("tables", Message.TABLES)
                .registerArrayType(Long.class, "bigint")
                .bindArray("ids", Long.class, ids)
                .map((row, context) -> Message.from(row))
                .list();
    }
}
