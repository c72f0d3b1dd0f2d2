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
import picocli.CommandLine.Parameters;

/** {@code gymctl member unfreeze}. */
@Command(
        description = {
            "End a freeze: the member is active from today on.",
            "Without one today, the next that is planned is taken back."
        })
public final class MemberUnfreeze implements Printing {
    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberUnfreeze(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(MemberColumns.ALL);
    }

    @Override
    public Integer call() {
        Decision decision = app.memberships().unfreeze(member.toString(), app.gym());
        String name = MemberColumns.name(decision.member());
        String line = decision.changed()
                ? "%s, is not frozen now".formatted(name)
                : "nothing changed: %s, is not frozen".formatted(name);
        app.output(format).done(line, MemberColumns.ALL, decision.member());
        return 0;
    }
}
