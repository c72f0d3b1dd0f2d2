package dev.gymctl.cli.login;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.access.Access;
import dev.gymctl.core.access.Session;
import dev.gymctl.core.access.Sessions;
import java.util.function.Function;

/** How it is printed who acts; never with the token. */
final class WhoColumns {
    static final Columns<Sessions.Issued> ISSUED = Columns.<Sessions.Issued>of()
            .add("id", issued -> issued.user().id())
            .add("name", issued -> issued.user().fullName())
            .add("email", issued -> issued.user().email())
            .add("role", issued -> issued.user().role())
            .add("session", Sessions.Issued::id)
            .add("token", Sessions.Issued::name)
            .add("expires_at", Sessions.Issued::expiresAt);

    static final Columns<Access> ACTING = Columns.<Access>of()
            .add("id", acting(Session::userId))
            .add(
                    "name",
                    access -> access.session()
                            .map(Session::fullName)
                            .orElse(access.operator().name()))
            .add("email", acting(Session::email))
            .add("role", acting(Session::role))
            .add("session", acting(Session::id))
            .add("token", acting(Session::token))
            .add("expires_at", acting(Session::expiresAt));

    private WhoColumns() {}

    /** What only a session has; null for the owner. */
    private static Function<Access, Object> acting(Function<Session, Object> of) {
        return access -> access.session().map(of).orElse(null);
    }
}
