package dev.gymctl.core.finance;

import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.NumberPrefix;
import dev.gymctl.core.db.Suggestion;
import java.util.List;

/** The plans, charges, payments and accounts that may be meant by the beginning of a name or a number. */
public final class FinanceSuggestions {
    private static final String AMOUNT = "round(f.amount / 10.0 ^ g.currency_digits, g.currency_digits)";

    private FinanceSuggestions() {}

    /**
     * Plans that one can subscribe to, by name, ignoring case.
     *
     * @param packs only those that are packs of classes
     */
    public static List<Suggestion> plans(Database database, boolean packs, String prefix) {
        return database.read(
                """
                select f.name, replace(f.kind, '_', ' ') || ' '
                       || round(f.price / 10.0 ^ g.currency_digits, g.currency_digits)
                from plans f cross join gym g
                where starts_with(lower(f.name), lower(?)) and f.retired_on is null and (not ? or f.kind = 'pack')
                order by f.name collate "C" limit %d
                """.formatted(Suggestion.MOST),
                row -> new Suggestion(row.getString(1), row.getString(2)),
                prefix,
                packs);
    }

    /** Charges, the newest first. */
    public static List<Suggestion> charges(Database database, String prefix) {
        return numbered(database, "charges", "f.kind || ', due ' || f.due_on", prefix);
    }

    /** Payments, the newest first. */
    public static List<Suggestion> payments(Database database, String prefix) {
        return numbered(database, "payments", "replace(f.method, '_', ' ') || ' ' || f.received_on", prefix);
    }

    private static List<Suggestion> numbered(Database database, String table, String what, String prefix) {
        NumberPrefix numbers = NumberPrefix.of(prefix);
        return database.read(
                """
                select f.id::text, u.full_name || ', ' || %s || ', ' || %s
                from %s
                cross join lateral (select * from %s where id between lo and hi order by id desc limit %d) f
                join users u on u.id = f.member_id
                cross join gym g
                order by range.nth, f.id desc limit %d
                """.formatted(AMOUNT, what, NumberPrefix.RANGES, table, Suggestion.MOST, Suggestion.MOST),
                row -> new Suggestion(row.getString(1), row.getString(2)),
                numbers.from(),
                numbers.to());
    }

    /** Accounts of the ledger, by code. */
    public static List<Suggestion> accounts(Database database, String prefix) {
        return database.read(
                "select code, name from accounts where starts_with(code, lower(?)) order by code collate \"C\" limit "
                        + Suggestion.MOST,
                row -> new Suggestion(row.getString(1), row.getString(2)),
                prefix);
    }
}
