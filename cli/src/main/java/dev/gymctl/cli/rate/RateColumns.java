package dev.gymctl.cli.rate;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.payroll.PayRate;

/** How a pay rate is printed. */
final class RateColumns {
    static final Columns<PayRate> ALL = Columns.<PayRate>of()
            .add("id", PayRate::id)
            .add(
                    "coach",
                    rate -> rate.coachEmail() != null || rate.coachId() == null ? rate.coachEmail() : rate.coachId())
            .add("class_title", PayRate::classTitle)
            .add("per_class", PayRate::perClass)
            .add("per_hour", PayRate::perHour)
            .add("per_attendee", PayRate::perAttendee)
            .add("threshold", PayRate::threshold)
            .add("minimum", PayRate::minimum)
            .add("maximum", PayRate::maximum)
            .add("valid_from", PayRate::validFrom)
            .add("valid_to", PayRate::validTo)
            .detail("currency", rate -> rate.perClass().currency().getCurrencyCode());

    private RateColumns() {}
}
