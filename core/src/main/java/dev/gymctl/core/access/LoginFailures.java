package dev.gymctl.core.access;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.gym.GymSettings;
import dev.gymctl.core.user.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * Failed logins in a row: after three, each makes the next attempt wait twice as long, up to a quarter of an hour. It is
 * counted for names that nobody has just as for users, so that waiting tells nothing.
 */
final class LoginFailures {
    /** Attempts that nobody has to wait after. */
    static final int FREE = 3;

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** After this time without a failure they are forgotten. */
    static final Duration MEMORY = Duration.ofDays(1);

    private final Database database;
    private final Clock clock;

    LoginFailures(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The pause after so many failures in a row. */
    static Duration pause(int failures) {
        if (failures <= FREE) {
            return Duration.ZERO;
        }
        Duration pause = Duration.ofSeconds(1L << Math.min(failures - FREE + 1, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /**
     * Counts an attempt as failed before it is made, so that those who try many at once are counted too.
     *
     * @param user null when nobody has that name
     * @return the failures in a row before this one
     * @throws GymException DENIED while the pause lasts, saying until when
     */
    int admit(User user, String name) {
        // The database rounds to microseconds, and what it rounds up would not have come yet.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] digest = digest(user, name);
        Instant[] notBefore = new Instant[1];
        Integer before = database.jdbi().inTransaction(handle -> {
            handle.execute("""
                    delete from login_failures where name_digest in (
                        select name_digest from login_failures where last_failed_at < ? for update skip locked)
                    """, at(now.minus(MEMORY)));
            handle.execute(
                    "insert into login_failures (name_digest, failures, last_failed_at, not_before)"
                            + " values (?, 0, ?, ?) on conflict do nothing",
                    digest,
                    at(now),
                    at(now));
            record Row(int failures, Instant notBefore) {}
            Row row = handle.createQuery(
                            "select failures, not_before from login_failures where name_digest = :name for update")
                    .bind("name", digest)
                    .map((found, context) -> new Row(
                            found.getInt("failures"),
                            found.getObject("not_before", OffsetDateTime.class).toInstant()))
                    .one();
            if (now.isBefore(row.notBefore())) {
                notBefore[0] = row.notBefore();
                return null;
            }
            handle.execute(
                    "update login_failures set failures = ?, last_failed_at = ?, not_before = ? where name_digest = ?",
                    row.failures() + 1,
                    at(now),
                    at(now.plus(pause(row.failures() + 1))),
                    digest);
            return row.failures();
        });
        if (before == null) {
            throw tooMany(notBefore[0]);
        }
        return before;
    }

    /** Forgets a user's failures: after a login, and with a new one-time code. */
    static void forget(Handle handle, User user) {
        handle.execute("delete from login_failures where name_digest = ?", (Object) digest(user, null));
    }

    /** Of a user the id, whichever name was typed; of nobody a digest, for people type passwords where names belong. */
    static byte[] digest(User user, String name) {
        return Token.hash(user != null ? "user " + user.id() : "nobody " + name.toLowerCase(Locale.ROOT));
    }

    private GymException tooMany(Instant notBefore) {
        Instant second = notBefore.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
        return new GymException(
                Kind.DENIED,
                "too many failed logins in a row: the next attempt is possible at "
                        + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(second.atZone(GymSettings.zone(database))),
                null);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
