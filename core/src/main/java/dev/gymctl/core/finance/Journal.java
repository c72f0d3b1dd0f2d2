package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.money.Money;
import dev.gymctl.core.user.Users;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;

/** The journal to be read: every entry's transfers, by effective day, entry and transfer. */
public final class Journal {
    private final Database database;

    public Journal(Database database) {
        this.database = database;
    }

    /**
     * The transfers that are meant, while they are fetched.
     *
     * @param lines is given them once, to go through once
     * @throws GymException NOT_FOUND for an account, a person or a transfer that is not there
     */
    public void list(JournalFilter filter, Consumer<Iterable<JournalLine>> lines) {
        List<Object> parameters = new ArrayList<>();
        database.stream(query(filter, parameters), Journal::line, lines, parameters.toArray());
    }

    /**
     * The same as a file for another program, with an entry's other transfers left out where the filter does.
     *
     * @param out is neither flushed nor closed
     * @return how many transfers were written
     */
    public long write(JournalFormat format, JournalFilter filter, Writer out) {
        Gym gym = database.read(
                        "select name, currency from gym",
                        row -> new Gym(row.getString(1), Currency.getInstance(row.getString(2))))
                .get(0);
        long[] written = {0};
        list(filter, lines -> {
            try {
                JournalFile file = new JournalFile(format, out, gym.name(), gym.currency());
                for (JournalLine line : lines) {
                    file.add(line);
                    written[0]++;
                }
                file.end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return written[0];
    }

    private record Gym(String name, Currency currency) {}

    private String query(JournalFilter filter, List<Object> parameters) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Long person = filter.person() == null ? null : person(filter.person());
        if (filter.account() != null) {
            if (database.read("select from accounts where code = ?", row -> true, filter.account())
                    .isEmpty()) {
                throw Accounts.notFound(filter.account());
            }
            conditions.add(
                    person == null
                            ? "(t.debit_account = ? or t.credit_account = ?)"
                            : "(t.debit_account = ? and t.debit_party = ? or t.credit_account = ? and t.credit_party = ?)");
            for (int side = 0; side < 2; side++) {
                parameters.add(filter.account());
                if (person != null) {
                    parameters.add(person);
                }
            }
        } else if (person != null) {
            conditions.add("(t.debit_party = ? or t.credit_party = ?)");
            parameters.add(person);
            parameters.add(person);
        }
        if (filter.from() != null) {
            conditions.add("e.effective_on >= ?");
            parameters.add(filter.from());
        }
        if (filter.to() != null) {
            conditions.add("e.effective_on <= ?");
            parameters.add(filter.to());
        }
        if (filter.after() != null) {
            Position after = position(filter.after());
            conditions.add(
                    "e.effective_on >= ? and (e.effective_on, e.id, t.id) > (?, ?, ?)"); // the first for the index
            parameters.addAll(List.of(after.day(), after.day(), after.entry(), filter.after()));
        }
        String limit = "";
        if (filter.limit() != null) {
            limit = " limit ?";
            parameters.add(filter.limit());
        }
        return """
                select t.id, t.entry_id, e.effective_on, e.value_on, e.recorded_at, e.kind, e.memo, e.idempotency_key, e.reverses,
                       r.id as reversed_by, t.debit_account, d.type as debit_type, t.debit_party, t.credit_account,
                       c.type as credit_type, t.credit_party, t.amount, gym.currency
                from gym
                cross join journal_entries e
                join transfers t on t.entry_id = e.id
                join accounts d on d.code = t.debit_account
                join accounts c on c.code = t.credit_account
                left join journal_entries r on r.reverses = e.id
                where %s
                order by e.effective_on, e.id, t.id%s
                """.formatted(String.join(" and ", conditions), limit);
    }

    private long person(String idOrEmail) {
        return database
                .read(
                        "select u.id from users u where " + Users.namedBy(idOrEmail, "?"),
                        row -> row.getLong(1),
                        idOrEmail)
                .stream()
                .findFirst()
                .orElseThrow(() -> Users.notFound(idOrEmail));
    }

    private record Position(LocalDate day, long entry) {}

    private Position position(long transfer) {
        return database
                .read(
                        "select e.effective_on, e.id from transfers t join journal_entries e on e.id = t.entry_id where t.id = ?",
                        row -> new Position(row.getObject(1, LocalDate.class), row.getLong(2)),
                        transfer)
                .stream()
                .findFirst()
                .orElseThrow(() -> new GymException(Kind.NOT_FOUND, "there is no transfer %d".formatted(transfer)));
    }

    private static JournalLine line(ResultSet row) throws SQLException {
        return new JournalLine(
                row.getLong("id"),
                row.getLong("entry_id"),
                row.getObject("effective_on", LocalDate.class),
                row.getObject("value_on", LocalDate.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("kind"),
                row.getString("memo"),
                row.getString("idempotency_key"),
                row.getObject("reverses", Long.class),
                row.getObject("reversed_by", Long.class),
                row.getString("debit_account"),
                row.getString("debit_type"),
                row.getObject("debit_party", Long.class),
                row.getString("credit_account"),
                row.getString("credit_type"),
                row.getObject("credit_party", Long.class),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))));
    }
}
