package dev.gymctl.cli.coach;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl coach show}. */
@Command(description = "Show a coach's file.")
public final class CoachShow implements Printing {
    private final App app;

    @Parameters(paramLabel = "COACH", description = "Id or e-mail.")
    private PersonArgument coach;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public CoachShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(CoachColumns.ALL);
    }

    @Override
    public Integer call() {
        app.output(format).one(CoachColumns.ALL, app.coaches().get(coach.toString()));
        return 0;
    }
}
