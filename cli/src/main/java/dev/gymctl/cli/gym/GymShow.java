package dev.gymctl.cli.gym;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl gym show}. */
@Command(description = "Show the gym's settings.")
public final class GymShow implements Printing {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public GymShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(GymColumns.ALL);
    }

    @Override
    public Integer call() {
        app.output(format).one(GymColumns.ALL, app.gym());
        return 0;
    }
}
