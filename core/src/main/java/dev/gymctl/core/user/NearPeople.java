package dev.gymctl.core.user;

import dev.gymctl.core.db.Database;
import java.util.List;
import java.util.Locale;

/** Who may have been meant by a name that nobody has; asked only after that has failed. */
public final class NearPeople {
    private static final int MOST = 20_000;

    private NearPeople() {}

    /**
     * The e-mails that may be meant by one that nobody has, in one query: those with the same part before the @, and those
     * with the same part after it that are about as long and begin or end alike.
     *
     * @param noun {@code member}, {@code coach} or {@code user}
     * @param typed an e-mail
     */
    public static List<String> of(Database database, String noun, String typed) {
        String hasAFile = switch (noun) {
            case "member" -> "exists (select from members f where f.user_id = u.id)";
            case "coach" -> "exists (select from coaches f where f.user_id = u.id)";
            default -> "true";
        };
        return database.read(
                """
                with typed as (select split_part(?, '@', 1) as name, split_part(?, '@', 2) as host),
                     people as (
                        select u.id, u.email, split_part(lower(u.email), '@', 1) as name,
                               split_part(lower(u.email), '@', 2) as host
                        from users u where u.email is not null and %s)
                select p.email
                from people p cross join typed t
                where p.name = t.name
                   or (p.host = t.host and abs(length(p.name) - length(t.name)) <= 2
                       and (left(p.name, 1) = left(t.name, 1) or right(p.name, 1) = right(t.name, 1)))
                order by p.name = t.name desc, p.id
                limit %d
                """.formatted(hasAFile, MOST),
                row -> row.getString(1),
                typed.toLowerCase(Locale.ROOT),
                typed.toLowerCase(Locale.ROOT));
    }
}
