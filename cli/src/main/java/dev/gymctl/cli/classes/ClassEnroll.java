package dev.gymctl.cli.classes;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.classes.Enrollment;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl class enroll}. */
@Command(description = "Book a member into a class.")
public final class ClassEnroll implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "CLASS", description = "The class's id.")
    private long id;

    @Parameters(index = "1", paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Option(names = "--allow-overlap", description = "Even if the member attends another class at that time.")
    private boolean allowOverlap;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ClassEnroll(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ClassColumns.ENROLLMENT);
    }

    @Override
    public Integer call() {
        Outcome<Enrollment> outcome = app.classes().enroll(id, member.toString(), allowOverlap);
        Enrollment enrollment = outcome.now();
        String who = ClassColumns.member(enrollment);
        String line = outcome.changed()
                ? "booked %s into class %d".formatted(who, id)
                : Output.already("%s is %s in class %d"
                        .formatted(who, enrollment.status().code(), id));
        app.output(format).done(line, ClassColumns.ENROLLMENT, enrollment);
        return 0;
    }
}
