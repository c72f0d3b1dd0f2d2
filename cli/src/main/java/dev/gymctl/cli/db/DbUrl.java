package dev.gymctl.cli.db;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl db url}: the database's URL, as {@code psql "$(gymctl db url)"} takes it; without a password. */
@Command(
        description = {
            "Print the database's URL for psql and other programs.",
            "It names a password file, and holds no password."
        })
public final class DbUrl implements Printing {
    private static final Columns<String> COLUMNS = Columns.<String>of().add("url", url -> url);

    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public DbUrl(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        String url = app.database().address().psqlUrl();
        app.output(format).done(url, COLUMNS, url);
        return 0;
    }
}
