package dev.gymctl.cli.user;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.access.Sessions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl user token}. */
@Command(
        description = "Make or revoke a service token, for cron.",
        footer = {
            "",
            "Whoever has it in GYMCTL_TOKEN acts as the user. It is shown now and never",
            "again; gymctl user show lists the tokens by name. A new password revokes it."
        })
public final class UserToken implements Printing {
    private final App app;

    private static final Columns<Sessions.Issued> ISSUED = Columns.<Sessions.Issued>of()
            .add("session", Sessions.Issued::id)
            .add("user_id", issued -> issued.user().id())
            .add("name", Sessions.Issued::name)
            .add("expires_at", Sessions.Issued::expiresAt)
            .add("token", Sessions.Issued::token);

    private static final Columns<Long> REVOKED = Columns.<Long>of().add("session", id -> id);

    @Parameters(paramLabel = "USER", description = "Id or e-mail.")
    private PersonArgument user;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "What it is for; unique among live tokens.")
    private String name;

    @Option(names = "--expires", paramLabel = "DATE", description = "Its last day; in a year unless given.")
    private LocalDate expires;

    @Option(names = "--revoke", description = "Revoke the token of that name.")
    private boolean revoke;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public UserToken(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(false, REVOKED), new Printed(false, ISSUED));
    }

    @Override
    public Integer call() {
        if (revoke && expires != null) {
            throw new UsageException("--expires goes without --revoke", null);
        }
        if (revoke) {
            long id = app.sessions().revokeToken(user.toString(), name);
            app.output(format).done("revoked token %s, session %d".formatted(name, id), REVOKED, id);
            return 0;
        }
        app.access().requireLogin("makes no other");
        LocalDate today = app.clock().instant().atZone(app.zone()).toLocalDate();
        LocalDate last = expires == null ? today.plusYears(1) : expires;
        Instant end = last.plusDays(1).atStartOfDay(app.zone()).toInstant();
        Sessions.Issued issued = app.sessions().addToken(user.toString(), name, end);
        app.output(format)
                .done(
                        "token %s, session %d, acts for user %d, %s, through %s:\n%s"
                                .formatted(
                                        name,
                                        issued.id(),
                                        issued.user().id(),
                                        issued.user().fullName(),
                                        last,
                                        issued.token()),
                        ISSUED,
                        issued);
        return 0;
    }
}
