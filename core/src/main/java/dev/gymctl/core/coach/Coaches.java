package dev.gymctl.core.coach;

import dev.gymctl.core.GymException;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Import;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.importing.ImportKind;
import dev.gymctl.core.money.Money;
import dev.gymctl.core.user.NewUser;
import dev.gymctl.core.user.PeopleImport;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.User;
import dev.gymctl.core.user.Users;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The coaches. */
public final class Coaches {
    private final Jdbi jdbi;
    private final Changes changes;
    private final Clock clock;

    public Coaches(Jdbi jdbi, Changes changes, Clock clock) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.clock = clock;
    }

    /** Adds a coach; CONFLICT if the e-mail is somebody's already. */
    public Coach add(NewUser user) {
        long id = changes.make("coach add", change -> {
            long added = Users.add(change.handle(), user, Role.COACH);
            change.handle().execute("insert into coaches (user_id) values (?)", added);
            change.note("coach", added);
            return added;
        });
        return get(String.valueOf(id));
    }

    /** All coaches, by id. */
    public List<Coach> list() {
        return jdbi.withHandle(handle -> select(handle, "true", null));
    }

    /**
     * One coach.
     *
     * @param idOrEmail names the coach
     * @throws GymException NOT_FOUND
     */
    public Coach get(String idOrEmail) {
        return jdbi.withHandle(handle -> select(handle, Users.namedBy(idOrEmail), idOrEmail)).stream()
                .findFirst()
                .orElseThrow(() -> notFound(idOrEmail));
    }

    /** The id of a coach, inside a change. */
    public static long id(Handle handle, String idOrEmail) {
        return handle.createQuery("select c.user_id from coaches c join users u on u.id = c.user_id where "
                        + Users.namedBy(idOrEmail))
                .bind("name", idOrEmail)
                .mapTo(long.class)
                .findOne()
                .orElseThrow(() -> notFound(idOrEmail));
    }

    /**
     * Adds the coaches of a file, known by their e-mail, or brings them up to date.
     *
     * @param trial everything but the commit
     * @throws GymException INVALID with every line that cannot be taken; then nothing is
     */
    public ImportCounts importFrom(CsvSource source, Gym gym, boolean trial) {
        return changes.make("coach import", trial, change -> {
            Import people = PeopleImport.run(change, source, gym, clock, Role.COACH);
            change.handle().execute("""
                            with added as (
                                insert into coaches (user_id)
                                select user_id from people
                                where user_id not in (select user_id from coaches)
                                order by line
                                returning user_id)
                            update people set outcome = 'added' from added where people.user_id = added.user_id
                            """);
            people.remember(ImportKind.COACH, """
                    select p.user_id from people p join users u on u.id = p.user_id
                    where p.outcome = 'added' and u.role = 'member'
                    """);
            change.handle().execute("""
                            update users set role = 'coach'
                            where role = 'member' and id in (select user_id from people where outcome = 'added')
                            """);
            return people.finish(change, ImportKind.COACH, "user_id");
        });
    }

    private List<Coach> select(Handle handle, String condition, String name) {
        return handle.createQuery("""
                        select <user>, gym.currency, a.payment_balance, a.numbers_classes_taught, a.last_payment_balance
                        from gym
                        cross join users u
                        join coach_accounts(:now) a on a.coach_id = u.id
                        where <condition>
                        order by u.id
                        """)
                .define("user", User.COLUMNS)
                .define("condition", condition)
                .bind("now", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .bind("name", name)
                .map((row, context) -> {
                    Currency currency = Currency.getInstance(row.getString("currency"));
                    return new Coach(
                            User.from(row),
                            new Money(row.getLong("payment_balance"), currency),
                            row.getInt("numbers_classes_taught"),
                            new Money(row.getLong("last_payment_balance"), currency));
                })
                .list();
    }

    private static GymException notFound(String idOrEmail) {
        return GymException.missing(
                "coach", idOrEmail, "there is no coach '%s'".formatted(idOrEmail), "gymctl coach list shows them all");
    }
}
