package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.member.Decision;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl member freeze}. */
@Command(description = {"Freeze a membership for a time.", "Bookings of that time are taken back."})
public final class MemberFreeze implements Printing {
    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day; today unless given.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day; until further notice unless given.")
    private LocalDate to;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private String reason;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberFreeze(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(MemberColumns.ALL);
    }

    @Override
    public Integer call() {
        if (from != null && to != null && to.isBefore(from)) {
            throw new UsageException("--to %s is before --from %s".formatted(to, from), null);
        }
        LocalDate first = from != null ? from : app.gym().today(app.clock());
        Decision decision = app.memberships().freeze(member.toString(), first, to, reason, app.classes()::takeBack);
        String state = "%s, is frozen from %s %s"
                .formatted(MemberColumns.name(decision.member()), first, to == null ? "on" : "to " + to);
        DecisionReport.print(app.output(format), state, decision);
        return 0;
    }
}
