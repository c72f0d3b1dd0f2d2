package dev.gymctl.core.access;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.user.User;
import dev.gymctl.core.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Logging in, and the passwords it takes.
 *
 * <p>Somebody who does not know the password learns nothing from it, not even whether there is such a user: the answer
 * is the same, and so is the work it takes.
 */
public final class Logins {
    /** How long a login lasts. */
    public static final Duration SESSION = Duration.ofDays(14);

    /** How long a one-time code is good for. */
    public static final Duration ONE_TIME = Duration.ofDays(3);

    private final Database database;
    private final Clock clock;
    private final Argon2 argon2;
    private final LoginFailures failures;

    public Logins(Database database, Clock clock) {
        this(database, clock, new Argon2());
    }

    /** For tests: with another Argon2. */
    Logins(Database database, Clock clock, Argon2 argon2) {
        this.database = database;
        this.clock = clock;
        this.argon2 = argon2;
        this.failures = new LoginFailures(database, clock);
    }

    /** Asks for the new password that has to be set now. */
    @FunctionalInterface
    public interface NewPassword {
        /**
         * The new password.
         *
         * @param why what is wrong with the old one, for people
         */
        String ask(String why);
    }

    /**
     * What a login led to.
     *
     * @param failures failed logins in a row before it
     */
    public record LoggedIn(Sessions.Issued session, int failures) {}

    /**
     * What is known of a user's login.
     *
     * @param changedAt when the password or the code was set; null when there is none
     * @param oneTimeUntil how long the one-time code is good for; null when there is none
     * @param failures failed logins in a row
     * @param notBefore when the next attempt is possible; null without failures
     */
    public record State(Instant changedAt, Instant oneTimeUntil, int failures, Instant notBefore) {}

    /**
     * A one-time code.
     *
     * @param code the secret, shown once
     */
    public record Reset(User user, String code, Instant until) {}

    /** What a login is checked against. */
    private record Stored(String hash, Instant changedAt, Instant oneTimeUntil) {}

    /**
     * Opens a session. A one-time code, and a password that is shorter than the user's role needs, is changed with it.
     *
     * @param name id or e-mail
     * @param newPassword asked only when the password is right and has to be changed
     * @throws GymException DENIED when name or password is wrong, alike; after failures, when it is too soon; when the
     *     user is not active or the code has expired; INVALID for a bad new password
     */
    public LoggedIn login(String name, String password, NewPassword newPassword) {
        User user = find(name);
        Stored stored = user == null ? null : stored(user);
        int failuresBefore = verify(user, name, stored, password);
        if (!user.active()) {
            throw new GymException(
                    Kind.DENIED,
                    "user %d is not active".formatted(user.id()),
                    "a treasurer or an admin can activate you");
        }
        String fresh = null;
        if (stored.oneTimeUntil() != null) {
            if (clock.instant().isAfter(stored.oneTimeUntil())) {
                throw new GymException(
                        Kind.DENIED,
                        "the one-time code has expired",
                        "a treasurer or an admin can give you another: gymctl user reset-password");
            }
            fresh = accepted(user, password, newPassword.ask("a one-time code is used once: choose a password"));
        } else if (!Passwords.isLongEnough(Passwords.normalise(password), user.role())) {
            fresh = accepted(
                    user,
                    password,
                    newPassword.ask("%s needs a password of %d characters: choose a new one"
                            .formatted(user.role().withArticle(), Passwords.minimum(user.role()))));
        }
        return new LoggedIn(open("login", user, stored, password, fresh), failuresBefore);
    }

    /**
     * Changes the password of somebody logged in, revokes all their sessions and tokens, and opens a new one.
     *
     * @throws GymException DENIED when the old password is wrong, or too soon after failures; INVALID for a bad new one
     */
    public Sessions.Issued change(Session session, String password, String newPassword) {
        User user = find(Long.toString(session.userId()));
        Stored stored = stored(user);
        verify(user, null, stored, password);
        return open("passwd", user, stored, password, accepted(user, password, newPassword));
    }

    /**
     * Gives a user a one-time code in place of the password, and revokes all their sessions and tokens.
     *
     * @param changes on whose authority
     * @throws GymException NOT_FOUND; DENIED for a user of a higher role
     */
    public Reset reset(Changes changes, String idOrEmail) {
        String code = OneTimeCode.random();
        String hash = argon2.hash(OneTimeCode.normalise(code));
        Instant until = clock.instant().plus(ONE_TIME);
        return changes.make("user reset-password", change -> {
            User user = Users.lock(change.handle(), idOrEmail);
            setPassword(change.handle(), user, hash, until);
            LoginFailures.forget(change.handle(), user);
            change.note("user", user.id());
            change.note("until", until);
            return new Reset(user, code, until);
        });
    }

