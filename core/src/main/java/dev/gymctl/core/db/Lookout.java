package dev.gymctl.core.db;

import dev.gymctl.core.db.Database.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/** Looks at the database again and again, on a connection of its own: one that is lost is replaced at the next look. */
public final class Lookout implements AutoCloseable {
    private static final int ANSWER_MILLIS = 60_000;

    private final Database database;
    private Connection connection;
    private boolean wasThere;

    public Lookout(Database database) {
        this.database = database;
    }

    /**
     * Several reads of one state, in one read-only transaction.
     *
     * @throws dev.gymctl.core.GymException UNAVAILABLE when there is no connection now, which the next look may have
     */
    public synchronized <T> T look(Function<Snapshot, T> reads) {
        boolean done = false;
        try {
            if (connection == null) {
                connection = database.connectToStay(wasThere);
                connection.setNetworkTimeout(null, ANSWER_MILLIS); // the driver needs no executor for it
                wasThere = true;
            }
            T value = Database.readSnapshot(connection, reads);
            done = true;
            return value;
        } catch (SQLException e) {
            throw SqlErrors.refusal(e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    @Override
    public synchronized void close() {
        Database.dismiss(connection);
        connection = null;
    }
}
