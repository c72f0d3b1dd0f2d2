package dev.gymctl.cli.login;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PasswordOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.access.Session;
import dev.gymctl.core.access.Sessions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl passwd}. */
@Command(
        description = "Change your password.",
        footer = {
            "",
            "It ends your sessions everywhere and revokes your service tokens; here you",
            "stay logged in. Members need 8 characters, coaches and above 15; any will do,",
            "and what is tried first, such as an e-mail or the gym's name, will not."
        })
public final class Passwd implements Printing {
    private final App app;

    @Mixin
    private final PasswordOptions passwords = new PasswordOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public Passwd(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(WhoColumns.ISSUED);
    }

    @Override
    public Integer call() {
        Session session = app.access()
                .session()
                .orElseThrow(() -> new GymException(
                        Kind.DENIED, "the owner of the database has no password here", "gymctl login EMAIL"));
        app.access().requireLogin("changes no password");
        String password = passwords.password(app.console(), "password: ");
        Sessions.Issued issued = app.logins().change(session, password, passwords.newPassword(app.console(), null));
        app.sessionFile().write(issued.token());
        if (app.environment().containsKey("GYMCTL_TOKEN")) {
            app.console().remark("GYMCTL_TOKEN holds a token that is revoked now");
        }
        app.output(format)
                .done(
                        "changed the password of user %d, %s; all other sessions are revoked"
                                .formatted(issued.user().id(), issued.user().fullName()),
                        WhoColumns.ISSUED,
                        issued);
        return 0;
    }
}
