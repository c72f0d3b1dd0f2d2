package dev.gymctl.core.user;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A person and how to reach them. Whatever is not known is null.
 *
 * @param contactEmail need not be unique: families share one
 */
public record Profile(
        User user,
        String contactEmail,
        String phone,
        String emergencyContactName,
        String emergencyContactPhone,
        String guardianName,
        String guardianPhone) {

    /** What {@link #from} reads, for a query over {@code users u}. */
    public static final String COLUMNS = User.COLUMNS + """
            , u.contact_email, u.phone, u.emergency_contact_name, u.emergency_contact_phone,
            u.guardian_name, u.guardian_phone""";

    /** The profile of a row that has {@link #COLUMNS}. */
    public static Profile from(ResultSet row) throws SQLException {
        return new Profile(
                User.from(row),
                row.getString("contact_email"),
                row.getString("phone"),
                row.getString("emergency_contact_name"),
                row.getString("emergency_contact_phone"),
                row.getString("guardian_name"),
                row.getString("guardian_phone"));
    }
}
