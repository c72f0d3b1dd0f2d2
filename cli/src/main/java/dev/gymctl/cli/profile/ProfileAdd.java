package dev.gymctl.cli.profile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.CsvOptions;
import dev.gymctl.cli.FormatOption;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.csv.CsvProfile;
import dev.gymctl.core.profile.Profile;
import dev.gymctl.core.profile.ProfileKind;
import dev.gymctl.core.statement.BankProfile;
import dev.gymctl.core.statement.DecimalMark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl profile add}. */
@Command(
        description = {
            "Save how the CSV of a system, or of a bank, is read.",
            "Columns that it does not name are left alone."
        },
        footer = {
            "",
            "Columns of a bank: booked_on, value_on, payer_name, payer_account, reference,",
            "         end_to_end_id, bank_id, text and text_2 to text_7 (joined), currency,",
            "         account (the gym's own), fee (part of the amount), balance (after it)",
            "and      amount (less than nothing: it went out), or debit and credit, or",
            "         amount and direction.",
            "From balances come opening and closing, and each line is held against them.",
            "Read are 1.234,56 1,234.56 1 234,56 (85.00) 85.00- and +85.00."
        })
public final class ProfileAdd implements Printing {
    private final App app;

    @Parameters(paramLabel = "NAME", description = "Small letters, digits, - and _.")
    private String name;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "What it reads: member, or bank for statements; member unless given.")
    private ProfileKind kind = ProfileKind.MEMBER;

    @Mixin
    private final CsvOptions csv = new CsvOptions();

    @Option(
            names = "--status",
            paramLabel = "THEIRS=OURS",
            description = "What one of the system's statuses means: pending, active, frozen, cancelled or rejected; may"
                    + " be repeated.")
    private final Map<String, String> statuses = new LinkedHashMap<>();

    @Option(names = "--several-lines", description = "A member may have several rows, which are one if they agree.")
    private boolean severalLines;

    @Option(
            names = "--decimal",
            paramLabel = "MARK",
            description = "Bank: what stands before the hundredths, comma or point, when the amounts do not tell.")
    private DecimalMark decimal;

    @Option(names = "--negate", description = "Bank: what came in is written with a minus.")
    private boolean negated;

    @Option(
            names = "--direction",
            paramLabel = "THEIRS=OURS",
            description = "Bank: what a word in the column direction means, debit or credit; may be repeated. Unless"
                    + " given: debit, dbit, dr, d, soll, s; credit, crdt, cr, c, haben, h.")
    private final Map<String, String> directions = new LinkedHashMap<>();

    @Option(names = "--skip-lines", paramLabel = "N", description = "Bank: how many lines stand before the header.")
    private int skippedLines;

    @Option(names = "--no-header", description = "Bank: there is no header; --map booked_on=1 names columns by number.")
    private boolean headerless;

    @Option(
            names = "--account",
            paramLabel = "NUMBER",
            description = "Bank: the gym's own account, its IBAN, where no column tells it.")
    private String account;

    @Mixin
    private final FormatOption format = new FormatOption();

    public ProfileAdd(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ProfileColumns.LIST);
    }

    @Override
    public Integer call() {
        Profile added = kind == ProfileKind.BANK ? addBank() : addMembers();
        app.output(format).done("profile %s is saved".formatted(added.name()), ProfileColumns.LIST, added);
        return 0;
    }

    private Profile addMembers() {
        boolean bank = decimal != null
                || negated
                || !directions.isEmpty()
                || skippedLines != 0
                || headerless
                || account != null;
        if (bank) {
            throw new UsageException("these options are for a bank's profile", "say --kind bank");
        }
        return app.profiles().add(csv.profile(name, lower("status", statuses), severalLines));
    }

    private Profile addBank() {
        if (!statuses.isEmpty() || severalLines) {
            throw new UsageException("--status and --several-lines are for members", "leave them out");
        }
        CsvProfile columns = csv.profile(name, lower("direction", directions), false);
        return app.profiles().add(new BankProfile(columns, decimal, negated, skippedLines, !headerless, account));
    }

    /** What the system calls the values of a column, in any case. */
    private static Map<String, Map<String, String>> lower(String column, Map<String, String> names) {
        Map<String, String> lower = new LinkedHashMap<>();
        names.forEach((theirs, ours) -> lower.put(theirs.toLowerCase(Locale.ROOT), ours));
        return lower.isEmpty() ? Map.of() : Map.of(column, lower);
    }
}