    /** What is known of a user's login. */
    public State state(User user) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select l.changed_at, l.one_time_until, coalesce(f.failures, 0) as failures, f.not_before
                        from (select) one
                        left join logins l on l.user_id = :user
                        left join login_failures f on f.name_digest = :digest and f.last_failed_at >= :since
                        """)
                        .bind("user", user.id())
                        .bind("digest", LoginFailures.digest(user, null))
                        .bind(
                                "since",
                                clock.instant().minus(LoginFailures.MEMORY).atOffset(ZoneOffset.UTC))
                        .map((row, context) -> new State(
                                instant(row.getObject("changed_at", OffsetDateTime.class)),
                                instant(row.getObject("one_time_until", OffsetDateTime.class)),
                                row.getInt("failures"),
                                instant(row.getObject("not_before", OffsetDateTime.class))))
                        .one());
    }

    /** Compares once, with a hash of nobody's where there is none; a failure stays counted, a match forgets them all. */
    private int verify(User user, String name, Stored stored, String password) {
        int failuresBefore = failures.admit(user, name);
        boolean matches = stored == null
                ? argon2.matches(Passwords.normalise(password), argon2.nobodys())
                : argon2.matches(secret(stored, password), stored.hash());
        if (!matches) {
            throw new GymException(
                    Kind.DENIED,
                    "the name or the password is wrong",
                    "whoever has forgotten the password gets a one-time code: gymctl user reset-password");
        }
        database.jdbi().useHandle(handle -> LoginFailures.forget(handle, user));
        return failuresBefore;
    }

    private static String secret(Stored stored, String typed) {
        return stored.oneTimeUntil() != null ? OneTimeCode.normalise(typed) : Passwords.normalise(typed);
    }

    /** The hash of a new password that is good and new. */
    private String accepted(User user, String old, String typed) {
        String password = Passwords.normalise(typed);
        String email = user.email() == null ? "" : user.email();
        String gym = database.jdbi()
                .withHandle(handle -> handle.createQuery("select name from gym")
                        .mapTo(String.class)
                        .one());
        Passwords.check(
                password,
                user.role(),
                List.of(email, email.replaceFirst("@.*", ""), gym, user.fullName(), user.firstName(), user.lastName()));
        if (password.equals(Passwords.normalise(old))) {
            throw new GymException(Kind.INVALID, "the new password is the old one");
        }
        return argon2.hash(password);
    }

    /** Opens the session, unless the password was changed or the user deactivated while it was looked at. */
    private Sessions.Issued open(String action, User user, Stored stored, String password, String fresh) {
        String rehashed =
                fresh == null && argon2.isWeaker(stored.hash()) ? argon2.hash(secret(stored, password)) : null;
        Operator operator = Access.operator(user.id(), user.role());
        return new Changes(database::jdbi, operator).make(action, change -> {
            Handle handle = change.handle();
            User now = Users.lock(handle, Long.toString(user.id()));
            if (!now.active() || !stored(handle, now).equals(Optional.of(stored))) {
                throw new GymException(Kind.BUSY, "the login was changed meanwhile", "try again");
            }
            if (fresh != null) {
                setPassword(handle, now, fresh, null);
                change.note("password", "changed");
            } else if (rehashed != null) {
                handle.execute("select rehash_password(?, ?, ?)", now.id(), stored.hash(), rehashed);
            }
            Instant at = clock.instant();
            Sessions.Issued issued = Sessions.open(handle, now, null, at, at.plus(SESSION));
            change.note("user", now.id());
            change.note("session", issued.id());
            return issued;
        });
    }

    private static void setPassword(Handle handle, User user, String hash, Instant oneTimeUntil) {
        handle.execute(
                "select set_password(?, ?, ?)",
                user.id(),
                hash,
                oneTimeUntil == null ? null : oneTimeUntil.atOffset(ZoneOffset.UTC));
    }

    private User find(String name) {
        return database.jdbi().withHandle(handle -> Users.find(handle, name)).orElse(null);
    }

    private Stored stored(User user) {
        return database.jdbi().withHandle(handle -> stored(handle, user)).orElse(null);
    }

    private static Optional<Stored> stored(Handle handle, User user) {
        return handle.createQuery("select * from password_of(:user)")
                .bind("user", user.id())
                .map((row, context) -> new Stored(
                        row.getString("password_hash"),
                        instant(row.getObject("changed_at", OffsetDateTime.class)),
                        instant(row.getObject("one_time_until", OffsetDateTime.class))))
                .findOne();
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
