package dev.gymctl.core.access;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.access.Permissions.Permission;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.user.Role;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Who acts: a session's user, or the owner of the database, who needs no login; and what they may do. */
public final class Access {
    private static final String LOG_IN = "gymctl login";

    private final Session session;
    private final Operator operator;

    private Access(Session session, Operator operator) {
        this.session = session;
        this.operator = operator;
    }

    /**
     * The owner: whoever has the embedded database, or the credentials of the schema's owner.
     *
     * @param osUser the operating system's user, for the audit log
     */
    public static Access owner(String osUser) {
        return new Access(null, Operator.owner(osUser));
    }

    /**
     * Finds out who acts. A token that is no good is an error: the owner's rights never take its place.
     *
     * @param token as the session file or the environment has it, or null
     * @throws GymException DENIED when the token is not that of a live session, or nobody is logged in and the
     *     database's credentials are not those of the schema's owner
     */
    public static Access of(Database database, String token, String osUser, Clock clock) {
        if (token != null) {
            Session session = Sessions.find(database, token, clock)
                    .orElseThrow(() -> new GymException(
                            Kind.DENIED, "the session has ended, or its token was never a valid one", LOG_IN));
            return new Access(session, operator(session.userId(), session.role()));
        }
        if (database.isOwned()) {
            return owner(osUser);
        }
        throw new GymException(
                Kind.DENIED, "nobody is logged in at " + database.address().display(), LOG_IN + " EMAIL");
    }

    /** On whose authority changes are made. */
    public Operator operator() {
        return operator;
    }

    /** A user as the audit log records them: without a name, which would stay in its chain for ever. */
    static Operator operator(long userId, Role role) {
        return new Operator(userId, "user " + userId + " (" + role.code() + ")");
    }

    /** The session; empty for the owner. */
    public Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    /** What this one may do with a command. */
    public Permission permission(String command) {
        return session == null ? Permission.YES : Permissions.of(command, session.role());
    }

    /**
     * Refuses a command that this one may not run.
     *
     * @param options the longest names of the options that were given, {@code --allow-overlap}
     * @throws GymException DENIED saying who may
     */
    public void require(String command, List<String> options) {
        if (session == null) {
            return;
        }
        require(command);
        for (String option : options) {
            if (Permissions.hasRow(command + " " + option)) {
                require(command + " " + option);
            }
        }
    }

    /**
     * Refuses, where only one's own data may be touched, that of anybody else.
     *
     * @param people every person that the command names, by id or e-mail; whether they exist is not looked at
     * @throws GymException DENIED saying who may; also when nobody is named
     */
    public void requireOwn(String command, List<String> people) {
        if (permission(command) == Permission.OWN
                && (people.isEmpty() || !people.stream().allMatch(session::isNamed))) {
            throw new GymException(
                    Kind.DENIED,
                    "%s may use '%s' only for themselves, and others only %s"
                            .formatted(session.role().withArticle(), command, Permissions.whoMay(command)),
                    you());
        }
    }

    /**
     * Refuses to act in somebody else's name; the owner of the database may in anybody's.
     *
     * @throws GymException DENIED for a user who is not named
     */
    public void requireSelf(String idOrEmail) {
        if (session != null && !session.isNamed(idOrEmail)) {
            throw new GymException(
                    Kind.DENIED, "only the owner of the database acts in the name of '%s'".formatted(idOrEmail), you());
        }
    }

    /**
     * Refuses a service token what only somebody who has logged in may do: one that leaked would outlive its end by it.
     *
     * @param what {@code changes no password}
     * @throws GymException DENIED
     */
    public void requireLogin(String what) {
        if (session != null && session.isService()) {
            throw new GymException(Kind.DENIED, "a service token " + what, LOG_IN + ", without GYMCTL_TOKEN");
        }
    }

    private void require(String command) {
        if (permission(command) == Permission.NO) {
            throw new GymException(
                    Kind.DENIED,
                    "only %s may use '%s'".formatted(Permissions.whoMay(command), command),
                    you() + ", " + session.role().withArticle());
        }
    }

    private String you() {
        return "you are user " + session.userId() + (session.email() == null ? "" : ", " + session.email());
    }
}
