package dev.gymctl.core.payroll;

import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.NumberPrefix;
import dev.gymctl.core.db.Suggestion;
import java.util.List;

/** The pay rates that may be meant by the beginning of a number. */
public final class RateSuggestions {
    private RateSuggestions() {}

    /** The newest first. */
    public static List<Suggestion> of(Database database, String prefix) {
        NumberPrefix numbers = NumberPrefix.of(prefix);
        return database.read(
                """
                select r.id::text, coalesce(u.full_name, 'everyone') || coalesce(', ' || r.class_title, '')
                       || ', from ' || r.valid_from || coalesce(' to ' || r.valid_to, '')
                from %s
                cross join lateral (select * from pay_rates where id between lo and hi order by id desc limit %d) r
                left join users u on u.id = r.coach_id
                order by range.nth, r.id desc limit %d
                """.formatted(NumberPrefix.RANGES, Suggestion.MOST, Suggestion.MOST),
                row -> new Suggestion(row.getString(1), row.getString(2)),
                numbers.from(),
                numbers.to());
    }
}
