package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.finance.Due;
import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl finance aging}. */
@Command(
        description = {"List who owes what, and for how many days.", "As CSV it is the due list; the oldest debt first."
        },
        footer = {
            "",
            "Not due is what can still be paid in time; the others are days overdue.",
            "As the books have it on that day; the total is the account Member receivable."
        })
public final class FinanceAging implements Printing {
    private static final Columns<Due> COLUMNS = Columns.<Due>of()
            .add("member_id", Due::memberId)
            .add("member", Due::member)
            .add("email", Due::email)
            .add("not_due", Due::notDue)
            .add("days_0_30", Due::to30)
            .add("days_31_60", Due::to60)
            .add("days_61_90", Due::to90)
            .add("days_over_90", Due::over90)
            .add("total", Due::total)
            .detail("currency", due -> FinanceColumns.currency(due.total()))
            .add("oldest_due_on", Due::oldestDueOn)
            .detail("reference", Due::reference);

    private final App app;

    @Option(names = "--as-of", paramLabel = "DATE", description = "At the end of this day; today unless given.")
    private LocalDate asOf;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceAging(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(COLUMNS);
    }

    @Override
    public Integer call() {
        LocalDate day = asOf != null ? asOf : app.gym().today(app.clock());
        List<Due> dues = app.statements().aging(day, app.gym());
        Output output = app.output(format);
        output.list(COLUMNS, dues, "nobody owes anything");
        if (output.isForPeople() && !dues.isEmpty()) {
            Money receivable = app.statements().receivable(day, app.gym());
            Money total = total(dues, Due::total);
            output.say("\ntotal %s: not due %s, 0-30 days %s, 31-60 %s, 61-90 %s, over 90 %s"
                    .formatted(
                            FinanceColumns.amount(total),
                            total(dues, Due::notDue),
                            total(dues, Due::to30),
                            total(dues, Due::to60),
                            total(dues, Due::to90),
                            total(dues, Due::over90)));
            app.console()
                    .remark(
                            total.equals(receivable)
                                    ? "as in the account Member receivable"
                                    : "the account Member receivable says " + receivable + ": gymctl audit verify");
        }
        return 0;
    }

    private static Money total(List<Due> dues, Function<Due, Money> part) {
        return dues.stream().map(part).reduce(Money::plus).orElseThrow();
    }
}
