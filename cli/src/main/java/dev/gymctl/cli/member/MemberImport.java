package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ImportOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.finance.PrepaidFees;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.member.MemberImportRules;
import dev.gymctl.core.member.OnExisting;
import dev.gymctl.core.member.Suspected;
import dev.gymctl.core.member.Suspicion;
import dev.gymctl.core.profile.Profiles;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl member import}. */
@Command(
        description = {
            "Add the members of a CSV file, or bring them up to date.",
            "They are known by their number, else by their e-mail."
        },
        footer = {
            "",
            "Columns: first_name, last_name (or full_name), email, contact_email, phone,",
            "         emergency_contact_name, emergency_contact_phone, guardian_name,",
            "         guardian_phone, date_of_birth, date_joined, is_active, status,",
            "         membership_approved, prepaid_fees, member_ref",
            "All rows are taken or none, unless --skip-invalid. The same file again",
            "changes nothing. Exports of Glofox, Mindbody, TeamUp, Wodify and Zen Planner",
            "are recognized: gymctl profile list"
        })
public final class MemberImport implements Printing {
    /** What becomes of an e-mail that several people have. */
    public enum SharedEmail {
        CONTACT,
        REJECT
    }

    private final App app;

    @Parameters(paramLabel = "FILE", description = "The CSV file; - is the standard input.")
    private String file;

    @Option(names = "--profile", paramLabel = "PROFILE", description = "Read it as this system writes it.")
    private String profile;

    @Option(
            names = "--on-existing",
            paramLabel = "WHAT",
            description = "What becomes of members who are there already: update, skip or fail; update unless given.")
    private OnExisting onExisting = OnExisting.UPDATE;

    @Option(
            names = "--shared-email",
            paramLabel = "WHAT",
            description = "What becomes of an e-mail that several people share: contact keeps it as the contact e-mail"
                    + " of each; reject unless given.")
    private SharedEmail sharedEmail = SharedEmail.REJECT;

    @Option(
            names = "--suspected",
            paramLabel = "WHAT",
            description = "What becomes of rows that may be somebody who is there already: add, skip or reject; asked"
                    + " on a terminal, else reject.")
    private Suspected suspected;

    private Suspected answerToAll;

    @Mixin
    private final ImportOptions options = new ImportOptions();

    public MemberImport(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return ImportOptions.printed();
    }

    @Override
    public Integer call() {
        return options.run(file, "members", app, this::importFrom);
    }

    private ImportCounts importFrom(CsvSource source) {
        CsvSource read = profile == null
                ? source.recognizing(Profiles.builtIn())
                : source.profile(app.profiles().ofMembers(profile));
        Gym gym = app.gym();
        MemberImportRules rules = new MemberImportRules(onExisting, sharedEmail == SharedEmail.CONTACT, decider());
        return app.members().importFrom(read, gym, rules, PrepaidFees.ofImport(gym, app.clock()), options.isDryRun());
    }

    private Function<Suspicion, Suspected> decider() {
        if (suspected != null) {
            return suspicion -> suspected;
        }
        return app.console().isInteractive() && !file.equals("-") ? this::ask : suspicion -> Suspected.REJECT;
    }

    /** Asks about one row; a capital letter answers for all further ones. */
    private Suspected ask(Suspicion suspicion) {
        if (answerToAll != null) {
            return answerToAll;
        }
        String question = "line %d, %s, %s: [a]dd, [s]kip or [r]eject it; A, S, R for all [r] "
                .formatted(suspicion.line(), suspicion.name(), suspicion.reason());
        String answer = app.console().ask(question).strip();
        Suspected decision = switch (answer.toLowerCase(Locale.ROOT)) {
            case "a", "add" -> Suspected.ADD;
            case "s", "skip" -> Suspected.SKIP;
            default -> Suspected.REJECT;
        };
        if (answer.length() == 1 && Character.isUpperCase(answer.charAt(0))) {
            answerToAll = decision;
        }
        return decision;
    }
}
