package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.money.Money;
import java.time.Clock;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** The sale of class fees that are paid ahead: a lot of credits, and a charge for them. */
public final class PrepaidSales {
    private static final int MOST_CREDITS = 1000;

    private final Changes changes;
    private final Clock clock;

    public PrepaidSales(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /** What credits cost, and until when they can be spent. */
    private record Offer(long price, LocalDate expiresOn) {}

    /** A pack that is sold. */
    private record Pack(
            String name, String kind, long price, Integer credits, Integer validMonths, LocalDate retiredOn) {}

    /**
     * Sells credits to a member.
     *
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; INVALID for a number of credits or a price that is none; CONFLICT for a plan that
     *     is no pack, is retired, or is not of so many credits
     */
    public PrepaidLot sell(NewPrepaidLot wanted, Gym gym, boolean trial) {
        if (wanted.credits() < 1 || wanted.credits() > MOST_CREDITS) {
            throw new GymException(
                    Kind.INVALID, "%d is no number of credits from 1 to %d".formatted(wanted.credits(), MOST_CREDITS));
        }
        Money given = wanted.price() == null ? null : gym.money(wanted.price());
        LocalDate today = gym.today(clock);
        return changes.make("finance prepay", trial, change -> {
            Handle handle = change.handle();
            long member = MemberAccounts.lock(handle, wanted.member());
            Offer offer = wanted.plan() == null
                    ? new Offer(classPrice(handle, today) * wanted.credits(), null)
                    : offer(handle, wanted, today);
            Money price = given == null ? gym.money(offer.price()) : given;
            Long charge = price.minorUnits() == 0 ? null : charge(handle, member, wanted, price, today);
            long lot = MemberAccounts.nextId(handle, "prepaid_lots");
            handle.createUpdate("""
                            insert into prepaid_lots (id, member_id, credits, price, bought_on, expires_on, key, charge_id)
                            overriding system value
                            values (:id, :member, :credits, :price, :today, :expires, 'prepaid lot ' || :id, :charge)
                            """)
                    .bind("id", lot)
                    .bind("member", member)
                    .bind("credits", wanted.credits())
                    .bind("price", price.minorUnits())
                    .bind("today", today)
                    .bind("expires", offer.expiresOn())
                    .bind("charge", charge)
                    .execute();
            Long payment = null;
            if (charge != null && wanted.method() != null) {
                payment = MemberAccounts.nextId(handle, "payments");
                Payments.insert(handle, payment, member, price, wanted.method(), null, null, today);
                Allocations.allocate(handle, payment, charge);
            }
            Allocations.useCredit(handle, member);
            change.note("member", member);
            change.note("prepaid_lot", lot);
            change.note("credits", wanted.credits());
            change.note("price", price);
            if (payment != null) {
                change.note("payment", payment);
            }
            Money open = charge == null
                    ? gym.money(0)
                    : Charges.get(handle, charge, gym).open();
            return new PrepaidLot(
                    lot, member, wanted.credits(), price, today, offer.expiresOn(), charge, open, payment);
        });
    }

    private static long charge(Handle handle, long member, NewPrepaidLot wanted, Money price, LocalDate today) {
        return Charges.insert(
                handle,
                member,
                "pack",
                "prepaid_fees",
                member,
                wanted.credits()
                        + (wanted.credits() == 1 ? " class" : " classes")
                        + (wanted.plan() == null ? "" : ", " + wanted.plan()),
                price.minorUnits(),
                today,
                today.plusDays(Charges.paymentDays(handle)));
    }

    /** What a class costs whoever pays it singly: as the newest plan for that says, else as the gym does. */
    private static long classPrice(Handle handle, LocalDate today) {
        return handle.createQuery("""
                        select coalesce(
                            (select price from plans
                             where kind = 'drop_in' and (retired_on is null or retired_on > :today)
                             order by id desc limit 1),
                            (select drop_in_price from gym))
                        """).bind("today", today).mapTo(long.class).one();
    }

    private static Offer offer(Handle handle, NewPrepaidLot wanted, LocalDate today) {
        Pack pack = handle.createQuery("""
                        select name, kind, price, credits, valid_months, retired_on from plans where lower(name) = lower(:name)
                        """)
                .bind("name", wanted.plan())
                .map((row, context) -> new Pack(
                        row.getString("name"),
                        row.getString("kind"),
                        row.getLong("price"),
                        row.getObject("credits", Integer.class),
                        row.getObject("valid_months", Integer.class),
                        row.getObject("retired_on", LocalDate.class)))
                .findOne()
                .orElseThrow(() -> new GymException(
                        Kind.NOT_FOUND, "there is no plan '%s'".formatted(wanted.plan()), "gymctl plan list"));
        if (!pack.kind().equals("pack")) {
            throw new GymException(Kind.CONFLICT, "the plan %s is no pack".formatted(pack.name()));
        } else if (pack.retiredOn() != null && !pack.retiredOn().isAfter(today)) {
            throw new GymException(
                    Kind.CONFLICT, "the plan %s was retired on %s".formatted(pack.name(), pack.retiredOn()));
        } else if (wanted.credits() % pack.credits() != 0) {
            throw new GymException(
                    Kind.CONFLICT,
                    "the pack %s is of %d credits: %d is not a number of packs"
                            .formatted(pack.name(), pack.credits(), wanted.credits()));
        }
        LocalDate expires = pack.validMonths() == null
                ? null
                : today.plusMonths(pack.validMonths()).minusDays(1);
        return new Offer(pack.price() * (wanted.credits() / pack.credits()), expires);
    }
}
