package dev.gymctl.core.db;

import dev.gymctl.core.GymException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where the database is: a given server, or the embedded PostgreSQL of a directory. Never shows a password. */
public final class DatabaseAddress {
    private static final List<String> PG_VARIABLES =
            List.of("PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGSSLMODE");
    /** What a URL for psql may carry on; its other parameters are for the driver alone. */
    private static final List<String> SHARED_PARAMETERS =
            List.of("sslmode", "sslrootcert", "sslcert", "sslkey", "options");

    /** How the embedded server is named where a URL is expected, alone or before a colon and a database's name. */
    private static final String EMBEDDED = "embedded";
    /** What a database on the embedded server may be called: the gym's own, or one beside it. */
    private static final String EMBEDDED_NAME = "gymctl(_[a-z0-9_]{1,50})?";

    private final String origin;
    private final Server server;
    private final EmbeddedPostgres embedded;
    private final String embeddedDatabase;

    private DatabaseAddress(String origin, Server server, EmbeddedPostgres embedded, String embeddedDatabase) {
        this.origin = origin;
        this.server = server;
        this.embedded = embedded;
        this.embeddedDatabase = embeddedDatabase;
    }

    /**
     * Finds the address: the flag, {@code GYMCTL_URL}, {@code DATABASE_URL}, the property {@code url}, the {@code PG…}
     * variables, and with none of these the embedded server under {@code XDG_DATA_HOME}. What a URL leaves out comes
     * from the {@code PG…} variables, as with libpq. In place of a URL, {@code embedded} names the embedded server, and
     * {@code embedded:gymctl_demo} a database there beside the gym's own. Connects to nothing.
     *
     * @param urlFlag null when it is not given; must hold no password, for others can see it
     * @throws GymException INVALID when the URL is wrong, without showing the password in it
     */
    public static DatabaseAddress resolve(String urlFlag, Map<String, String> environment, Properties config) {
        if (urlFlag != null) {
            return checkWithoutPassword("--url", urlFlag, environment);
        }
        for (String variable : List.of("GYMCTL_URL", "DATABASE_URL")) {
            if (isSet(environment.get(variable))) {
                return named(variable, environment.get(variable).strip(), environment);
            }
        }
        if (isSet(config.getProperty("url"))) {
            return named("the setting url", config.getProperty("url").strip(), environment);
        }
        for (String variable : PG_VARIABLES) {
            if (isSet(environment.get(variable))) {
                PostgresUrl nothing = new PostgresUrl(null, null, null, null, null, Map.of());
                return given(variable, nothing, environment);
            }
        }
        return embedded(EmbeddedPostgres.in(dataDirectory(environment)));
    }

    /**
     * The address that an argument of the command line names.
     *
     * @throws GymException INVALID when it is wrong, or holds a password
     */
    public static DatabaseAddress checkWithoutPassword(String origin, String url, Map<String, String> environment) {
        if (!namesEmbedded(url) && PostgresUrl.parse(url, origin).password() != null) {
            throw new GymException(
                    GymException.Kind.INVALID,
                    origin + " holds a password, which other users of this machine can see",
                    "put the URL into GYMCTL_URL, or the password into PGPASSWORD or ~/.pgpass");
        }
        return named(origin, url, environment);
    }

    /** The embedded server's database. */
    static DatabaseAddress embedded(EmbeddedPostgres postgres) {
        return new DatabaseAddress("the default", null, postgres, EmbeddedPostgres.DATABASE);
    }

    private static DatabaseAddress named(String origin, String url, Map<String, String> environment) {
        if (!namesEmbedded(url)) {
            return given(origin, PostgresUrl.parse(url, origin), environment);
        }
        String database = url.equals(EMBEDDED) ? EmbeddedPostgres.DATABASE : url.substring(EMBEDDED.length() + 1);
        if (!database.matches(EMBEDDED_NAME)) {
            throw new GymException(
                    GymException.Kind.INVALID,
                    "the database address in " + origin + " names no database of the embedded PostgreSQL",
                    "they are called gymctl, or gymctl_ and more small letters, digits and underscores");
        }
        return new DatabaseAddress(origin, null, EmbeddedPostgres.in(dataDirectory(environment)), database);
    }

    private static boolean namesEmbedded(String url) {
        return url.equals(EMBEDDED) || url.startsWith(EMBEDDED + ":");
    }

    private static DatabaseAddress given(String origin, PostgresUrl url, Map<String, String> environment) {
        String user = firstSet(url.user(), environment.get("PGUSER"), System.getProperty("user.name"));
        String database = firstSet(url.database(), environment.get("PGDATABASE"), user);
        String hosts = firstSet(url.hosts(), environment.get("PGHOST"), "localhost");
        String port = firstSet(environment.get("PGPORT"), "5432");
        if (hosts.startsWith("/")) {
            throw new GymException(
                    GymException.Kind.INVALID,
                    "PGHOST names the Unix socket directory " + hosts + ", and gymctl connects by TCP only",
                    "name a host, such as localhost");
        }
        Map<String, String> parameters = new LinkedHashMap<>(url.parameters());
        if (isSet(environment.get("PGSSLMODE"))) {
            parameters.putIfAbsent("sslmode", environment.get("PGSSLMODE"));
        }
        if (isSet(environment.get("PGSSLROOTCERT"))) {
            parameters.putIfAbsent("sslrootcert", environment.get("PGSSLROOTCERT"));
        }
        String passfile = firstSet(
                url.passfile(),
                environment.get("PGPASSFILE"),
                Path.of(home(environment), ".pgpass").toString());
        return new DatabaseAddress(
                origin,
                new Server(
                        withPorts(hosts, port, origin),
                        database,
                        user,
                        firstSet(url.password(), environment.get("PGPASSWORD")),
                        Map.copyOf(parameters),
                        Path.of(passfile)),
                null,
                null);
    }

