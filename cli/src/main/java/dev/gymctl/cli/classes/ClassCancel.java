package dev.gymctl.cli.classes;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ConfirmOptions;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.classes.GymClass;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl class cancel}. */
@Command(description = "Cancel a class; its bookings end with it.")
public final class ClassCancel implements Printing {
    private final App app;

    @Parameters(paramLabel = "CLASS", description = "The class's id.")
    private long id;

    @Mixin
    private final ConfirmOptions confirmation = new ConfirmOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ClassCancel(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ClassColumns.LIST);
    }

    @Override
    public Integer call() {
        GymClass before = app.classes().get(id);
        Output output = app.output(format);
        if (before.status().equals("cancelled")) {
            output.done(Output.already("class %d is cancelled".formatted(id)), ClassColumns.LIST, before);
            return 0;
        }
        String what = "class %d, %s, with %d booked".formatted(id, before.title(), before.seatsTaken());
        if (dryRun.isDryRun()) {
            GymClass cancelled = app.classes().cancel(id, true);
            output.done("would cancel %s; nothing was changed".formatted(what), ClassColumns.LIST, cancelled);
            return 0;
        }
        confirmation.confirm(app.console(), "cancel %s?".formatted(what));
        GymClass cancelled = app.classes().cancel(id, false);
        output.done("cancelled class %d, %s".formatted(id, cancelled.title()), ClassColumns.LIST, cancelled);
        return 0;
    }
}
