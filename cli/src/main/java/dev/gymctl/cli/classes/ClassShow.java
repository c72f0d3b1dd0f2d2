package dev.gymctl.cli.classes;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.classes.Enrollment;
import dev.gymctl.core.classes.GymClass;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl class show}. */
@Command(description = "Show a class and who is in it.")
public final class ClassShow implements Printing {
    private final App app;

    @Parameters(paramLabel = "CLASS", description = "The class's id.")
    private long id;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ClassShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(file(List.of()));
    }

    @Override
    public Integer call() {
        GymClass gymClass = app.classes().get(id);
        List<Enrollment> enrollments = app.classes().enrollments(id);
        Output output = app.output(format);
        output.one(file(enrollments), gymClass);
        if (output.isForPeople() && !enrollments.isEmpty()) {
            output.say("");
            output.list(ClassColumns.ENROLLMENT, enrollments, "");
        }
        return 0;
    }

    private static Columns<GymClass> file(List<Enrollment> enrollments) {
        return ClassColumns.LIST.nested("enrollments", shown -> enrollments, ClassColumns.ENROLLMENT);
    }
}
