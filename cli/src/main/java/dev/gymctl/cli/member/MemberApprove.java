package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.member.Decision;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl member approve}. */
@Command(
        description = "Approve members: they are active from today on.",
        footer = {"", "All are approved or none."})
public final class MemberApprove implements Printing {
    private final App app;

    @Parameters(arity = "1..*", paramLabel = "MEMBER", description = "Id or e-mail; several may be given.")
    private List<PersonArgument> members;

    @Option(names = "--again", description = "Also who was rejected or cancelled, or will be.")
    private boolean again;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberApprove(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(false, MemberColumns.ALL), new Printed(true, MemberColumns.ALL));
    }

    @Override
    public Integer call() {
        List<Decision> decisions = app.memberships()
                .approve(members.stream().map(PersonArgument::toString).toList(), again, app.gym());
        DecisionReport.print(app.output(format), "approved", decisions);
        return 0;
    }
}
