package dev.gymctl.cli.classes;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DateTimeArgument;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.classes.GymClass;
import dev.gymctl.core.classes.NewClass;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl class add}. */
@Command(description = "Add a class.")
public final class ClassAdd implements Printing {
    private static final int HOUR = 60;
    private static final int SEATS = 20;

    private final App app;

    @Parameters(paramLabel = "TITLE", description = "The class's title.")
    private String title;

    @Option(names = "--coach", required = true, paramLabel = "COACH", description = "Who teaches it: id or e-mail.")
    private PersonArgument coach;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description = "When it starts: 2026-12-01T18:30 in the gym's zone, or with an offset.")
    private DateTimeArgument at;

    @Option(names = "--minutes", paramLabel = "N", description = "How long it takes; 60 unless given.")
    private int minutes = HOUR;

    @Option(names = "--capacity", paramLabel = "N", description = "How many seats it has; 20 unless given.")
    private int capacity = SEATS;

    @Option(names = "--place", paramLabel = "PLACE", description = "Where it is.")
    private String place;

    @Option(names = "--ref", paramLabel = "KEY", description = "The gym's own key for it.")
    private String classRef;

    @Option(names = "--allow-overlap", description = "Let the coach teach another class at the same time.")
    private boolean allowOverlap;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ClassAdd(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ClassColumns.LIST);
    }

    @Override
    public Integer call() {
        GymClass added = app.classes()
                .add(new NewClass(
                        classRef,
                        title,
                        coach.toString(),
                        at.resolve(app.zone()),
                        minutes,
                        capacity,
                        place,
                        allowOverlap));
        app.output(format).done("added class %d, %s".formatted(added.id(), added.title()), ClassColumns.LIST, added);
        return 0;
    }
}
