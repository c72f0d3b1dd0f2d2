package dev.gymctl.core.audit;

import dev.gymctl.core.db.PlainJdbc;
import dev.gymctl.core.db.SqlErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** The only way to change anything: one transaction, with its audit row as the last thing before the commit. */
public final class Changes {
    private final Transactions transactions;
    private final Operator operator;

    public Changes(Jdbi jdbi, Operator operator) {
        this(() -> jdbi, operator);
    }

    /** The same, with a database that is asked for when there is something to change. */
    public Changes(Supplier<Jdbi> jdbi, Operator operator) {
        this.transactions = new Transactions() {
            @Override
            public <T> T make(Function<Change, T> work) {
                return jdbi.get().inTransaction(handle -> work.apply(new Change(handle, operator)));
            }
        };
        this.operator = operator;
    }

    /** The same without JDBI, unless a change asks for it. */
    public Changes(PlainJdbc plain, Operator operator) {
        this.transactions = new Transactions() {
            @Override
            public <T> T make(Function<Change, T> work) {
                return plain.inTransaction(connection -> work.apply(new Change(connection, operator)));
            }
        };
        this.operator = operator;
    }

    private interface Transactions {
        <T> T make(Function<Change, T> work);
    }

    /**
     * Makes one change. If it notes nothing, it changed nothing and leaves no audit row.
     *
     * @param action what is done, as on the command line: {@code class enroll}
     * @param work throws to undo it all
     */
    public <T> T make(String action, Function<Change, T> work) {
        return make(action, false, work);
    }

    /** Makes a change, or only tries it: a trial does everything and then takes it all back. */
    public <T> T make(String action, boolean trial, Function<Change, T> work) {
        return tell(action, trial, work).now();
    }

    /** The same, and tells whether anything was changed, or would be. */
    public <T> Outcome<T> tell(String action, boolean trial, Function<Change, T> work) {
        return transactions.make(change -> {
            T now = work.apply(change);
            boolean changed = !change.notes().isEmpty();
            try {
                if (trial) {
                    change.connection().rollback();
                } else if (changed) {
                    append(change.connection(), action, change.notes());
                }
            } catch (SQLException e) {
                throw SqlErrors.refusal(e);
            }
            return new Outcome<>(now, changed);
        });
    }

    private void append(Connection connection, String action, Map<String, String> notes) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select audit_append(?, ?, ?, jsonb_object(?, ?))")) {
            statement.setObject(1, operator.userId());
            statement.setString(2, operator.name());
            statement.setString(3, action);
            statement.setArray(
                    4, connection.createArrayOf("text", notes.keySet().toArray()));
            statement.setArray(
                    5, connection.createArrayOf("text", notes.values().toArray()));
            statement.execute();
        }
    }
}
