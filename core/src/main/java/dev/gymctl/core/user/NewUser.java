package dev.gymctl.core.user;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A person to be added.
 *
 * @param lastName may be empty
 * @param email or null
 * @param dateOfBirth or null
 */
public record NewUser(String firstName, String lastName, String email, LocalDate dateOfBirth, Instant dateJoined) {

    /** INVALID without a first name, with an e-mail that is none, or with control characters. */
    public NewUser {
        firstName = Normalizer.normalize(firstName.strip(), Normalizer.Form.NFC);
        lastName = Normalizer.normalize(lastName.strip(), Normalizer.Form.NFC);
        if (firstName.isEmpty()) {
            throw new GymException(Kind.INVALID, "the first name is empty");
        }
        if ((firstName + lastName).chars().anyMatch(Character::isISOControl)) {
            throw new GymException(Kind.INVALID, "the name contains a control character");
        }
        if (email != null) {
            requireEmail(email);
        }
    }

    static void requireEmail(String text) {
        if (!text.matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+")) {
            throw new GymException(Kind.INVALID, "'%s' is not an e-mail address".formatted(text));
        }
    }
}
