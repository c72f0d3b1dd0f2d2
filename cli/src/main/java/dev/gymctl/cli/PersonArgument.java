package dev.gymctl.cli;

import picocli.CommandLine.TypeConversionException;

/**
 * A member, coach or user as typed.
 *
 * @param idOrEmail the user's id, a positive number; or the e-mail that is the login, compared ignoring case
 */
public record PersonArgument(String idOrEmail) {

    static PersonArgument parse(String text) {
        if (text.indexOf('@') > 0) {
            return new PersonArgument(text);
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

    @Override
    public String toString() {
        return idOrEmail;
    }

    private static TypeConversionException notAPerson(String text) {
        return new TypeConversionException("a person is named by id or e-mail, not '" + text + "'");
    }
}
