package dev.gymctl.core.chat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.SqlErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Follows rooms: hands every message on once, each room's in the order of their numbers and without a gap, whatever
 * becomes of the connection meanwhile.
 *
 * <p>What there is to read is always asked by number, and in the same statement whether one may still read it; NOTIFY only
 * says when to ask. So a notification that is lost, or comes twice, does no harm.
 */
public final class Tail {
    /** Who is told what comes, in the thread that follows. */
    public interface Reader {
        /** Some messages; false when that is enough. */
        boolean read(List<Message> messages);

        /** Something else has happened in a room: a message was deleted, or somebody left. */
        default void change() {}

        /** One is in this room no more. */
        void leave(String room);

        /** The connection was lost; it is tried again until it is there. */
        void lose(String why);

        /** It is there again. */
        void find();

        /** Notifications do not get through, as behind a pooler of transactions: it is asked for messages instead. */
        void poll();
    }

    /**
     * How often something is done, in milliseconds.
     *
     * @param asleep how long nothing may come before it is asked all the same
     * @param poll the same where notifications do not get through
     * @param doubt how late a notification may be
     * @param firstPause before the first attempt to connect again; each further one waits twice as long
     * @param longestPause but never longer
     */
    record Pace(int asleep, int poll, int doubt, int firstPause, int longestPause) {}

    private static final Pace PACE = new Pace(2000, 1000, 1000, 100, 5000);
    /** How soon it is seen that it shall end. */
    private static final int GLANCE_MILLIS = 250;

    private static final int ANSWER_MILLIS = 15_000;
    private static final int AT_ONCE = 100;
    /** Of a prepared statement: there is none, one already, a different one, or its result has another type now. */
    private static final Set<String> PREPARED_IS_UNKNOWN = Set.of("26000", "42P05", "08P01", "0A000");

    private final Database database;
    private final Rooms rooms;
    private final Pace pace;
    /** What is new in all rooms, and a line for each in which nothing is: whether one may still read there. */
    private final String inAll;
    /** What is new in one room, as long as one may read there: all that a message waits for. */
    private final String inOne;

    private volatile boolean ended;

    /** Where each room has been read to, by its id. */
    private final Map<Long, Long> last = new LinkedHashMap<>();

    private final Map<Long, String> names = new LinkedHashMap<>();
    private boolean listens = true;
    /** Planning the question takes longer than answering it; a pooler of transactions does not know what was prepared. */
    private boolean mayPrepare = true;

    public Tail(Database database, Rooms rooms, Speaker me) {
        this(database, rooms, me, PACE);
    }

    /** For tests: at a pace of their own. */
    Tail(Database database, Rooms rooms, Speaker me, Pace pace) {
        this.database = database;
        this.rooms = rooms;
        this.pace = pace;
        String live = isLive(me);
        inAll = """
                select f.room_id as followed, who.live, who.inside, m.*
                from unnest(?::bigint[], ?::bigint[]) f (room_id, last)
                cross join lateral (select %s as live, %s as inside) who
                left join lateral (
                    select %s from %s
                    where who.live and who.inside and m.room_id = f.room_id and m.number > f.last
                    order by m.number limit %d) m on true
                order by max(m.sent_at) over (partition by f.room_id order by m.number), f.room_id, m.number
                """.formatted(live, isInside(me, "f.room_id"), Message.COLUMNS, Message.TABLES, AT_ONCE);
        inOne = """
                select %s from %s
                where m.room_id = ? and m.number > ? and %s and %s
                order by m.number limit %d
                """.formatted(Message.COLUMNS, Message.TABLES, live, isInside(me, "m.room_id"), AT_ONCE);
    }

    private static String isLive(Speaker me) {
        if (!me.isSomebody()) {
            return "true";
        }
        String active = "exists (select from users u where u.id = %d and u.is_active)".formatted(me.userId());
        String session = " and exists (select from sessions s"
                + " where s.id = %d and s.revoked_at is null and s.expires_at > now())";
        return me.sessionId() == null ? active : active + session.formatted(me.sessionId());
    }

    private static String isInside(Speaker me, String room) {
        return me.isSomebody()
                ? "exists (select from room_users u where u.room_id = %s and u.user_id = %d)"
                        .formatted(room, me.userId())
                : "true";
    }

    /**
     * Adds a room that is to be followed.
     *
     * @param after the number of the last message that is known already; null for what comes from now on
     * @throws GymException NOT_FOUND if one is in no such room; INVALID if it has no such message yet
     */
    public void add(String room, Long after) {
        Rooms.Entered found = rooms.enter(room);
        if (after != null && after > found.lastNumber()) {
            throw new GymException(
                    Kind.INVALID,
                    "the room '%s' has no message %d yet: the last one is %d"
                            .formatted(found.name(), after, found.lastNumber()));
        }
        last.put(found.id(), after == null ? found.lastNumber() : after);
        names.put(found.id(), found.name());
    }

