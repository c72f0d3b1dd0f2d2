package dev.gymctl.cli.coach;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl coach list}. */
@Command(description = "List the coaches, by id.")
public final class CoachList implements Printing {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public CoachList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(CoachColumns.ALL);
    }

    @Override
    public Integer call() {
        app.output(format)
                .list(
                        CoachColumns.ALL,
                        app.coaches().list(),
                        "no coaches yet: gymctl coach add, or gymctl coach import FILE");
        return 0;
    }
}
