package dev.gymctl.core.db;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The one place where SQLSTATEs become refusals. */
public final class SqlErrors {
    static final String UNDEFINED_TABLE = "42P01";
    static final String UNIQUE_VIOLATION = "23505";
    static final String DUPLICATE_OBJECT = "42710";
    static final String NO_PRIVILEGE = "42501";
    static final String DUPLICATE_DATABASE = "42P04";
    static final String NO_DATABASE = "3D000";
    static final String NO_CONNECTION = "08001";

    private SqlErrors() {}

    /**
     * The refusal that this exception, or one that caused it, stands for. Its message holds neither SQL nor passwords.
     *
     * @return null when it stands for none: then it is a mistake of the program
     */
    public static GymException translate(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof GymException refusal) {
                return refusal;
            }
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                GymException refusal = translate(e);
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        return null;
    }

    /** Whether it was refused because there is one like it already. */
    public static boolean isUniqueViolation(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the server, or the way to it, may be back in a while. */
    public static boolean isPassing(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }

    /** Whether another attempt with a server that surely runs could go better. */
    static boolean isConnectionFailure(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("28") || state.startsWith("57P");
    }

    private static GymException translate(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        String constraint = server == null || server.getConstraint() == null ? "" : " (" + server.getConstraint() + ")";
        String state = e.getSQLState();
        return switch (state) {
            case "GY001" -> ours(Kind.NOT_FOUND, server, e);
            case "GY002" -> ours(Kind.CONFLICT, server, e);
            case "GY003" -> ours(Kind.INVALID, server, e);
            case "GY004" -> ours(Kind.DENIED, server, e);
            case "GY005" -> ours(Kind.BUSY, server, e);
            case UNIQUE_VIOLATION -> refusal(Kind.CONFLICT, "there is one like it already" + constraint, null, e);
            case "23503" ->
                refusal(
                        Kind.CONFLICT,
                        "it names something that does not exist, or is still needed" + constraint,
                        null,
                        e);
            case "23514" -> refusal(Kind.CONFLICT, "it breaks a rule of the database" + constraint, null, e);
            case "23P01" -> refusal(Kind.CONFLICT, "it overlaps with what is there already" + constraint, null, e);
            case "23502" ->
                refusal(
                        Kind.INVALID,
                        "a value is missing" + (server == null ? "" : " (" + server.getColumn() + ")"),
                        null,
                        e);
            case "55P03", "40P01", "40001" ->
                refusal(Kind.BUSY, "another command is changing the same data", "try again", e);
            case "57014" ->
                refusal(Kind.UNAVAILABLE, "the database cancelled the work: it took longer than allowed", null, e);
            case "25006" ->
                refusal(
                        Kind.UNAVAILABLE,
                        "the database takes no changes now (read-only)",
                        "name the primary server, not a standby",
                        e);
            case NO_PRIVILEGE ->
                refusal(
                        Kind.UNAVAILABLE,
                        "the database user has not the right: " + message,
                        "connect as a member of the role gymctl_app",
                        e);
            case "28P01", "28000" ->
                refusal(
                        Kind.UNAVAILABLE,
                        "the database does not let this user in: " + message,
                        "check user and password: in the URL of GYMCTL_URL, PGPASSWORD or ~/.pgpass",
                        e);
            case "26000", "42P05" ->
                refusal(
                        Kind.UNAVAILABLE,
                        "what was prepared on the server is not there: a pooler of transactions stands between",
                        "put ?prepareThreshold=0 behind the database's address",
                        e);
            case "08P01" ->
                message.startsWith("unsupported startup parameter")
                        ? refusal(
                                Kind.UNAVAILABLE,
                                "a pooler stands before the database: " + message,
                                "let it pass over search_path (PgBouncer: ignore_startup_parameters = search_path)",
                                e)
                        : translateByClass("08", state, message, e);
            case NO_DATABASE -> refusal(Kind.UNAVAILABLE, message, "createdb, or name another database in the URL", e);
            case UNDEFINED_TABLE, "3F000" ->
                refusal(
                        Kind.UNAVAILABLE,
                        "the database has not the schema that this program needs",
                        "gymctl db migrate",
                        e);
            default -> translateByClass(state.substring(0, 2), state, message, e);
        };
    }

    private static GymException translateByClass(String sqlClass, String state, String message, SQLException e) {
        return switch (sqlClass) {
            case "08" ->
                refusal(
                        Kind.UNAVAILABLE,
                        "cannot reach the database: " + message,
                        "is the server running, and its address right? gymctl db status",
                        e);
            case "28" -> refusal(Kind.UNAVAILABLE, "the database does not let this user in: " + message, null, e);
            case "53" ->
                refusal(
                        Kind.UNAVAILABLE,
                        "the database has not enough room: " + message,
                        state.equals("53300") ? "try again when fewer programs use it" : "free some space on its disk",
                        e);
            case "57", "58" -> refusal(Kind.UNAVAILABLE, "the database is not available: " + message, "try again", e);
            case "22" -> refusal(Kind.INVALID, message, null, e);
            default -> null;
        };
    }

    private static GymException ours(Kind kind, ServerErrorMessage server, SQLException e) {
        return refusal(
                kind,
                server == null ? e.getMessage() : server.getMessage(),
                server == null ? null : server.getHint(),
                e);
    }

    /** What a failure means to a person; one that no one foresaw as it is, in an IllegalStateException. */
    public static RuntimeException refusal(SQLException e) {
        GymException translated = translate(e);
        return translated != null ? translated : new IllegalStateException(e);
    }

    private static GymException refusal(Kind kind, String message, String hint, SQLException cause) {
        return new GymException(kind, message, hint, cause);
    }
}
