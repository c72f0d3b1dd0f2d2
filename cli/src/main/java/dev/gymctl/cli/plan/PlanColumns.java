package dev.gymctl.cli.plan;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.finance.Plan;
import dev.gymctl.core.finance.PlanKind;
import dev.gymctl.core.finance.Subscription;

/** How plans and memberships of them are printed. */
final class PlanColumns {
    static final Columns<Plan> ALL = Columns.<Plan>of()
            .add("id", Plan::id)
            .add("name", Plan::name)
            .add("kind", Plan::kind)
            .add("price", Plan::price)
            .add("covers", plan -> plan.kind() == PlanKind.DUES ? plan.covers().toString() : null)
            .add("bill_day", Plan::billDay)
            .add("proration", plan -> plan.kind() == PlanKind.DUES ? plan.proration() : null)
            .add("on_freeze", plan -> plan.kind() == PlanKind.DUES ? plan.onFreeze() : null)
            .add("credits", Plan::credits)
            .add("valid_months", Plan::validMonths)
            .add("retired_on", Plan::retiredOn)
            .detail("currency", plan -> plan.price().currency().getCurrencyCode());

    static final Columns<Subscription> MEMBERSHIPS = Columns.<Subscription>of()
            .add("id", Subscription::id)
            .add("member", Subscription::memberId)
            .add("full_name", Subscription::fullName)
            .add("plan", Subscription::plan)
            .add("price", Subscription::price)
            .add("starts_on", Subscription::startsOn)
            .add("ends_on", Subscription::endsOn)
            .add("last_day", Subscription::lastDay)
            .add("bill_day", Subscription::billDay)
            .detail("currency", membership -> membership.price().currency().getCurrencyCode());

    private PlanColumns() {}

    /** The membership in a sentence: {@code member 7, Bob, has the plan Gold from 2026-10-01 on}. */
    static String line(Subscription membership) {
        return "member %d, %s, has the plan %s from %s %s"
                .formatted(
                        membership.memberId(),
                        membership.fullName(),
                        membership.plan(),
                        membership.startsOn(),
                        membership.endsOn() == null ? "on" : "to " + membership.endsOn());
    }
}
