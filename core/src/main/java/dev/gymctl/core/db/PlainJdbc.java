package dev.gymctl.core.db;

import dev.gymctl.core.db.Database.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Reads and changes by plain JDBC, for what is run most and for what cron waits for: JDBI would cost these a third of their
 * time, to load. What fails is told as {@link SqlErrors#refusal} says.
 */
public final class PlainJdbc {
    private final ConnectionFactory connections;

    /**
     * On connections that are opened for a statement or a transaction each. What was not committed has to be taken back by
     * whoever closes them.
     */
    public PlainJdbc(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** On this connection alone, which stays open. */
    public PlainJdbc(Connection connection) {
        this(new ConnectionFactory() {
            @Override
            public Connection openConnection() {
                return connection;
            }

            @Override
            public void closeConnection(Connection theSame) {}
        });
    }

    /**
     * The rows of a query.
     *
     * @param parameters for the question marks, in their order; null is NULL
     */
    public <T> List<T> read(String query, RowReader<T> reader, Object... parameters) {
        return on(connection -> read(connection, query, reader, parameters));
    }

    /** How many rows a statement has changed; the parameters as in {@link #read}. */
    public int update(String statement, Object... parameters) {
        return on(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                bind(prepared, parameters);
                return prepared.executeUpdate();
            }
        });
    }

    /** Work in one transaction, or in the one that the connection is in already. */
    public <T> T inTransaction(Function<Connection, T> work) {
        return on(connection -> {
            if (!connection.getAutoCommit()) {
                return work.apply(connection);
            }
            connection.setAutoCommit(false);
            T value = work.apply(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return value;
        });
    }

    /** Something that is done on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T on(Work<T> work) {
        try {
            Connection connection = connections.openConnection();
            try {
                return work.on(connection);
            } finally {
                connections.closeConnection(connection);
            }
        } catch (SQLException e) {
            throw SqlErrors.refusal(e);
        }
    }

    static <T> List<T> read(Connection connection, String query, RowReader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            bind(statement, parameters);
            return all(statement.executeQuery(), reader);
        }
    }

    static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    static <T> List<T> all(ResultSet rows, RowReader<T> reader) throws SQLException {
        List<T> values = new ArrayList<>();
        while (rows.next()) {
            values.add(reader.read(rows));
        }
        return values;
    }
}
