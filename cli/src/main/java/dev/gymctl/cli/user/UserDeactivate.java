package dev.gymctl.cli.user;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.user.User;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl user deactivate}. */
@Command(
        description = "Let a user neither log in nor book.",
        footer = {"", "It ends their sessions and revokes their service tokens at once."})
public final class UserDeactivate implements Printing {
    private final App app;

    @Parameters(paramLabel = "USER", description = "Id or e-mail.")
    private PersonArgument user;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public UserDeactivate(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(AccountColumns.USER);
    }

    @Override
    public Integer call() {
        Outcome<User> outcome = app.users().setActive(user.toString(), false);
        String who = "user %d, %s".formatted(outcome.now().id(), outcome.now().fullName());
        app.output(format)
                .done(
                        outcome.changed()
                                ? "deactivated " + who + "; all sessions are revoked"
                                : Output.already(who + ", is not active"),
                        AccountColumns.USER,
                        outcome.now());
        return 0;
    }
}
