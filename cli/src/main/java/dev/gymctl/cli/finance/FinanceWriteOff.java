package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ChargeArgument;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.finance.WriteOff;
import java.math.BigDecimal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance write-off}. */
@Command(
        description = {"Give up what is owed of a charge.", "It is booked as bad debt."},
        footer = {"", "The reason is on the member's statement and stays in the books: no names there."})
public final class FinanceWriteOff implements Printing {
    private static final Columns<WriteOff> COLUMNS = Columns.<WriteOff>of()
            .add("id", WriteOff::id)
            .add("charge_id", WriteOff::chargeId)
            .add("member_id", WriteOff::memberId)
            .add("amount", WriteOff::amount)
            .add("currency", gone -> FinanceColumns.currency(gone.amount()))
            .add("written_off_on", WriteOff::writtenOffOn)
            .add("reason", WriteOff::reason)
            .add("open", WriteOff::open);

    private final App app;

    @Parameters(index = "0", paramLabel = "CHARGE", description = "Number or reference.")
    private ChargeArgument charge;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "AMOUNT",
            description = "How much; all that is owed unless given.")
    private BigDecimal amount;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private String reason;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceWriteOff(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        WriteOff gone = app.charges().writeOff(charge.toString(), amount, reason, app.gym(), dryRun.isDryRun());
        String line = FinanceColumns.line(
                dryRun.isDryRun(),
                "write off ",
                "write-off %d: ".formatted(gone.id()),
                "%s of charge %d".formatted(FinanceColumns.amount(gone.amount()), gone.chargeId()),
                gone.open().minorUnits() == 0 ? null : "; still owed " + gone.open());
        app.output(format).done(line, COLUMNS, gone);
        return 0;
    }
}
