package dev.gymctl.core.classes;

import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.NumberPrefix;
import dev.gymctl.core.db.Suggestion;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** The classes that may be meant by the beginning of a number. */
public final class ClassSuggestions {
    private static final Duration RECENT = Duration.ofDays(2);
    private static final int PAST = 10;

    private ClassSuggestions() {}

    /** By number; for an empty prefix those that come next, after the last ones before. */
    public static List<Suggestion> of(Database database, Clock clock, String prefix) {
        String shown =
                "c.id::text, to_char(c.starts_at at time zone g.zone, 'YYYY-MM-DD HH24:MI') || ' ' || c.class_title"
                        + " || case c.status when 'cancelled' then ', cancelled' else '' end";
        if (prefix.isEmpty()) {
            return database.read(
                    """
                    select %s from gym g cross join (
                        (select * from classes where starts_at >= ? order by starts_at, id limit %d)
                        union all
                        (select * from classes where starts_at < ? order by starts_at desc, id desc limit %d)) c
                    order by c.starts_at, c.id
                    """.formatted(shown, Suggestion.MOST - PAST, PAST),
                    row -> new Suggestion(row.getString(1), row.getString(2)),
                    clock.instant().minus(RECENT).atOffset(ZoneOffset.UTC),
                    clock.instant().minus(RECENT).atOffset(ZoneOffset.UTC));
        }
        NumberPrefix numbers = NumberPrefix.of(prefix);
        return database.read(
                """
                select %s from %s
                cross join lateral (select * from classes where id between lo and hi order by id desc limit %d) c
                cross join gym g
                order by range.nth, c.id desc limit %d
                """.formatted(shown, NumberPrefix.RANGES, Suggestion.MOST, Suggestion.MOST),
                row -> new Suggestion(row.getString(1), row.getString(2)),
                numbers.from(),
                numbers.to());
    }
}
