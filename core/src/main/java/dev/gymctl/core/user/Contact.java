package dev.gymctl.core.user;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * How to reach a person, or the people who care for them. Whatever is not known is null.
 *
 * @param contactEmail need not be unique: families share one
 */
public record Contact(
        String contactEmail,
        String phone,
        String emergencyContactName,
        String emergencyContactPhone,
        String guardianName,
        String guardianPhone) {
    /** Nothing is known. */
    public static final Contact NONE = new Contact(null, null, null, null, null, null);

    /** INVALID with an e-mail that is none, or with control characters. */
    public Contact {
        contactEmail = given(contactEmail);
        phone = given(phone);
        emergencyContactName = given(emergencyContactName);
        emergencyContactPhone = given(emergencyContactPhone);
        guardianName = given(guardianName);
        guardianPhone = given(guardianPhone);
        if (contactEmail != null) {
            NewUser.requireEmail(contactEmail);
        }
        if (Stream.of(phone, emergencyContactName, emergencyContactPhone, guardianName, guardianPhone)
                .anyMatch(text -> text != null && text.chars().anyMatch(Character::isISOControl))) {
            throw new GymException(Kind.INVALID, "a contact contains a control character");
        }
    }

    /** Writes it to a person inside a change. */
    public void set(Handle handle, long userId) {
        handle.execute(
                """
                update users
                set contact_email = ?, phone = ?, emergency_contact_name = ?, emergency_contact_phone = ?,
                    guardian_name = ?, guardian_phone = ?
                where id = ?
                """,
                contactEmail,
                phone,
                emergencyContactName,
                emergencyContactPhone,
                guardianName,
                guardianPhone,
                userId);
    }

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
