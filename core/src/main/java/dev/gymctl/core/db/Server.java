package dev.gymctl.core.db;

import dev.gymctl.core.GymException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/**
 * One database on one PostgreSQL server and the role that enters it.
 *
 * @param hosts {@code host:port}, several separated by commas
 * @param password null when it is to be looked up in the password file, or none is needed
 * @param parameters more connection parameters, by their pgjdbc names
 * @param passfile where the password is looked up when there is none; null for nowhere
 */
record Server(
        String hosts, String database, String user, String password, Map<String, String> parameters, Path passfile) {

    private static final int CONNECT_SECONDS = 10;

    /**
     * Opens a connection in as few round trips as pgjdbc allows: the start-up packet and the authentication.
     *
     * @throws SQLException as the driver says
     * @throws GymException UNAVAILABLE when the password file is readable by others
     */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        String secret = password != null ? password : PasswordFile.password(passfile, this);
        if (secret != null) {
            properties.setProperty("password", secret);
        }
        // With a known minimum version the driver puts all its settings into the start-up packet.
        properties.setProperty("assumeMinServerVersion", "12");
        properties.setProperty("ApplicationName", "gymctl");
        properties.setProperty("currentSchema", "gymctl");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        // A server that accepts and then says nothing: the driver's own loginTimeout would cost a thread.
        properties.setProperty("socketTimeout", String.valueOf(CONNECT_SECONDS));
        if (onLoopback()) {
            properties.setProperty("sslmode", "disable");
        }
        properties.putAll(parameters);
        String url = "jdbc:postgresql://" + hosts + "/";
        // What the driver does besides this for a server elsewhere costs a tenth of a command.
        Connection connection = onLoopback() && hosts.indexOf(',') < 0
                ? new PgConnection(
                        new HostSpec[] {new HostSpec(host(), Integer.parseInt(port()))}, withDatabase(properties), url)
                : new Driver().connect(url, withDatabase(properties));
        if (!parameters.containsKey("socketTimeout")) {
            connection.setNetworkTimeout(null, 0); // the driver needs no executor for it
        }
        return connection;
    }

    private Properties withDatabase(Properties properties) {
        properties.setProperty("PGDBNAME", database);
        return properties;
    }

    Server withDatabase(String other) {
        return new Server(hosts, other, user, password, parameters, passfile);
    }

    /** The same, for a connection that waits for notifications. */
    Server toWaitAt() {
        Map<String, String> more = new HashMap<>(parameters);
        more.putIfAbsent("socketFactory", PromptSockets.class.getName());
        return new Server(hosts, database, user, password, more, passfile);
    }

    /** The host of the only or the first server, without brackets. */
    String host() {
        String first = hosts.split(",", 2)[0];
        String host = first.substring(0, first.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port of the only or the first server. */
    String port() {
        String first = hosts.split(",", 2)[0];
        return first.substring(first.lastIndexOf(':') + 1);
    }

    boolean onLoopback() {
        String host = host();
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    /** Without the password: this goes into messages. */
    @Override
    public String toString() {
        return "postgresql://" + PostgresUrl.encode(user) + "@" + hosts + "/" + PostgresUrl.encode(database);
    }
}
