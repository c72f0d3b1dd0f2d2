package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the gym sells. A plan stays as it is: another price is another plan, and the old one is retired. */
public final class Plans {
    private final Jdbi jdbi;
    private final Changes changes;

    public Plans(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /** All there ever were, by name. */
    public List<Plan> list() {
        return jdbi.withHandle(handle -> select(handle, null));
    }

    /**
     * Adds a plan; adding one that is there already changes nothing.
     *
     * @throws GymException INVALID for a price the gym's currency does not have; CONFLICT if another has that name
     */
    public Outcome<Plan> add(NewPlan wanted, Gym gym) {
        Money price = gym.money(wanted.price());
        return changes.tell("plan add", false, change -> {
            Handle handle = change.handle();
            Optional<Plan> there = find(handle, wanted.name());
            if (there.isPresent()) {
                if (!isAsWanted(there.get(), wanted, price)) {
                    throw new GymException(
                            Kind.CONFLICT,
                            "there is another plan %s already"
                                    .formatted(there.get().name()),
                            "a plan stays as it is: retire it, and add one of another name");
                }
                return there.get();
            }
            insert(handle, wanted, price);
            Plan added = find(handle, wanted.name()).orElseThrow();
            change.note("plan", added.id());
            change.note("name", added.name());
            change.note("kind", added.kind().code());
            change.note("price", added.price());
            return added;
        });
    }

    /**
     * From a day on nobody gets a plan any more; who has it keeps it.
     *
     * @throws GymException NOT_FOUND if there is none of that name; CONFLICT if it was retired earlier
     */
    public Outcome<Plan> retire(String name, LocalDate on) {
        return changes.tell("plan retire", false, change -> {
            Handle handle = change.handle();
            Plan before = get(handle, name);
            if (on.equals(before.retiredOn())) {
                return before;
            }
            if (before.retiredOn() != null && before.retiredOn().isBefore(on)) {
                throw new GymException(
                        Kind.CONFLICT, "the plan %s was retired on %s".formatted(before.name(), before.retiredOn()));
            }
            handle.execute("update plans set retired_on = ? where id = ?", on, before.id());
            change.note("plan", before.id());
            change.note("retired_on", before.retiredOn(), on);
            return get(handle, name);
        });
    }

    /** The plan of that name, ignoring case; NOT_FOUND if there is none. */
    static Plan get(Handle handle, String name) {
        return find(handle, name)
                .orElseThrow(() -> new GymException(
                        Kind.NOT_FOUND, "there is no plan '%s'".formatted(name), "gymctl plan list shows them all"));
    }

    private static Optional<Plan> find(Handle handle, String name) {
        return select(handle, name).stream().findFirst();
    }

    private static boolean isAsWanted(Plan plan, NewPlan wanted, Money price) {
        return plan.equals(new Plan(
                plan.id(),
                wanted.name(),
                wanted.kind(),
                price,
                wanted.covers(),
                wanted.billDay(),
                wanted.proration(),
                wanted.onFreeze(),
                wanted.credits(),
                wanted.validMonths(),
                null));
    }

    private static void insert(Handle handle, NewPlan wanted, Money price) {
        handle.createUpdate("""
                        insert into plans (name, kind, price, covers, covered_classes, bill_day, proration, on_freeze, credits, valid_months)
                        values (:name, :kind, :price, :covers, :classes, :billDay, :proration, :onFreeze, :credits, :validMonths)
                        """)
                .bind("name", wanted.name())
                .bind("kind", wanted.kind().code())
                .bind("price", price.minorUnits())
                .bind("covers", wanted.covers().kind())
                .bind("classes", wanted.covers().classes())
                .bind("billDay", wanted.billDay())
                .bind("proration", wanted.proration().code())
                .bind("onFreeze", wanted.onFreeze().code())
                .bind("credits", wanted.credits())
                .bind("validMonths", wanted.validMonths())
                .execute();
    }

    /** The one of that name, or all for null. */
    private static List<Plan> select(Handle handle, String name) {
        return handle.createQuery("""
                        select p.*, gym.currency
                        from gym cross join plans p
                        where lower(p.name) = lower(coalesce(:name, p.name))
                        order by p.name collate "C"
                        """)
                .bind("name", name)
                .map((row, context) -> new Plan(
                        row.getLong("id"),
                        row.getString("name"),
                        PlanKind.of(row.getString("kind")),
                        new Money(row.getLong("price"), Currency.getInstance(row.getString("currency"))),
                        new Coverage(row.getString("covers"), row.getObject("covered_classes", Integer.class)),
                        row.getObject("bill_day", Integer.class),
                        Proration.of(row.getString("proration")),
                        OnFreeze.of(row.getString("on_freeze")),
                        row.getObject("credits", Integer.class),
                        row.getObject("valid_months", Integer.class),
                        row.getObject("retired_on", LocalDate.class)))
                .list();
    }
}
