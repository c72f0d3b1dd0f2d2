package dev.gymctl.cli.user;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.access.Logins;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl user reset-password}. */
@Command(
        description = "Give a user a one-time code in place of the password.",
        footer = {
            "",
            "The code is shown now and never again; it is good for three days and one",
            "login, which changes it. Sessions and service tokens of the user are revoked."
        })
public final class UserResetPassword implements Printing {
    private final App app;

    private static final Columns<Logins.Reset> COLUMNS = Columns.<Logins.Reset>of()
            .add("id", reset -> reset.user().id())
            .add("email", reset -> reset.user().email())
            .add("code", Logins.Reset::code)
            .add("until", Logins.Reset::until);

    @Parameters(paramLabel = "USER", description = "Id or e-mail.")
    private PersonArgument user;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public UserResetPassword(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        app.access().requireLogin("resets no password");
        Logins.Reset reset = app.resetPassword(user.toString());
        app.output(format)
                .done(
                        "user %d, %s, logs in with this code, once, within three days:\n%s"
                                .formatted(reset.user().id(), reset.user().fullName(), reset.code()),
                        COLUMNS,
                        reset);
        return 0;
    }
}
