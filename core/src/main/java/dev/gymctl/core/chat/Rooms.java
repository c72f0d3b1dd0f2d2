package dev.gymctl.core.chat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.Rows;
import dev.gymctl.core.db.Suggestion;
import dev.gymctl.core.user.User;
import dev.gymctl.core.user.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The rooms, and who is in them. Whoever is in a room reads and writes there. An admin sees to every room, but has to join
 * to read it, which is audited; nobody but the two joins the room of a pair.
 */
public final class Rooms {
    /** Rooms as {@code who.id} sees them: the first parameter. */
    private static final String TABLES = "rooms r cross join (select ?::bigint as id) who"
            + " left join room_users me on me.room_id = r.id and me.user_id = who.id";

    /** Whether {@code who.id} needs no invitation. */
    private static final String MAY_JOIN = """
            (r.open or who.id in (r.first_user, r.second_user)
             or exists (select from classes c where c.id = r.class_id and c.coach_id = who.id)
             or exists (select from enrollments e where e.class_id = r.class_id and e.member_id = who.id
                        and e.status in ('booked', 'waitlisted', 'attended')))""";

    private final Database database;
    private final Changes changes;
    private final Speaker me;

    public Rooms(Database database, Changes changes, Speaker me) {
        this.database = database;
        this.changes = changes;
        this.me = me;
    }

    /**
     * The rooms that one is in, by name; for an owner who is nobody, all.
     *
     * @param others also those that one may join
     * @param archived also those that are archived
     */
    public List<Room> list(boolean others, boolean archived) {
        return database.read(
                """
                select %s from %s
                where (? or r.archived_at is null)
                  and (who.id is null or me.user_id is not null or ? and (%s or ? and r.first_user is null))
                order by r.room_name collate "C", r.id
                """.formatted(Room.COLUMNS, TABLES, MAY_JOIN),
                Room::from,
                me.userId(),
                archived,
                others,
                me.seesToAll());
    }

    /**
     * The rooms, not archived, whose name begins so, ignoring case, by name.
     *
     * @param others those that one may join and is not in, instead of those that one is in
     */
    public List<Suggestion> beginning(String prefix, boolean others) {
        return database.read(
                """
                select r.room_name, case when r.first_user is not null then 'of two' when r.class_id is not null then 'of a class'
                                         when r.open then 'open' else '' end
                from %s
                where r.archived_at is null and starts_with(lower(r.room_name), lower(?))
                  and case when ? then me.user_id is null and (who.id is null or %s or ? and r.first_user is null)
                           else who.id is null or me.user_id is not null end
                order by r.room_name collate "C", r.id limit %d
                """.formatted(TABLES, MAY_JOIN, Suggestion.MOST),
                row -> new Suggestion(row.getString(1), row.getString(2)),
                me.userId(),
                prefix,
                others,
                me.seesToAll());
    }

    /** The rooms where there is something that one has not read, by name. */
    public List<Room> unread() {
        me.user();
        return list(false, true).stream().filter(room -> room.unread() > 0).toList();
    }

    /** The same as a snapshot has it for a user: what came last comes first. */
    public static List<Room> unread(Database.Snapshot snapshot, long userId) {
        return snapshot.read("""
                        select %s from %s
                        where me.user_id is not null and r.last_number > me.read_number
                        order by last_sent_at desc, r.id
                        """.formatted(Room.COLUMNS, TABLES), Room::from, userId).stream()
                .filter(room -> room.unread() > 0)
                .toList();
    }

    /**
     * One room.
     *
     * @throws GymException NOT_FOUND if there is none of that name that one is in or sees to
     */
    public Room get(String name) {
        return toSeeTo(found(name), name);
    }

    /** Who is in a room, by id; NOT_FOUND as with {@link #get}. */
    public List<RoomUser> users(String name) {
        return database.read(usersWhere("r.id = ?"), Rooms::user, get(name).id());
    }

