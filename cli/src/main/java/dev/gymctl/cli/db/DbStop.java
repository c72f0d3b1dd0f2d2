package dev.gymctl.cli.db;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.core.db.EmbeddedPostgres;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl db stop}: stops the embedded server. */
@Command(description = {"Stop the embedded PostgreSQL.", "Whoever is connected is disconnected."})
public final class DbStop implements Callable<Integer> {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public DbStop(App app) {
        this.app = app;
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
