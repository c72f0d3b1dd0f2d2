package dev.gymctl.cli.db;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.db.Schema;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl db migrate}: brings the schema to this program's version; the embedded one is brought along by itself. */
@Command(
        description = {"Bring the schema to this program's version.", "On a given server, work as the schema's owner."})
public final class DbMigrate implements Printing {
    private static final Columns<Schema> COLUMNS =
            Columns.<Schema>of().add("schema_version", Schema::version).add("schema_expected", Schema::expected);

    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public DbMigrate(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        Schema before = app.database().status();
        Schema after = app.database().migrate();
        String line = before.upToDate()
                ? "the schema is at version " + after.version() + " already"
                : "migrated the schema from version " + before.version() + " to " + after.version();
        app.output(format).done(line, COLUMNS, after);
        return 0;
    }
}