    private static String withPorts(String hosts, String port, String origin) {
        StringBuilder all = new StringBuilder();
        for (String host : hosts.split(",", -1)) {
            int bracket = host.lastIndexOf(']');
            int colon = host.indexOf(':', Math.max(bracket, 0));
            String name = colon < 0 ? host : host.substring(0, colon);
            String number = colon < 0 || colon == host.length() - 1 ? port : host.substring(colon + 1);
            if (!number.matches("[0-9]{1,5}") || Integer.parseInt(number) < 1 || Integer.parseInt(number) > 65535) {
                throw new GymException(
                        GymException.Kind.INVALID,
                        "the database address in " + origin + " has the port '" + number
                                + "', which is no number from 1 to 65535",
                        host.indexOf(':', colon + 1) > 0 ? "an IPv6 address goes into brackets: [::1]" : null);
            }
            all.append(all.isEmpty() ? "" : ",")
                    .append(name.isEmpty() ? "localhost" : name)
                    .append(':')
                    .append(number);
        }
        return all.toString();
    }

    /** The directory of all that gymctl keeps for this user, {@code $XDG_DATA_HOME/gymctl}; it need not exist yet. */
    public static Path dataDirectory(Map<String, String> environment) {
        return directory("XDG_DATA_HOME", ".local/share", environment);
    }

    /** The directory of this user's settings, {@code $XDG_CONFIG_HOME/gymctl}; it need not exist. */
    public static Path configDirectory(Map<String, String> environment) {
        return directory("XDG_CONFIG_HOME", ".config", environment);
    }

    /** The directory of what this user's commands leave for the next, {@code $XDG_STATE_HOME/gymctl}; it need not exist. */
    public static Path stateDirectory(Map<String, String> environment) {
        return directory("XDG_STATE_HOME", ".local/state", environment);
    }

    private static Path directory(String variable, String belowHome, Map<String, String> environment) {
        String given = environment.get(variable);
        // The XDG specification: a relative path is to be ignored.
        Path base = isSet(given) && Path.of(given).isAbsolute()
                ? Path.of(given)
                : Path.of(home(environment)).resolve(belowHome);
        return base.resolve("gymctl");
    }

    private static String home(Map<String, String> environment) {
        return firstSet(environment.get("HOME"), System.getProperty("user.home"));
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank();
    }

    private static String firstSet(String... values) {
        for (String value : values) {
            if (isSet(value)) {
                return value;
            }
        }
        return null;
    }

    /** Whether this is the embedded server. */
    public boolean embedded() {
        return embedded != null;
    }

    /** Where the address came from: {@code --url}, the variable's name, {@code the setting url}, {@code the default}. */
    public String origin() {
        return origin;
    }

    /** For people, without a password; starts nothing. */
    public String display() {
        if (!embedded()) {
            return server.toString();
        }
        return "embedded PostgreSQL in " + embedded.directory() + (isBeside() ? ", database " + embeddedDatabase : "");
    }

    /**
     * A URL that psql and any other libpq program takes as it is. It names the password file where the password is
     * looked up; a password from the environment is not in it. Starts the embedded server when it is not running.
     */
    public String psqlUrl() {
        return psqlUrl(server(EmbeddedPostgres.APP));
    }

    /** As {@link #psqlUrl}, for whoever owns the schema. */
    public String psqlUrlOfOwner() {
        return psqlUrl(server(EmbeddedPostgres.OWNER));
    }

    /** The environment variables that {@link #psqlUrlOfOwner} needs beside it: the password that was given to us so. */
    public Map<String, String> psqlEnvironment() {
        String password = server(EmbeddedPostgres.OWNER).password();
        return password == null ? Map.of() : Map.of("PGPASSWORD", password);
    }

    private static String psqlUrl(Server target) {
        StringBuilder url = new StringBuilder(target.toString());
        char separator = '?';
        for (String name : SHARED_PARAMETERS) {
            if (target.parameters().containsKey(name)) {
                url.append(separator)
                        .append(name)
                        .append('=')
                        .append(PostgresUrl.encode(target.parameters().get(name)));
                separator = '&';
            }
        }
        if (target.password() == null && PasswordFile.password(target.passfile(), target) != null) {
            url.append(separator)
                    .append("passfile=")
                    .append(PostgresUrl.encode(target.passfile().toString()).replace("%2F", "/"));
        }
        return url.toString();
    }

    /** The given server; null when it is the embedded one. */
    Server server() {
        return server;
    }

    /** The server and its database, entered as this role if it is the embedded one, which is started when needed. */
    Server server(String role) {
        return embedded() ? embedded.server(role).withDatabase(embeddedDatabase) : server;
    }

    /** A connection for the program's role to the embedded server; null if it does not look as if it ran, or is not used. */
    Connection connectAhead() throws SQLException {
        Optional<Server> running = embedded() ? embedded.seeminglyRunning(EmbeddedPostgres.APP) : Optional.empty();
        return running.isPresent()
                ? running.get().withDatabase(embeddedDatabase).connect()
                : null;
    }

    /** The database's name on the embedded server; null when a server is given. */
    String embeddedDatabase() {
        return embeddedDatabase;
    }

    /** Whether this is a database of the embedded server other than the gym's own. */
    boolean isBeside() {
        return embedded() && !embeddedDatabase.equals(EmbeddedPostgres.DATABASE);
    }

    /** The embedded server; null when one is given. */
    public EmbeddedPostgres embeddedPostgres() {
        return embedded;
    }

    @Override
    public String toString() {
        return display();
    }
}
