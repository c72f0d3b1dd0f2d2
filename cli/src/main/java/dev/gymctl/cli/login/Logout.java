package dev.gymctl.cli.login;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.access.Session;
import dev.gymctl.core.access.Sessions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl logout}. */
@Command(description = "End your session: its token is good for nothing any more.")
public final class Logout implements Printing {
    /** The session that was ended; null when there was none. */
    private record Ended(Long session) {}

    private static final Columns<Ended> COLUMNS = Columns.<Ended>of().add("session", Ended::session);

    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public Logout(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        Optional<String> token = app.token();
        Optional<Session> session = token.flatMap(text -> Sessions.find(app.database(), text, app.clock()));
        if (session.isPresent() && session.get().isService()) {
            throw new GymException(
                    Kind.DENIED,
                    "GYMCTL_TOKEN holds the service token '%s', which is no login"
                            .formatted(session.get().token()),
                    "gymctl user token %d --name '%s' --revoke"
                            .formatted(session.get().userId(), session.get().token()));
        }
        session.ifPresent(live -> Sessions.logout(app.database(), live));
        if (!app.environment().containsKey("GYMCTL_TOKEN")) {
            app.sessionFile().delete();
        }
        String line = session.map(live -> "logged out user %d, %s".formatted(live.userId(), live.fullName()))
                .orElse(
                        token.isPresent()
                                ? "the session had ended already"
                                : "nothing changed: nobody is logged in here");
        app.output(format)
                .done(line, COLUMNS, new Ended(session.map(Session::id).orElse(null)));
        return 0;
    }
}