    /**
     * Makes a room with its maker in it; with that of a class come its coach and who is booked, with that of a pair the
     * other one. One that is there as it is wanted stays so.
     *
     * @throws GymException NOT_FOUND if there is no such class or user; CONFLICT if the name, the class or the pair has a
     *     room already
     */
    public Outcome<Room> create(NewRoom wanted) {
        return changes.tell("chat create", false, change -> {
            Handle handle = change.handle();
            List<Long> users = new ArrayList<>();
            List<Long> pair = List.of();
            if (me.isSomebody()) {
                users.add(me.user());
            }
            if (wanted.direct() != null) {
                long other = invited(handle, wanted.direct()).id();
                if (other == me.user()) {
                    throw new GymException(Kind.INVALID, "a room of two needs somebody else");
                }
                pair = List.of(Math.min(other, me.user()), Math.max(other, me.user()));
                users.add(other);
            }
            if (wanted.classId() != null) {
                users.addAll(ofClass(handle, wanted.classId()));
            }
            Optional<Room> there = there(handle, wanted, pair);
            if (there.isPresent()) {
                if (!isAsWanted(there.get(), wanted, pair)) {
                    throw new GymException(
                            Kind.CONFLICT,
                            "there is a room '%s' already".formatted(there.get().name()));
                }
                return there.get();
            }
            long id = handle.createUpdate("""
                            insert into rooms (room_name, open, class_id, first_user, second_user)
                            values (:name, :open, :class, :first, :second)
                            """)
                    .bind("name", wanted.name())
                    .bind("open", wanted.open())
                    .bind("class", wanted.classId())
                    .bind("first", pair.isEmpty() ? null : pair.get(0))
                    .bind("second", pair.isEmpty() ? null : pair.get(1))
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(long.class)
                    .one();
            for (long user : users) {
                add(handle, id, user);
            }
            change.note("room", id);
            change.note("class", null, wanted.classId());
            for (long user : pair) {
                change.note("user_" + user, "one of two");
            }
            return found(handle, wanted.name()).orElseThrow().room();
        });
    }

    /**
     * Goes into a room; who is in it stays so.
     *
     * @throws GymException NOT_FOUND if there is none of that name that one may join uninvited
     */
    public Outcome<Room> join(String name) {
        return changes.tell("chat join", false, change -> {
            Handle handle = change.handle();
            Optional<Found> found = found(handle, name);
            boolean may = found.isPresent()
                    && (found.get().mayJoin()
                            || found.get().isIn()
                            || (me.seesToAll() && found.get().room().pair().isEmpty()));
            if (!may) {
                throw notIn(found, name);
            }
            Room room = found.get().room();
            if (add(handle, room.id(), me.user())) {
                change.note("room", room.id());
                change.note("user", me.user());
            }
            return found(handle, name).orElseThrow().room();
        });
    }

    /**
     * Takes others into a room; who is in it stays so.
     *
     * @param people ids or e-mails
     * @return these people, by id
     * @throws GymException NOT_FOUND if there is no such room or user; CONFLICT if somebody is not active, or the room is
     *     of a pair
     */
    public Outcome<List<RoomUser>> invite(String name, List<String> people) {
        return changes.tell("chat invite", false, change -> {
            Handle handle = change.handle();
            Room room = toSeeTo(found(handle, name), name);
            List<Long> ids = new ArrayList<>();
            for (String person : people) {
                User user = invited(handle, person);
                if (!room.pair().isEmpty() && !room.pair().contains(user.id())) {
                    throw new GymException(
                            Kind.CONFLICT, "the room '%s' is of two people alone".formatted(room.name()));
                }
                ids.add(user.id());
                if (add(handle, room.id(), user.id())) {
                    change.note("room", room.id());
                    change.note("user_" + user.id(), "invited");
                }
            }
            return among(handle, room, ids);
        });
    }

    /** Goes out of a room; who is not in it stays so. NOT_FOUND if there is no such room. */
    public Outcome<Room> leave(String name) {
        return changes.tell("chat leave", false, change -> {
            Optional<Found> found = found(change.handle(), name);
            if (found.isEmpty() || !(found.get().isIn() || found.get().mayJoin() || me.seesToAll())) {
                throw notIn(found, name);
            }
            remove(change, found.get().room(), me.user());
            return found(change.handle(), name).orElseThrow().room();
        });
    }

