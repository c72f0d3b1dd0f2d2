package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who has which plan, and from when to when. A member may have several plans, each once at a time; the schema holds that.
 * What was charged for a month already stays when a membership changes afterwards.
 */
public final class Subscriptions {
    private final Jdbi jdbi;
    private final Changes changes;

    public Subscriptions(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /**
     * A member's, the earliest first.
     *
     * @param member id or e-mail
     */
    public List<Subscription> list(String member) {
        return jdbi.withHandle(handle -> select(handle, "s.member_id = :id", Members.id(handle, member)));
    }

    /**
     * A member gets a plan; one that the member has so already changes nothing.
     *
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND if there is no such member or plan; CONFLICT if the plan is a pack or drop-in or is
     *     retired by then, if the member has it on one of these days, or has not the plan that it takes the place of
     */
    public Outcome<Subscription> subscribe(NewSubscription wanted, boolean trial) {
        return changes.tell("plan subscribe", trial, change -> {
            Handle handle = change.handle();
            long member = lock(handle, wanted.member());
            Plan plan = Plans.get(handle, wanted.plan());
            if (wanted.insteadOf() != null) {
                endBefore(change, member, Plans.get(handle, wanted.insteadOf()), plan, wanted.from());
            }
            int billDay = wanted.billDay() != null
                    ? wanted.billDay()
                    : plan.billDay() != null ? plan.billDay() : wanted.from().getDayOfMonth();
            Optional<Subscription> there = overlapping(handle, member, plan, wanted);
            if (there.isPresent()) {
                Subscription other = there.get();
                if (other.startsOn().equals(wanted.from())
                        && Optional.ofNullable(other.endsOn()).equals(Optional.ofNullable(wanted.to()))
                        && other.billDay() == billDay) {
                    return other;
                }
                throw new GymException(
                        Kind.CONFLICT,
                        "member %d has the plan %s %s already".formatted(member, plan.name(), days(other)),
                        "gymctl plan unsubscribe %d '%s' ends it".formatted(member, plan.name()));
            }
            long id = handle.createUpdate("""
                            insert into memberships (member_id, plan_id, starts_on, ends_on, bill_day)
                            values (:member, :plan, :from, :to, :billDay)
                            """)
                    .bind("member", member)
                    .bind("plan", plan.id())
                    .bind("from", wanted.from())
                    .bind("to", wanted.to())
                    .bind("billDay", billDay)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(long.class)
                    .one();
            change.note("member", member);
            change.note("membership", id);
            change.note("plan", plan.name());
            change.note("starts_on", wanted.from());
            change.note("ends_on", null, wanted.to());
            return get(handle, id);
        });
    }

    /**
     * A member's membership of a plan ends; one that ends then already stays so.
     *
     * @param member id or e-mail
     * @param on its last day
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND if there is no such member or plan, or the member never had it; CONFLICT if it begins
     *     only later, or ended earlier
     */
    public Outcome<Subscription> unsubscribe(String member, String plan, LocalDate on, boolean trial) {
        return changes.tell("plan unsubscribe", trial, change -> {
            Handle handle = change.handle();
            long memberId = lock(handle, member);
            Plan ending = Plans.get(handle, plan);
            Subscription before =
                    latestBegun(handle, memberId, ending, on).orElseThrow(() -> neverHad(memberId, ending));
            if (before.startsOn().isAfter(on)) {
                throw new GymException(
                        Kind.CONFLICT,
                        "member %d has the plan %s %s: it cannot end on %s"
                                .formatted(memberId, ending.name(), days(before), on),
                        "--on %s is the earliest last day".formatted(before.startsOn()));
            }
            if (before.endsOn() != null && before.endsOn().isBefore(on)) {
                throw new GymException(
                        Kind.CONFLICT,
                        "member %d had the plan %s only %s".formatted(memberId, ending.name(), days(before)),
                        "gymctl plan subscribe lets them have it longer");
            }
            return end(change, before, on);
        });
    }

    /** Ends the membership that another takes the place of. */
    private static void endBefore(Change change, long member, Plan ending, Plan next, LocalDate from) {
        if (ending.id() == next.id()) {
            throw new GymException(Kind.CONFLICT, "the plan %s cannot take the place of itself".formatted(next.name()));
        }
        LocalDate on = from.minusDays(1);
        Subscription before =
                latestBegun(change.handle(), member, ending, on).orElseThrow(() -> neverHad(member, ending));
        if (before.startsOn().isAfter(on)
                || (before.endsOn() != null && before.endsOn().isBefore(on))) {
            throw new GymException(
                    Kind.CONFLICT,
                    "member %d has the plan %s %s: on %s there is nothing to take the place of"
                            .formatted(member, ending.name(), days(before), from));
        }
        end(change, before, on);
    }

    private static Subscription end(Change change, Subscription before, LocalDate on) {
        if (on.equals(before.endsOn())) {
            return before;
        }
        change.handle().execute("update memberships set ends_on = ? where id = ?", on, before.id());
        change.note("member", before.memberId());
        change.note("ended_membership", before.id());
        change.note("ended_on", before.endsOn(), on);
        return get(change.handle(), before.id());
    }

    /** The one that begins last up to a day; if there is none, the first one after it. */
    private static Optional<Subscription> latestBegun(Handle handle, long member, Plan plan, LocalDate day) {
        return handle.createQuery("""
                        select id from memberships where member_id = :member and plan_id = :plan
                        order by starts_on > :day, abs(starts_on - :day) limit 1
                        """)
                .bind("member", member)
                .bind("plan", plan.id())
                .bind("day", day)
                .mapTo(long.class)
                .findOne()
                .map(id -> get(handle, id));
    }

    private static Optional<Subscription> overlapping(Handle handle, long member, Plan plan, NewSubscription wanted) {
        return handle.createQuery("""
                        select id from memberships
                        where member_id = :member and plan_id = :plan and during && daterange(:from, :to, '[]')
                        order by starts_on limit 1
                        """)
                .bind("member", member)
                .bind("plan", plan.id())
                .bind("from", wanted.from())
                .bind("to", wanted.to())
                .mapTo(long.class)
                .findOne()
                .map(id -> get(handle, id));
    }

    /** The member's id, the row locked: of two changes at once the second sees the first. */
    private static long lock(Handle handle, String member) {
        long id = Members.id(handle, member);
        handle.execute("select from members where user_id = ? for no key update", id);
        return id;
    }

    private static GymException neverHad(long member, Plan plan) {
        return new GymException(
                Kind.NOT_FOUND,
                "member %d never had the plan %s".formatted(member, plan.name()),
                "gymctl plan list --member %d shows what they have".formatted(member));
    }

    private static String days(Subscription subscription) {
        return subscription.endsOn() == null
                ? "from %s on".formatted(subscription.startsOn())
                : "from %s to %s".formatted(subscription.startsOn(), subscription.endsOn());
    }

    private static Subscription get(Handle handle, long id) {
        return select(handle, "s.id = :id", id).get(0);
    }

    private static List<Subscription> select(Handle handle, String condition, long id) {
        return handle.createQuery("""
                        select s.*, u.full_name, p.name, p.price, gym.currency, last_day_of(s.id) as last_day
                        from gym cross join memberships s
                        join plans p on p.id = s.plan_id join users u on u.id = s.member_id
                        where <condition>
                        order by s.starts_on, s.id
                        """)
                .define("condition", condition)
                .bind("id", id)
                .map((row, context) -> new Subscription(
                        row.getLong("id"),
                        row.getLong("member_id"),
                        row.getString("full_name"),
                        row.getString("name"),
                        new Money(row.getLong("price"), Currency.getInstance(row.getString("currency"))),
                        row.getObject("starts_on", LocalDate.class),
                        row.getObject("ends_on", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        row.getInt("bill_day")))
                .list();
    }
}
