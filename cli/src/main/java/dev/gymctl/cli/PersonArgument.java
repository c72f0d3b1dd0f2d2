package dev.gymctl.cli;

import dev.gymctl.core.GymException;
import dev.gymctl.core.money.CreditorReference;
import picocli.CommandLine.TypeConversionException;

/**
 * A member, coach or user as typed: by id, e-mail or the member's payment reference.
 *
 * @param idOrEmail the user's id, a positive number; or the e-mail that is the login, compared ignoring case
 */
public record PersonArgument(String idOrEmail) {

    static PersonArgument parse(String text) {
        if (text.indexOf('@') > 0) {
            return new PersonArgument(text);
        }
        if (CreditorReference.isMeantBy(text)) {
            return new PersonArgument(Long.toString(member(text)));
        }
        try {
            long id = Long.parseLong(text);
            if (id > 0) {
                return new PersonArgument(Long.toString(id));
            }
        } catch (NumberFormatException e) {
            throw notAPerson(text);
        }
        throw notAPerson(text);
    }

    /** Whether this can only be meant as a person. */
    static boolean isMeantBy(String text) {
        return text.indexOf('@') > 0
                || CreditorReference.isMeantBy(text)
                || (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    @Override
    public String toString() {
        return idOrEmail;
    }

    private static long member(String reference) {
        try {
            return CreditorReference.parse(reference)
                    .member()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + reference + "' is not the payment reference of a member"));
        } catch (GymException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static TypeConversionException notAPerson(String text) {
        return new TypeConversionException("a person is named by id or e-mail, not '" + text + "'");
    }
}
