package dev.gymctl.cli.coach;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.coach.Coach;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl coach add}. */
@Command(description = "Add a coach.")
public final class CoachAdd implements Printing {
    private final App app;

    @Mixin
    private final PersonOptions person = new PersonOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public CoachAdd(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(CoachColumns.ALL);
    }

    @Override
    public Integer call() {
        Coach coach = app.coaches().add(person.newUser(app));
        app.output(format)
                .done(
                        "added coach %d, %s"
                                .formatted(coach.user().id(), coach.user().fullName()),
                        CoachColumns.ALL,
                        coach);
        return 0;
    }
}
