package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.member.Decision;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl member cancel}. */
@Command(description = {"Cancel a membership.", "Freezes and bookings end with it."})
public final class MemberCancel implements Printing {
    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Option(names = "--on", paramLabel = "DATE", description = "The first day without it; today unless given.")
    private LocalDate on;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private String reason;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberCancel(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(MemberColumns.ALL);
    }

    @Override
    public Integer call() {
        LocalDate day = on != null ? on : app.gym().today(app.clock());
        Decision decision = app.memberships().cancel(member.toString(), day, reason, app.classes()::takeBack);
        String state = "%s, is cancelled from %s on".formatted(MemberColumns.name(decision.member()), day);
        DecisionReport.print(app.output(format), state, decision);
        return 0;
    }
}
