package dev.gymctl.core.db;

import dev.gymctl.core.GymException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The version of the database's schema.
 *
 * @param version what the database has; 0 when it has no schema of gymctl
 * @param expected what this program needs
 */
public record Schema(int version, int expected) {
    /** The number of the newest file in {@code db/migration}. */
    public static final int VERSION = 20;

    public boolean upToDate() {
        return version == expected;
    }

    /**
     * Asks a new connection for the version, without Flyway and in one statement, for every command waits for it; and in
     * the same breath makes its session's time zone UTC, for the driver has told the server the JVM's.
     *
     * @throws GymException UNAVAILABLE when the connection looks for tables elsewhere, though the driver says where they are
     */
    static int versionOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT coalesce(max(version::integer), 0), current_schema(), set_config('TimeZone', 'UTC', false)
                        FROM gymctl.flyway_schema_history
                        WHERE success AND version IS NOT NULL""")) {
            row.next();
            if (!"gymctl".equals(row.getString(2))) {
                throw new GymException(
                        GymException.Kind.UNAVAILABLE,
                        "a pooler stands before the database, and the search path does not get through",
                        "alter database NAME set search_path = gymctl, compat, public (as its owner)");
            }
            return row.getInt(1);
        } catch (SQLException e) {
            if (SqlErrors.UNDEFINED_TABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }
}
