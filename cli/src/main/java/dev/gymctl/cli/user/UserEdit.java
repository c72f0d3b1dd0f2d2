package dev.gymctl.cli.user;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.user.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl user edit}. */
@Command(
        description = "Change who a user is and how to reach them.",
        footer = {"", "An empty value takes away what was there: --phone \"\""})
public final class UserEdit implements Printing {
    private final App app;

    @Parameters(paramLabel = "USER", description = "Id or e-mail.")
    private PersonArgument user;

    @Option(names = "--first-name", paramLabel = "NAME", description = "First name.")
    private String firstName;

    @Option(names = "--last-name", paramLabel = "NAME", description = "Last name.")
    private String lastName;

    @Option(names = "--email", paramLabel = "EMAIL", description = "The e-mail, which is the login.")
    private String email;

    @Option(names = "--date-of-birth", paramLabel = "DATE", description = "Date of birth, as 1990-12-31.")
    private String dateOfBirth;

    @Option(names = "--contact-email", paramLabel = "EMAIL", description = "An e-mail that others may share.")
    private String contactEmail;

    @Option(names = "--phone", paramLabel = "PHONE", description = "Phone.")
    private String phone;

    @Option(names = "--emergency-contact-name", paramLabel = "NAME", description = "Whom to call.")
    private String emergencyContactName;

    @Option(names = "--emergency-contact-phone", paramLabel = "PHONE", description = "And where.")
    private String emergencyContactPhone;

    @Option(names = "--guardian-name", paramLabel = "NAME", description = "A minor's guardian.")
    private String guardianName;

    @Option(names = "--guardian-phone", paramLabel = "PHONE", description = "The guardian's phone.")
    private String guardianPhone;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public UserEdit(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(AccountColumns.PROFILE);
    }

    @Override
    public Integer call() {
        Map<String, String> wanted = wanted();
        Profile before = app.users().get(user.toString());
        Profile after = app.users().edit(user.toString(), wanted);
        String who = "user %d, %s".formatted(after.user().id(), after.user().fullName());
        String what = String.join(" and ", wanted.keySet());
        app.output(format)
                .done(
                        after.equals(before)
                                ? Output.already(what + " of " + who + (wanted.size() == 1 ? " is so" : " are so"))
                                : "set %s of %s".formatted(what, who),
                        AccountColumns.PROFILE,
                        after);
        return 0;
    }

    private Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("first_name", firstName);
        wanted.put("last_name", lastName);
        wanted.put("email", email);
        wanted.put("date_of_birth", dateOfBirth);
        wanted.put("contact_email", contactEmail);
        wanted.put("phone", phone);
        wanted.put("emergency_contact_name", emergencyContactName);
        wanted.put("emergency_contact_phone", emergencyContactPhone);
        wanted.put("guardian_name", guardianName);
        wanted.put("guardian_phone", guardianPhone);
        wanted.values().removeIf(value -> value == null);
        if (wanted.isEmpty()) {
            throw new UsageException("there is nothing to change", "gymctl user edit --help shows what there is");
        }
        return wanted;
    }
}
