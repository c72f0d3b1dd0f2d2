package dev.gymctl.core.user;

import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.NumberPrefix;
import dev.gymctl.core.db.Suggestion;
import java.util.List;

/** The people who may be meant by the beginning of an e-mail or of a number. */
public final class PeopleSuggestions {
    /** So many e-mails are looked at, from the typed one on in their order, whosever they are. */
    private static final int LOOKED_AT = 1000;

    private PeopleSuggestions() {}

    /**
     * By e-mail, or by number where it begins with a digit or somebody has no e-mail; the newest for an empty prefix.
     * However many members there are, no more than some thousand rows are read.
     *
     * @param noun {@code member}, {@code coach} or {@code user}
     */
    public static List<Suggestion> of(Database database, String noun, String prefix) {
        String ids = switch (noun) {
            case "member" -> "(select user_id as id from members)";
            case "coach" -> "(select user_id as id from coaches)";
            default -> "users";
        };
        // Coaches are few, and among the e-mails of a million people theirs may be far away.
        String emails = noun.equals("coach")
                ? "select u.id, lower(u.email) as email from coaches c join users u on u.id = c.user_id"
                        + " where ? and lower(u.email) >= lower(?)"
                : "select id, lower(email) as email from users where ? and lower(email) >= lower(?)"
                        + " order by lower(email) limit " + LOOKED_AT;
        NumberPrefix numbers = NumberPrefix.of(prefix);
        boolean typed = !prefix.isEmpty();
        return database.read(
                """
                with by_number as (
                    select p.id, range.nth
                    from %s
                    cross join lateral (select id from %s people where id between lo and hi order by id desc limit %d) p
                    order by range.nth, p.id desc limit %d),
                by_email as (
                    select e.id from (%s) e
                    where starts_with(e.email, lower(?)) and e.id in (select id from %s people where people.id = e.id)
                    order by e.email limit %d)
                select coalesce(u.email, u.id::text), u.full_name
                from by_email join users u using (id)
                union all
                (select case when ? then u.id::text else coalesce(u.email, u.id::text) end, u.full_name
                 from by_number n join users u using (id) order by n.nth, n.id desc)
                """.formatted(NumberPrefix.RANGES, ids, Suggestion.MOST, Suggestion.MOST, emails, ids, Suggestion.MOST),
                row -> new Suggestion(row.getString(1), row.getString(2)),
                numbers.from(),
                numbers.to(),
                typed,
                prefix,
                prefix,
                typed);
    }
}
