package dev.gymctl.core.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * A person.
 *
 * @param id their one number, of the member file and the coach file too
 * @param fullName first and last name
 * @param email the login, unique ignoring case, or null
 * @param dateOfBirth or null
 * @param active may log in and book
 * @param passwordSet whether there is a password; the hash stays in the database
 */
public record User(
        long id,
        String firstName,
        String lastName,
        String fullName,
        String email,
        LocalDate dateOfBirth,
        Instant dateJoined,
        Role role,
        boolean active,
        boolean passwordSet) {

    /** What {@link #from} reads, for a query over {@code users u}. */
    public static final String COLUMNS = """
            u.id, u.first_name, u.last_name, u.full_name, u.email, u.date_of_birth, u.date_joined, u.role, u.is_active,
            exists (select from logins l where l.user_id = u.id and l.one_time_until is null) as password_set""";

    /** The user of a row that has {@link #COLUMNS}. */
    public static User from(ResultSet row) throws SQLException {
        return new User(
                row.getLong("id"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("full_name"),
                row.getString("email"),
                row.getObject("date_of_birth", LocalDate.class),
                row.getObject("date_joined", OffsetDateTime.class).toInstant(),
                Role.of(row.getString("role")),
                row.getBoolean("is_active"),
                row.getBoolean("password_set"));
    }
}
