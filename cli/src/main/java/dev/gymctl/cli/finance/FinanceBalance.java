package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ImportOptions;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.PersonOrAccountArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.finance.PersonBalance;
import dev.gymctl.core.gym.Gym;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance balance}. */
@Command(
        description = {"Show the balance of a member or an account.", "Or book the opening balances of a CSV file."},
        footer = {
            "",
            "A member's balance is what is owed, less the credit.",
            "",
            "Columns of --opening: account, member, amount, due_on",
            "The member, by id, e-mail, member_ref or payment reference, is for accounts",
            "that are kept per person, due_on for member_receivable: such a line is an",
            "open charge. Prepaid fees come in by member import. All lines are taken or",
            "none; the same file again changes nothing."
        })
public final class FinanceBalance implements Printing {
    private final App app;

    @Parameters(
            arity = "0..1",
            paramLabel = "MEMBER|ACCOUNT",
            description = "Id, e-mail or payment reference; or an account: cash.")
    private PersonOrAccountArgument whose;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "What was booked up to and with this day; all unless given.")
    private LocalDate asOf;

    @Option(
            names = "--opening",
            paramLabel = "FILE",
            description = "Book the balances of this file; - is the standard input.")
    private String opening;

    @Option(names = "--on", paramLabel = "DATE", description = "The day of the opening balances; today unless given.")
    private LocalDate on;

    @Mixin
    private final ImportOptions options = new ImportOptions();

    public FinanceBalance(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(
                new Printed(false, LedgerColumns.PERSON),
                new Printed(false, LedgerColumns.ONE_ACCOUNT),
                ImportOptions.printed().get(0));
    }

    @Override
    public Integer call() {
        if ((whose == null) == (opening == null)) {
            throw new UsageException(
                    whose == null ? "whose balance?" : "--opening books the balances of a file, of nobody else",
                    "gymctl finance balance MEMBER, or an ACCOUNT, or --opening FILE");
        }
        if (opening != null) {
            return options.run(opening, "balances", app, source -> {
                Gym gym = app.gym();
                LocalDate day = on != null ? on : gym.today(app.clock());
                return app.openingBalances().importFrom(source, gym, day, options.isDryRun());
            });
        }
        Output output = options.output(app);
        if (whose.account() != null) {
            output.one(
                    LedgerColumns.ONE_ACCOUNT,
                    app.accounts().account(whose.account().code(), asOf));
            return 0;
        }
        PersonBalance balance = app.accounts().person(whose.person().toString(), asOf);
        output.one(LedgerColumns.PERSON, balance);
        if (output.isForPeople() && !balance.accounts().isEmpty()) {
            output.say("");
            output.list(LedgerColumns.ACCOUNT, balance.accounts(), "");
        }
        return 0;
    }
}
