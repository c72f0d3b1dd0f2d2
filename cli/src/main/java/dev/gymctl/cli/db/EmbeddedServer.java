package dev.gymctl.cli.db;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.core.GymException;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.EmbeddedPostgres;

/** What {@code db start} and {@code db stop} work on. */
final class EmbeddedServer {
    static final Columns<EmbeddedPostgres.Status> COLUMNS = Columns.<EmbeddedPostgres.Status>of()
            .add("running", EmbeddedPostgres.Status::running)
            .add("pid", status -> status.running() ? status.pid() : null)
            .add("port", status -> status.running() ? status.port() : null)
            .add("data", EmbeddedPostgres.Status::data)
            .add("postgres_version", EmbeddedPostgres.Status::version)
            .add("size_bytes", EmbeddedPostgres.Status::bytes);

    private EmbeddedServer() {}

    /**
     * The embedded server.
     *
     * @throws GymException INVALID when the address names another server, which is not gymctl's to start or stop
     */
    static EmbeddedPostgres of(App app) {
        DatabaseAddress address = app.database().address();
        if (!address.embedded()) {
            throw new GymException(
                    GymException.Kind.INVALID,
                    "the database is " + address.display() + " (from " + address.origin()
                            + "), which gymctl neither starts nor stops",
                    "only the embedded PostgreSQL is started and stopped by gymctl");
        }
        return address.embeddedPostgres();
    }
}
