package dev.gymctl.core.db;

import dev.gymctl.core.GymException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Flyway, apart from {@link Database} so that commands that do not migrate never load it. */
final class Migrations {
    private Migrations() {}

    /** Brings the schema to this version, unless it is newer; two at once wait for each other. */
    static void run(DataSource owner, String location, int version) throws SQLException {
        makeAppRole(owner);
        try {
            Flyway.configure()
                    .dataSource(owner)
                    .loggers("slf4j")
                    .schemas("gymctl")
                    .createSchemas(true)
                    .locations(location)
                    .target(version + "?") // tests have a version that there is no file for
                    .failOnMissingLocations(true)
                    .load()
                    .migrate();
        } catch (FlywayValidateException e) {
            throw new GymException(
                    GymException.Kind.UNAVAILABLE,
                    "the database's schema was made by another build of gymctl, with other migrations",
                    "use the gymctl that made it, or begin with an empty database",
                    e);
        }
    }

    /** The migrations grant rights to this role. */
    private static void makeAppRole(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("SELECT FROM pg_roles WHERE rolname = 'gymctl_app'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE ROLE gymctl_app NOLOGIN");
        } catch (SQLException e) {
            switch (String.valueOf(e.getSQLState())) {
                case SqlErrors.DUPLICATE_OBJECT, SqlErrors.UNIQUE_VIOLATION -> {} // another migration was faster
                case SqlErrors.NO_PRIVILEGE ->
                    throw new GymException(
                            GymException.Kind.UNAVAILABLE,
                            "the role gymctl_app is missing, and this user may not create roles",
                            "let the server's administrator run: CREATE ROLE gymctl_app NOLOGIN",
                            e);
                default -> throw e;
            }
        }
    }
}
