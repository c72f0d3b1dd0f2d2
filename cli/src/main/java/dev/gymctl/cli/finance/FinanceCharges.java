package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.finance.Charge;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance charges}. */
@Command(
        description = "List charges, the oldest first by due day.",
        footer = {"", "A member sees their own."})
public final class FinanceCharges implements Printing {
    private final App app;

    @Parameters(arity = "0..1", paramLabel = "MEMBER", description = "Whose: id or e-mail; with --open everybody's.")
    private PersonArgument member;

    @Option(names = "--open", description = "Only those of which something is owed.")
    private boolean open;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceCharges(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(FinanceColumns.CHARGE);
    }

    @Override
    public Integer call() {
        if (member == null && !open) {
            throw new UsageException("whose charges?", "name a member, or add --open for all that is owed");
        }
        List<Charge> charges =
                member == null ? app.charges().open(app.gym()) : app.charges().of(member.toString(), open, app.gym());
        app.output(format).list(FinanceColumns.CHARGE, charges, open ? "nothing is owed" : "no charges");
        return 0;
    }
}
