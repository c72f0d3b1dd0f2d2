package dev.gymctl.core.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * How the database does, found out without minding the version of its schema.
 *
 * @param postgres the server's version, such as {@code 17.11}
 * @param major its first number
 * @param near whether it is on this machine
 * @param tls the protocol of the connection, {@code TLSv1.3}; null when it is not encrypted
 * @param latency of one round trip
 * @param ahead of this machine's clock; less than nothing when it is behind
 */
public record Vitals(
        String postgres, int major, boolean near, String tls, Duration latency, Duration ahead, Schema schema) {
    private static final int ROUND_TRIPS = 5;

    /**
     * Asks the database; connects, and so starts the embedded server.
     *
     * @throws dev.gymctl.core.GymException UNAVAILABLE when there is no connection
     */
    public static Vitals of(Database database, Clock clock) {
        try (Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            Schema schema = new Schema(Schema.versionOf(connection), Schema.VERSION);
            long shortest = Long.MAX_VALUE;
            Duration ahead = Duration.ZERO;
            for (int i = 0; i < ROUND_TRIPS; i++) {
                Instant here = clock.instant();
                long began = System.nanoTime();
                OffsetDateTime there = now(statement);
                long took = System.nanoTime() - began;
                if (took < shortest) { // whose answer is the least old
                    shortest = took;
                    ahead = Duration.between(here.plusNanos(took / 2), there.toInstant());
                }
            }
            DatabaseAddress address = database.address();
            return new Vitals(
                    version(statement),
                    connection.getMetaData().getDatabaseMajorVersion(),
                    address.embedded() || address.server().onLoopback(),
                    protocol(statement),
                    Duration.ofNanos(shortest),
                    ahead,
                    schema);
        } catch (SQLException e) {
            throw SqlErrors.refusal(e);
        }
    }

    private static OffsetDateTime now(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class);
        }
    }

    private static String version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select current_setting('server_version')")) {
            row.next();
            return row.getString(1);
        }
    }

    private static String protocol(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select version from pg_stat_ssl where pid = pg_backend_pid()")) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