    /**
     * Takes others out of a room; from then on they see no more of it.
     *
     * @param people ids or e-mails
     * @return those of them who were in it
     * @throws GymException NOT_FOUND if there is no such room or user; DENIED for a member, and for somebody of a higher
     *     role
     */
    public Outcome<List<RoomUser>> takeOut(String name, List<String> people) {
        return changes.tell("chat leave", false, change -> {
            Handle handle = change.handle();
            Room room = toSeeTo(found(handle, name), name);
            List<User> leaving = new ArrayList<>();
            for (String person : people) {
                User user = Users.lock(handle, person);
                if (!me.mayTakeOut(user.role())) {
                    throw new GymException(
                            Kind.DENIED,
                            "%s may not take %s out of a room"
                                    .formatted(
                                            me.role().withArticle(), user.role().withArticle()));
                }
                leaving.add(user);
            }
            List<RoomUser> gone =
                    among(handle, room, leaving.stream().map(User::id).toList());
            for (RoomUser user : gone) {
                remove(change, room, user.userId());
            }
            return gone;
        });
    }

    /**
     * Puts a room away, or takes it out again: it can be read, but nobody writes there.
     *
     * @throws GymException NOT_FOUND if there is no such room that one is in or sees to
     */
    public Outcome<Room> archive(String name, boolean away) {
        return changes.tell("chat archive", false, change -> {
            Handle handle = change.handle();
            Room room = toSeeTo(found(handle, name), name);
            int changed = handle.execute(
                    "update rooms set archived_at = case when ? then now() end where id = ? and (archived_at is null) = ?",
                    away,
                    room.id(),
                    away);
            if (changed > 0) {
                change.note("room", room.id());
                change.note("archived", !away, away);
            }
            return found(handle, name).orElseThrow().room();
        });
    }

    /**
     * Remembers up to which message one has read; it only goes forward. What somebody reads is not audited.
     *
     * @param upTo a message's number; null for the newest
     * @throws GymException NOT_FOUND if one is in no such room
     */
    public Outcome<Room> markRead(String name, Long upTo) {
        me.user();
        return changes.make("chat read", change -> {
            Handle handle = change.handle();
            Entered room = enter(handle, name);
            int changed = handle.createUpdate("""
                            update room_users set read_number = least(:upTo::bigint, :last)
                            where room_id = :room and user_id = :user and read_number < least(:upTo::bigint, :last)
                            """)
                    .bind("upTo", upTo)
                    .bind("last", room.lastNumber())
                    .bind("room", room.id())
                    .bind("user", me.user())
                    .execute();
            return new Outcome<>(found(handle, name).orElseThrow().room(), changed > 0);
        });
    }

    /**
     * A room that one has entered.
     *
     * @param lastNumber of its newest message; 0 when there is none
     */
    record Entered(long id, String name, long lastNumber) {
        private static Entered from(ResultSet row) throws SQLException {
            return new Entered(row.getLong("id"), row.getString("room_name"), row.getLong("last_number"));
        }
    }

    /** Counts nothing: what is unread may be very much. */
    private static final String ENTER = """
            select r.id, r.room_name, r.last_number from rooms r
            where lower(r.room_name) = lower(?) and (?::bigint is null or exists (
                select from room_users u where u.room_id = r.id and u.user_id = ?::bigint))
            """;

    /**
     * The room, to be read or written in.
     *
     * @throws GymException NOT_FOUND unless one is in it, or is the owner and reads
     */
    Entered enter(String name) {
        return database.read(ENTER, Entered::from, name, me.userId(), me.userId()).stream()
                .findFirst()
                .orElseThrow(() -> notIn(found(name), name));
    }

    /** The same inside a change. */
    Entered enter(Handle handle, String name) {
        return handle.select(ENTER, name, me.userId(), me.userId())
                .map((row, context) -> Entered.from(row))
                .findOne()
                .orElseThrow(() -> notIn(found(handle, name), name));
    }

    private record Found(Room room, boolean mayJoin) {
        boolean isIn() {
            return room.unread() != null;
        }
    }

    private Room toSeeTo(Optional<Found> found, String name) {
        return found.filter(room -> room.isIn() || me.seesToAll())
                .orElseThrow(() -> notIn(found, name))
                .room();
    }

