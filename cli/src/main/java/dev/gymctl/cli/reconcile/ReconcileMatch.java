package dev.gymctl.cli.reconcile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.reconcile.BankLine;
import java.math.BigDecimal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl reconcile match}. */
@Command(
        description = {"Say what a line pays: charges, and members' oldest.", "What is too much is credit of the last."
        })
public final class ReconcileMatch implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "LINE", description = "Its number.")
    private long line;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "CHARGE|MEMBER",
            description = {
                "A charge's number, a member's after M, an e-mail or a reference;",
                "of a line that went out a payout's after P."
            })
    private List<String> targets;

    @Option(names = "--amount", paramLabel = "AMOUNT", description = "How much of it; all that is left unless given.")
    private BigDecimal amount;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ReconcileMatch(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ReconcileColumns.LINE);
    }

    @Override
    public Integer call() {
        BankLine matched = app.bankLines().match(line, targets, amount, app.gym(), dryRun.isDryRun());
        app.output(format).done(ReconcileColumns.line(matched), ReconcileColumns.LINE, matched);
        if (dryRun.isDryRun()) {
            app.console().remark("a dry run: nothing was changed");
        }
        return 0;
    }
}
