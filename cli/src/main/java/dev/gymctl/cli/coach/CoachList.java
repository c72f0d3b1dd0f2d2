package dev.gymctl.cli.coach;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl coach list}. */
@Command(description = "List the coaches, by id.")
public final class CoachList implements Callable<Integer> {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public CoachList(App app) {
        this.app = app;
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
