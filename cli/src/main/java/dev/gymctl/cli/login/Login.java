package dev.gymctl.cli.login;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PasswordOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.access.Logins;
import dev.gymctl.core.access.Sessions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl login}. */
@Command(
        description = "Log in; the commands after it are yours.",
        footer = {
            "",
            "A one-time code takes the password's place once, and is changed with it.",
            "",
            "The session is kept for this database, in a file that only you can read;",
            "GYMCTL_TOKEN goes before it. It ends after 14 days, and with gymctl logout."
        })
public final class Login implements Printing {
    private final App app;

    @Parameters(paramLabel = "USER", description = "Id or e-mail.")
    private PersonArgument user;

    @Mixin
    private final PasswordOptions passwords = new PasswordOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public Login(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(WhoColumns.ISSUED);
    }

    @Override
    public Integer call() {
        String password = passwords.password(app.console(), "password: ");
        Logins.LoggedIn login =
                app.logins().login(user.toString(), password, why -> passwords.newPassword(app.console(), why));
        Sessions.Issued session = login.session();
        app.sessionFile().write(session.token());
        if (login.failures() > 0) {
            app.console().remark("failed logins since the last one: " + login.failures());
        }
        if (app.environment().containsKey("GYMCTL_TOKEN")) {
            app.console().remark("GYMCTL_TOKEN is set, and goes before this login");
        }
        app.output(format)
                .done(
                        "logged in as user %d, %s, %s"
                                .formatted(
                                        session.user().id(),
                                        session.user().fullName(),
                                        session.user().role().withArticle()),
                        WhoColumns.ISSUED,
                        session);
        return 0;
    }
}
