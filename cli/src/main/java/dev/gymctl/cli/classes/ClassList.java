package dev.gymctl.cli.classes;

import dev.gymctl.cli.App;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.classes.GymClass;
import dev.gymctl.core.gym.Gym;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl class list}. */
@Command(description = {"List classes, by start.", "Those of the coming fourteen days, unless told otherwise."})
public final class ClassList implements Printing {
    private static final int DAYS = 14;

    private final App app;

    @Option(names = "--month", paramLabel = "MONTH", description = "Those of a month: 2026-10, last or this.")
    private MonthArgument month;

    @Option(names = "--from", paramLabel = "DATE", description = "From this day on.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Up to this day.")
    private LocalDate to;

    @Option(names = "--coach", paramLabel = "COACH", description = "Only this coach's: id or e-mail.")
    private PersonArgument coach;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ClassList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ClassColumns.LIST);
    }

    @Override
    public Integer call() {
        if (month != null && (from != null || to != null)) {
            throw new UsageException("--month goes without --from and --to", "give one or the other");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new UsageException("--to %s is before --from %s".formatted(to, from), null);
        }
        Gym gym = app.gym();
        LocalDate first = from != null ? from : gym.today(app.clock());
        LocalDate last = to != null ? to : first.plusDays(DAYS - 1);
        if (month != null) {
            YearMonth wanted = month.resolve(app.clock(), gym.zone());
            first = wanted.atDay(1);
            last = wanted.atEndOfMonth();
        }
        List<GymClass> classes = app.classes()
                .list(
                        gym.startOf(first),
                        gym.startOf(last.plusDays(1)),
                        Optional.ofNullable(coach).map(PersonArgument::toString));
        app.output(format)
                .list(
                        ClassColumns.LIST,
                        classes,
                        "no classes from %s to %s: gymctl class add makes one".formatted(first, last));
        return 0;
    }
}
