package dev.gymctl.cli;

/**
 * A member or an account of the ledger as typed; one of them is null.
 *
 * @param person by id, e-mail or payment reference
 * @param account by code or name
 */
public record PersonOrAccountArgument(PersonArgument person, AccountArgument account) {

    static PersonOrAccountArgument parse(String text) {
        return PersonArgument.isMeantBy(text)
                ? new PersonOrAccountArgument(PersonArgument.parse(text), null)
                : new PersonOrAccountArgument(null, AccountArgument.parse(text));
    }
}
