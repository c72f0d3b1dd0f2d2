package dev.gymctl.core.importing;

import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.NumberPrefix;
import dev.gymctl.core.db.Suggestion;
import java.util.List;

/** The imports that may be meant by the beginning of a number. */
public final class ImportSuggestions {
    private ImportSuggestions() {}

    /** The newest first. */
    public static List<Suggestion> of(Database database, String prefix) {
        NumberPrefix numbers = NumberPrefix.of(prefix);
        return database.read(
                """
                select i.id::text, i.kind || ', ' || i.file || ', '
                       || to_char(i.imported_at at time zone g.zone, 'YYYY-MM-DD HH24:MI')
                       || case when i.undone_at is null then '' else ', undone' end
                from %s
                cross join lateral (select * from imports where id between lo and hi order by id desc limit %d) i
                cross join gym g
                order by range.nth, i.id desc limit %d
                """.formatted(NumberPrefix.RANGES, Suggestion.MOST, Suggestion.MOST),
                row -> new Suggestion(row.getString(1), row.getString(2)),
                numbers.from(),
                numbers.to());
    }
}
