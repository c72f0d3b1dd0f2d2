package dev.gymctl.cli.coach;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl coach show}. */
@Command(description = "Show a coach's file.")
public final class CoachShow implements Callable<Integer> {
    private final App app;

    @Parameters(paramLabel = "COACH", description = "Id or e-mail.")
    private PersonArgument coach;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public CoachShow(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        app.output(format).one(CoachColumns.ALL, app.coaches().get(coach.toString()));
        return 0;
    }
}