    /** Says no more of a room than one may know. */
    private GymException notIn(Optional<Found> found, String name) {
        if (found.isEmpty() && me.seesToAll()) {
            return GymException.missing(
                    "room",
                    name,
                    "there is no room '%s'".formatted(name),
                    "gymctl chat rooms --all shows what there is");
        }
        boolean joins = found.isPresent()
                && (found.get().mayJoin()
                        || (me.seesToAll() && found.get().room().pair().isEmpty()));
        if (!joins) {
            return GymException.missing(
                    "room",
                    name,
                    "you are in no room '%s'".formatted(name),
                    "gymctl chat rooms shows those that you are in");
        }
        return new GymException(
                Kind.NOT_FOUND,
                "you are in no room '%s'".formatted(name),
                "gymctl chat join '%s'".formatted(found.get().room().name()));
    }

    private Optional<Found> found(String name) {
        return database.read(findRoom(), Rooms::found, me.userId(), name).stream()
                .findFirst();
    }

    private Optional<Found> found(Handle handle, String name) {
        return handle.select(findRoom(), me.userId(), name)
                .map((row, context) -> found(row))
                .findOne();
    }

    private static String findRoom() {
        return "select %s, coalesce(%s, false) as may_join from %s where lower(r.room_name) = lower(?)"
                .formatted(Room.COLUMNS, MAY_JOIN, TABLES);
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(Room.from(row), row.getBoolean("may_join"));
    }

    /** A room that has the name, the class or the pair. */
    private Optional<Room> there(Handle handle, NewRoom wanted, List<Long> pair) {
        return handle.select(
                        """
                        select %s from %s
                        where lower(r.room_name) = lower(?) or r.class_id = ?::bigint
                           or r.first_user = ?::bigint and r.second_user = ?::bigint
                        order by r.id limit 1
                        """.formatted(Room.COLUMNS, TABLES),
                        me.userId(),
                        wanted.name(),
                        wanted.classId(),
                        pair.isEmpty() ? null : pair.get(0),
                        pair.isEmpty() ? null : pair.get(1))
                .map((row, context) -> Room.from(row))
                .findOne();
    }

    private boolean isAsWanted(Room room, NewRoom wanted, List<Long> pair) {
        return room.name().equalsIgnoreCase(wanted.name())
                && room.open() == wanted.open()
                && Optional.ofNullable(room.classId()).equals(Optional.ofNullable(wanted.classId()))
                && room.pair().equals(pair)
                && room.archivedAt() == null
                && (room.unread() != null || me.equals(Speaker.OWNER));
    }

    private static List<Long> ofClass(Handle handle, long classId) {
        List<Long> users =
                handle.select("""
                        select coach_id from classes where id = ?
                        union select member_id from enrollments
                        where class_id = ? and status in ('booked', 'waitlisted', 'attended')
                        order by 1
                        """, classId, classId).mapTo(long.class).list();
        if (users.isEmpty()) {
            throw new GymException(Kind.NOT_FOUND, "there is no class %d".formatted(classId));
        }
        return users;
    }

    private static User invited(Handle handle, String idOrEmail) {
        User user = Users.lock(handle, idOrEmail);
        if (!user.active()) {
            throw new GymException(Kind.CONFLICT, "user %d is not active".formatted(user.id()));
        }
        return user;
    }

    /** Whether somebody was not in the room before. */
    private static boolean add(Handle handle, long room, long user) {
        return handle.execute(
                        "insert into room_users (room_id, user_id) values (?, ?) on conflict do nothing", room, user)
                > 0;
    }

    private static void remove(Change change, Room room, long user) {
        if (change.handle().execute("delete from room_users where room_id = ? and user_id = ?", room.id(), user) > 0) {
            change.note("room", room.id());
            change.note("user_" + user, "left");
        }
    }

    private static List<RoomUser> among(Handle handle, Room room, List<Long> ids) {
        return handle.createQuery(usersWhere("r.id = :room and u.user_id = any (:ids)"))
                .registerArrayType(Long.class, "bigint")
                .bind("room", room.id())
                .bindArray("ids", Long.class, ids)
                .map((row, context) -> user(row))
                .list();
    }

    private static String usersWhere(String condition) {
        return "select r.room_name, u.user_id, p.full_name, u.joined_at, u.read_number"
                + " from room_users u join rooms r on r.id = u.room_id join users p on p.id = u.user_id"
                + " where " + condition + " order by u.user_id";
    }

    private static RoomUser user(ResultSet row) throws SQLException {
        return new RoomUser(
                row.getString("room_name"),
                row.getLong("user_id"),
                row.getString("full_name"),
                Rows.instant(row, "joined_at"),
                row.getLong("read_number"));
    }
}
