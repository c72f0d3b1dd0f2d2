package dev.gymctl.cli.db;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.db.EmbeddedPostgres;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl db stop}: stops the embedded server. */
@Command(description = {"Stop the embedded PostgreSQL.", "Whoever is connected is disconnected."})
public final class DbStop implements Printing {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public DbStop(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(EmbeddedServer.COLUMNS);
    }

    @Override
    public Integer call() {
        EmbeddedPostgres postgres = EmbeddedServer.of(app);
        boolean stopped = postgres.stop();
        app.output(format)
                .done(
                        stopped ? "PostgreSQL stopped" : "PostgreSQL was not running",
                        EmbeddedServer.COLUMNS,
                        postgres.status());
        return 0;
    }
}
