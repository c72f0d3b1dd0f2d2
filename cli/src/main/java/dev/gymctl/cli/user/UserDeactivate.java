package dev.gymctl.cli.user;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.core.user.User;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl user deactivate}. */
@Command(
        description = "Let a user neither log in nor book.",
        footer = {"", "It ends their sessions and revokes their service tokens at once."})
public final class UserDeactivate implements Callable<Integer> {
    private final App app;

    @Parameters(paramLabel = "USER", description = "Id or e-mail.")
    private PersonArgument user;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public UserDeactivate(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        boolean before = app.users().get(user.toString()).user().active();
        User changed = app.users().setActive(user.toString(), false);
        String who = "user %d, %s".formatted(changed.id(), changed.fullName());
        app.output(format)
                .done(
                        before
                                ? "deactivated " + who + "; all sessions are revoked"
                                : Output.already(who + ", is not active"),
                        AccountColumns.USER,
                        changed);
        return 0;
    }
}
