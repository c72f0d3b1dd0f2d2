package dev.gymctl.core.access;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.User;
import dev.gymctl.core.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sessions: of logins, and service tokens, which are named. Deactivation and a new password revoke them all. */
public final class Sessions {
    private final Database database;
    private final Changes changes;
    private final Clock clock;

    public Sessions(Database database, Changes changes, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * A session as it is listed.
     *
     * @param name the service token's, or null for a login
     * @param lastUsedAt to the hour, or null
     */
    public record Listed(long id, String name, Instant createdAt, Instant expiresAt, Instant lastUsedAt) {}

    /**
     * A session that was just opened.
     *
     * @param token the secret: shown or kept once, for the database has it no longer
     */
    public record Issued(long id, String token, User user, String name, Instant expiresAt) {}

    /** The live session of a token, by one query of plain JDBC: every command of somebody logged in asks it. */
    public static Optional<Session> find(Database database, String token, Clock clock) {
        return database
                .read(
                        "select * from session_of(?, ?)",
                        row -> new Session(
                                row.getLong("id"),
                                row.getString("name"),
                                instant(row.getObject("expires_at", OffsetDateTime.class)),
                                row.getLong("user_id"),
                                row.getString("full_name"),
                                row.getString("email"),
                                Role.of(row.getString("role"))),
                        Token.hash(token),
                        now(clock))
                .stream()
                .findFirst();
    }

    /** The live sessions of a user, by id. */
    public List<Listed> list(long userId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select id, name, created_at, expires_at, last_used_at
                        from sessions
                        where user_id = :user and revoked_at is null and expires_at > :now
                        order by id
                        """)
                        .bind("user", userId)
                        .bind("now", now(clock))
                        .map((row, context) -> new Listed(
                                row.getLong("id"),
                                row.getString("name"),
                                instant(row.getObject("created_at", OffsetDateTime.class)),
                                instant(row.getObject("expires_at", OffsetDateTime.class)),
                                instant(row.getObject("last_used_at", OffsetDateTime.class))))
                        .list());
    }

    /**
     * Makes a service token, which acts for a user until it expires or is revoked.
     *
     * @param name unique among live tokens
     * @throws GymException NOT_FOUND; INVALID for a name that is empty or holds a control character, or an expiry that
     *     is past; CONFLICT if there is a live token of that name, or the user is not active
     */
    public Issued addToken(String idOrEmail, String name, Instant expiresAt) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new GymException(Kind.INVALID, "a token needs a name that can be printed");
        }
        if (!expiresAt.isAfter(clock.instant())) {
            throw new GymException(Kind.INVALID, "a token cannot expire in the past");
        }
        return changes.make("user token", change -> {
            Handle handle = change.handle();
            User user = Users.lock(handle, idOrEmail);
            if (!user.active()) {
                throw new GymException(
                        Kind.CONFLICT,
                        "user %d is not active".formatted(user.id()),
                        "gymctl user activate " + user.id());
            }
            // An expired token gives its name back.
            handle.execute(
                    "update sessions set revoked_at = now() where name = ? and revoked_at is null and expires_at <= ?",
                    name,
                    now(clock));
            handle.createQuery("select id from sessions where name = :name and revoked_at is null")
                    .bind("name", name)
                    .mapTo(long.class)
                    .findOne()
                    .ifPresent(taken -> {
                        throw new GymException(
                                Kind.CONFLICT,
                                "there is a token '%s' already, session %d".formatted(name, taken),
                                "revoke that one first, or take another name");
                    });
            Issued issued = open(handle, user, name, clock.instant(), expiresAt);
            change.note("user", user.id());
            change.note("session", issued.id());
            change.note("name", name);
            change.note("expires_at", expiresAt);
            return issued;
        });
    }

    /**
     * Revokes a user's service token.
     *
     * @return its session's id
     * @throws GymException NOT_FOUND
     */
    public long revokeToken(String idOrEmail, String name) {
        return changes.make("user token", change -> {
            User user = Users.lock(change.handle(), idOrEmail);
            long id = change.handle()
                    .createQuery(
                            "select id from sessions where user_id = :user and name = :name and revoked_at is null")
                    .bind("user", user.id())
                    .bind("name", name)
                    .mapTo(long.class)
                    .findOne()
                    .orElseThrow(() -> new GymException(
                            Kind.NOT_FOUND,
                            "user %d has no live token '%s'".formatted(user.id(), name),
                            "gymctl user show %d lists them".formatted(user.id())));
            revoke(change.handle(), id);
            change.note("user", user.id());
            change.note("session", id);
            change.note("revoked", name);
            return id;
        });
    }

    /** Revokes the session of a login, on the authority of its user. */
    public static void logout(Database database, Session session) {
        new Changes(database::jdbi, Access.operator(session.userId(), session.role())).make("logout", change -> {
            if (revoke(change.handle(), session.id()) > 0) {
                change.note("session", session.id());
            }
            return null;
        });
    }

    static Issued open(Handle handle, User user, String name, Instant now, Instant expiresAt) {
        String token = Token.random();
        long id = handle.createUpdate("""
                        insert into sessions (user_id, kind, name, token_hash, created_at, expires_at)
                        values (:user, :kind, :name, :hash, :now, :expires)
                        """)
                .bind("user", user.id())
                .bind("kind", name == null ? "session" : "service")
                .bind("name", name)
                .bind("hash", Token.hash(token))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one();
        return new Issued(id, token, user, name, expiresAt);
    }

    private static int revoke(Handle handle, long id) {
        return handle.execute("update sessions set revoked_at = now() where id = ? and revoked_at is null", id);
    }

    private static OffsetDateTime now(Clock clock) {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
