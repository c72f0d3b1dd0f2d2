package dev.gymctl.core.profile;

import dev.gymctl.core.csv.CsvProfile;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** The profiles that may be meant by the beginning of a name. */
public final class ProfileSuggestions {
    private ProfileSuggestions() {}

    /** Those that are part of the program, then the saved ones, by name. */
    public static List<Suggestion> of(Database database, String prefix) {
        List<Suggestion> all = new ArrayList<>();
        for (CsvProfile ours : BuiltIn.ALL) {
            all.add(new Suggestion(ours.name(), "members, built in"));
        }
        all.addAll(database.read(
                "select name, case kind when 'bank' then 'bank statements' else 'members' end from csv_profiles"
                        + " where starts_with(name, ?) order by name collate \"C\" limit " + Suggestion.MOST,
                row -> new Suggestion(row.getString(1), row.getString(2)),
                prefix));
        return all;
    }
}
