package dev.gymctl.core.reconcile;

import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.NumberPrefix;
import dev.gymctl.core.db.Suggestion;
import java.util.List;

/** The lines of statements that may be meant by the beginning of a number. */
public final class LineSuggestions {
    private LineSuggestions() {}

    /** The newest first. */
    public static List<Suggestion> of(Database database, String prefix) {
        NumberPrefix numbers = NumberPrefix.of(prefix);
        return database.read(
                """
                select l.id::text, l.booked_on || ', ' || round(l.amount / 10.0 ^ g.currency_digits, g.currency_digits)
                       || coalesce(', ' || l.payer_name, '')
                from %s
                cross join lateral (select * from statement_lines where id between lo and hi order by id desc limit %d) l
                cross join gym g
                order by range.nth, l.id desc limit %d
                """.formatted(NumberPrefix.RANGES, Suggestion.MOST, Suggestion.MOST),
                row -> new Suggestion(row.getString(1), row.getString(2)),
                numbers.from(),
                numbers.to());
    }
}
