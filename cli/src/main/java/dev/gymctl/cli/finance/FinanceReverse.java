package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.Reversal;
import dev.gymctl.core.finance.Reversible;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance reverse}. */
@Command(
        description = {"Take back what was recorded wrongly.", "The books keep both: the fact and its reversal."},
        footer = {
            "",
            "A charge that is paid gives the money to the next one; a payment that pays",
            "charges leaves them open. What somebody built upon it goes first: it says so.",
            "A charge that is right and will not be paid: gymctl finance write-off."
        })
public final class FinanceReverse implements Printing {
    private static final Columns<Reversal> COLUMNS = Columns.<Reversal>of()
            .add("kind", Reversal::kind)
            .add("id", Reversal::id)
            .add("member_id", reversal -> reversal.kind() == Reversible.PAYOUT ? null : reversal.personId())
            .add("amount", Reversal::amount)
            .add("currency", reversal -> FinanceColumns.currency(reversal.amount()))
            .add("reversed_on", Reversal::reversedOn)
            .add("coach_id", reversal -> reversal.kind() == Reversible.PAYOUT ? reversal.personId() : null);

    private final App app;

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "What: charge, payment, refund, write-off, prepay or payout.")
    private Reversible kind;

    @Parameters(index = "1", paramLabel = "ID", description = "Its number.")
    private long id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private String reason;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceReverse(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        Outcome<Reversal> outcome = app.reversals().reverse(kind, id, reason, app.gym(), dryRun.isDryRun());
        Reversal reversal = outcome.now();
        String what = "%s %d %s %d, %s"
                .formatted(
                        kind.words(),
                        id,
                        kind == Reversible.PAYOUT ? "to coach" : "of member",
                        reversal.personId(),
                        FinanceColumns.amount(reversal.amount()));
        String line = outcome.changed()
                ? FinanceColumns.line(dryRun.isDryRun(), "reverse ", "reversed ", what)
                : Output.already("%s %d was reversed on %s".formatted(kind.words(), id, reversal.reversedOn()));
        app.output(format).done(line, COLUMNS, reversal);
        return 0;
    }
}