    /**
     * Follows the rooms until the reader has enough, {@link #end} is called or the thread is interrupted.
     *
     * @throws GymException UNAVAILABLE when there is no connection at first, or never will be; DENIED when one is in none
     *     of the rooms any more, or the session has ended
     */
    public void follow(Reader reader) {
        boolean wasThere = false;
        boolean lost = false;
        int pause = pace.firstPause();
        while (!ended) {
            try (Connection connection = database.connectToStay(wasThere)) {
                wasThere = true;
                PGConnection notified = prepared(connection, reader);
                if (lost) {
                    reader.find();
                }
                lost = false;
                boolean more = read(connection, reader) >= AT_ONCE;
                pause = pace.firstPause();
                stay(connection, notified, more, reader);
            } catch (SQLException e) {
                if (mayPrepare && PREPARED_IS_UNKNOWN.contains(String.valueOf(e.getSQLState()))) {
                    mayPrepare = false;
                    continue;
                }
                if (!wasThere || !SqlErrors.isPassing(e)) {
                    throw SqlErrors.refusal(e);
                }
                if (!lost) {
                    reader.lose(e.getMessage());
                }
                lost = true;
                pause(pause);
                pause = Math.min(2 * pause, pace.longestPause());
            }
        }
    }

    /** Ends {@link #follow}, which another thread is in. */
    public void end() {
        ended = true;
    }

    private PGConnection prepared(Connection connection, Reader reader) throws SQLException {
        PGConnection notified = connection.unwrap(PGConnection.class);
        notified.setPrepareThreshold(0); // until it is known that no pooler of transactions is between
        connection.setNetworkTimeout(null, ANSWER_MILLIS); // the driver needs no executor for it
        if (listens) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen gymctl_chat");
            } catch (SQLException e) {
                if (SqlErrors.isPassing(e)) {
                    throw e;
                }
                give(reader); // a standby, for one
            }
        }
        return notified;
    }

    private void stay(Connection connection, PGConnection notified, boolean first, Reader reader) throws SQLException {
        boolean more = first;
        boolean isPrepared = false;
        while (!ended) {
            Set<Long> woken = more ? Set.of() : woken(notified, listens ? pace.asleep() : pace.poll());
            if (ended) {
                return;
            }
            if (!woken.isEmpty() && mayPrepare && !isPrepared) {
                prepare(connection, notified); // a pooler of transactions does not hand notifications on
                isPrepared = true;
            }
            int came = woken.size() == 1 ? read(connection, woken.iterator().next(), reader) : 0;
            if (came == 0) {
                came = read(connection, reader);
            }
            if (!woken.isEmpty() && came == 0) {
                reader.change();
            }
            boolean unexpected = came > 0 && woken.isEmpty() && !more && listens;
            more = came >= AT_ONCE || unexpected;
            if (unexpected && woken(notified, pace.doubt()).isEmpty()) {
                give(reader);
            }
        }
    }

    /** What is asked at each message is planned once: the server would plan it anew each time, for it knows rooms to differ. */
    private static void prepare(Connection connection, PGConnection notified) throws SQLException {
        notified.setPrepareThreshold(1);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
        }
    }

    private void give(Reader reader) {
        listens = false;
        mayPrepare = false;
        reader.poll();
    }

    /** Of which followed rooms it was told that something is new there; none when that took too long. */
    private Set<Long> woken(PGConnection notified, int millis) throws SQLException {
        Set<Long> woken = new HashSet<>();
        long deadline = System.nanoTime() + millis * 1_000_000L;
        while (!ended && woken.isEmpty()) {
            int left = (int) ((deadline - System.nanoTime()) / 1_000_000L);
            if (left <= 0) {
                break;
            }
            for (PGNotification notification : notified.getNotifications(Math.min(left, GLANCE_MILLIS))) {
                last.keySet().stream()
                        .filter(room -> room.toString().equals(notification.getParameter()))
                        .forEach(woken::add);
            }
            ended |= Thread.currentThread().isInterrupted();
        }
        return woken;
    }

    /** Hands on what is new in a room; how many messages. */
    private int read(Connection connection, long room, Reader reader) throws SQLException {
        List<Message> messages = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(inOne)) {
            statement.setLong(1, room);
            statement.setLong(2, last.get(room));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    messages.add(Message.from(rows));
                }
            }
        }
        return hand(messages, reader);
    }

    /** Hands on what is new in all rooms; how many messages. When there are {@link #AT_ONCE}, there may be more. */
    private int read(Connection connection, Reader reader) throws SQLException {
        List<Message> messages = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(inAll)) {
            statement.setArray(
                    1, connection.createArrayOf("bigint", last.keySet().toArray()));
            statement.setArray(
                    2, connection.createArrayOf("bigint", last.values().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getBoolean("live")) {
                        throw new GymException(Kind.DENIED, "the session has ended", "gymctl login");
                    }
                    if (!rows.getBoolean("inside")) {
                        leave(rows.getLong("followed"), reader);
                    } else if (rows.getObject("id") != null) {
                        messages.add(Message.from(rows));
                    }
                }
            }
        }
        return hand(messages, reader);
    }

    private int hand(List<Message> messages, Reader reader) {
        for (Message message : messages) {
            last.put(message.roomId(), message.number());
        }
        if (!messages.isEmpty() && !reader.read(messages)) {
            ended = true;
        }
        return messages.size();
    }

    private void leave(long room, Reader reader) {
        last.remove(room);
        String name = names.remove(room);
        if (last.isEmpty()) {
            throw new GymException(Kind.DENIED, "you are in the room '%s' no more".formatted(name));
        }
        reader.leave(name);
    }

    private void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }
}
