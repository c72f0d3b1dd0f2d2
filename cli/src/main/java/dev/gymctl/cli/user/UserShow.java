package dev.gymctl.cli.user;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.access.Sessions;
import dev.gymctl.core.user.Profile;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl user show}. */
@Command(description = "Show a user, the state of the login, and live sessions.")
public final class UserShow implements Printing {
    private final App app;

    @Parameters(paramLabel = "USER", description = "Id or e-mail.")
    private PersonArgument user;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public UserShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(AccountColumns.ACCOUNT);
    }

    @Override
    public Integer call() {
        Profile profile = app.users().get(user.toString());
        List<Sessions.Listed> sessions = app.sessions().list(profile.user().id());
        Output output = app.output(format);
        output.one(
                AccountColumns.ACCOUNT,
                new AccountColumns.Account(profile, app.logins().state(profile.user()), sessions));
        if (output.isForPeople() && !sessions.isEmpty()) {
            output.say("");
            output.list(AccountColumns.SESSION, sessions, "");
        }
        return 0;
    }
}
