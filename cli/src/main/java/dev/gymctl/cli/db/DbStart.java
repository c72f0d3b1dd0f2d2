package dev.gymctl.cli.db;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.db.EmbeddedPostgres;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl db start}: starts the embedded server, which any command would do when it needs it. */
@Command(description = {"Start the embedded PostgreSQL.", "Commands do so themselves when they need it."})
public final class DbStart implements Printing {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public DbStart(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(EmbeddedServer.COLUMNS);
    }

    @Override
    public Integer call() {
        EmbeddedPostgres postgres = EmbeddedServer.of(app);
        boolean started = postgres.start();
        EmbeddedPostgres.Status status = postgres.status();
        app.output(format)
                .done(
                        "PostgreSQL %s %s on port %d"
                                .formatted(status.version(), started ? "started" : "is already running", status.port()),
                        EmbeddedServer.COLUMNS,
                        status);
        return 0;
    }
}
