package dev.gymctl.cli.rate;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.payroll.NewPayRate;
import dev.gymctl.core.payroll.PayRate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl rate set}. */
@Command(
        description = "Set a pay rate from a day on.",
        footer = {
            "",
            "Pay of a class = per class + per hour x minutes / 60 + per attendee x those",
            "above the threshold, raised to the minimum, cut to the maximum.",
            "Hours are rounded half to even to the cent."
        })
public final class RateSet implements Printing {
    private final App app;

    @Option(
            names = "--coach",
            paramLabel = "COACH",
            description = "Whose classes: id or e-mail; everyone's unless given.")
    private PersonArgument coach;

    @Option(names = "--class-title", paramLabel = "TITLE", description = "Of which classes; any unless given.")
    private String classTitle;

    @Option(names = "--per-class", paramLabel = "AMOUNT", description = "For each class.")
    private BigDecimal perClass;

    @Option(names = "--per-hour", paramLabel = "AMOUNT", description = "For each 60 minutes.")
    private BigDecimal perHour;

    @Option(names = "--per-attendee", paramLabel = "AMOUNT", description = "For each attendee above the threshold.")
    private BigDecimal perAttendee;

    @Option(names = "--threshold", paramLabel = "N", description = "Attendees who are not paid for; 0 unless given.")
    private int threshold;

    @Option(names = "--minimum", paramLabel = "AMOUNT", description = "The least a class pays.")
    private BigDecimal minimum;

    @Option(names = "--maximum", paramLabel = "AMOUNT", description = "The most a class pays.")
    private BigDecimal maximum;

    @Option(names = "--from", required = true, paramLabel = "DATE", description = "The first day it is valid.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day it is valid; open unless given.")
    private LocalDate to;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public RateSet(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(RateColumns.ALL);
    }

    @Override
    public Integer call() {
        refuseNonsense();
        NewPayRate wanted = new NewPayRate(
                coach == null ? null : coach.toString(),
                classTitle,
                perClass,
                perHour,
                perAttendee,
                threshold,
                minimum,
                maximum,
                from,
                to);
        Outcome<PayRate> outcome = app.payRates().set(wanted, app.gym());
        PayRate rate = outcome.now();
        String line = outcome.changed()
                ? "rate %d is valid from %s".formatted(rate.id(), rate.validFrom())
                : Output.already("rate %d is there".formatted(rate.id()));
        app.output(format).done(line, RateColumns.ALL, rate);
        return 0;
    }

    private void refuseNonsense() {
        if (perClass == null && perHour == null && perAttendee == null) {
            throw new UsageException(
                    "a rate without an amount pays nothing",
                    "give --per-class, --per-hour or --per-attendee; --per-class 0 if that is meant");
        } else if (threshold < 0) {
            throw new UsageException("--threshold %d is less than 0".formatted(threshold), null);
        } else if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
            throw new UsageException("--minimum %s is above --maximum %s".formatted(minimum, maximum), null);
        } else if (to != null && to.isBefore(from)) {
            throw new UsageException("--to %s is before --from %s".formatted(to, from), null);
        }
    }
}
