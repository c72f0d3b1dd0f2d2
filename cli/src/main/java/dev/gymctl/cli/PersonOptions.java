package dev.gymctl.cli;

import dev.gymctl.core.user.NewUser;
import java.time.Instant;
import java.time.LocalDate;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who somebody new is: for every command that adds a person. */
public final class PersonOptions {
    @Parameters(index = "0", paramLabel = "FIRST_NAME", description = "First name.")
    private String firstName;

    @Parameters(index = "1", arity = "0..1", paramLabel = "LAST_NAME", description = "Last name, if there is one.")
    private String lastName = "";

    @Option(
            names = "--email",
            paramLabel = "EMAIL",
            description = "The e-mail: the login, and how files name the person.")
    private String email;

    @Option(names = "--date-of-birth", paramLabel = "DATE", description = "Date of birth, as 1990-12-31.")
    private LocalDate dateOfBirth;

    @Option(names = "--joined", paramLabel = "DATE", description = "The day of joining; today unless given.")
    private LocalDate joined;

    /** The person that the options describe; one who joins on a day does so as it begins in the gym's zone. */
    public NewUser newUser(App app) {
        Instant since = joined == null ? app.clock().instant() : app.gym().startOf(joined);
        return new NewUser(firstName, lastName, email, dateOfBirth, since);
    }
}
