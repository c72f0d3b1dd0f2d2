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
import picocli.CommandLine.Parameters;

/** {@code gymctl class withdraw}. */
@Command(description = "Take a member's booking back.")
public final class ClassWithdraw implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "CLASS", description = "The class's id.")
    private long id;

    @Parameters(index = "1", paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ClassWithdraw(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ClassColumns.ENROLLMENT);
    }

    @Override
    public Integer call() {
        Outcome<Enrollment> outcome = app.classes().withdraw(id, member.toString());
        String who = ClassColumns.member(outcome.now());
        String line = outcome.changed()
                ? "withdrew %s from class %d".formatted(who, id)
                : Output.already("%s has withdrawn from class %d".formatted(who, id));
        app.output(format).done(line, ClassColumns.ENROLLMENT, outcome.now());
        return 0;
    }
}
