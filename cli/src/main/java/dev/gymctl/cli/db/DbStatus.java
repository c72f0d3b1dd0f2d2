package dev.gymctl.cli.db;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.EmbeddedPostgres;
import dev.gymctl.core.db.Schema;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl db status}: where the database is and how it does; starts nothing. */
@Command(description = "Show where the database is, whether it runs, and its schema.")
public final class DbStatus implements Printing {
    /**
     * What is shown.
     *
     * @param server null when the database is on a given server
     * @param schema null when the embedded server is not running
     */
    private record Report(DatabaseAddress address, EmbeddedPostgres.Status server, Schema schema) {
        Object running() {
            return server == null || server.running();
        }

        Object port() {
            return server != null && server.running() ? server.port() : null;
        }

        Object pid() {
            return server != null && server.running() ? server.pid() : null;
        }
    }

    private static final Columns<Report> COLUMNS = Columns.<Report>of()
            .add("address", report -> report.address().display())
            .add("origin", report -> report.address().origin())
            .add("embedded", report -> report.address().embedded())
            .add("running", Report::running)
            .add("pid", Report::pid)
            .add("port", Report::port)
            .add(
                    "size_bytes",
                    report -> report.server() == null ? null : report.server().bytes())
            .add(
                    "schema_version",
                    report -> report.schema() == null ? null : report.schema().version())
            .add("schema_expected", report -> Schema.VERSION);

    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public DbStatus(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        Database database = app.database();
        DatabaseAddress address = database.address();
        EmbeddedPostgres.Status server =
                address.embedded() ? address.embeddedPostgres().status() : null;
        Schema schema = server == null || server.running() ? database.status() : null;
        app.output(format).one(COLUMNS, new Report(address, server, schema));
        return 0;
    }
}
