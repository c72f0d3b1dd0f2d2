package dev.gymctl.cli.login;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl whoami}. */
@Command(
        description = "Show as whom your commands run, and until when.",
        footer = {
            "",
            "Without a login that is the owner: whoever has the embedded database, or the",
            "credentials of the role that owns the schema on a given server."
        })
public final class Whoami implements Printing {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public Whoami(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(WhoColumns.ACTING);
    }

    @Override
    public Integer call() {
        app.output(format).one(WhoColumns.ACTING, app.access());
        return 0;
    }
}
