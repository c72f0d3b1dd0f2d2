package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.gym.Gym;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The way back for what was recorded wrongly: a reversal in the books, dated today, and the fact counts no more. Allocations
 * go with what they join; whatever a person built upon it is named, to be taken back first.
 */
public final class Reversals {
    private final Changes changes;
    private final Clock clock;

    public Reversals(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /** The fact as it stands, and the entry that booked it; a free lot has none. */
    private record Fact(long person, long amount, LocalDate valueOn, Long entry, LocalDate reversedOn) {}

    /**
     * Takes something back; what was taken back already stays so. Of a payment that the bank gave back, the bank's fee goes.
     *
     * @param reason for the audit log, or null
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; CONFLICT when something is built upon it
     */
    public Outcome<Reversal> reverse(Reversible kind, long id, String reason, Gym gym, boolean trial) {
        LocalDate today = gym.today(clock);
        return changes.tell("finance reverse", trial, change -> {
            Handle handle = change.handle();
            long person = fact(handle, kind, id).person();
            if (kind == Reversible.PAYOUT) {
                Payouts.lock(handle, List.of(person));
            } else {
                MemberAccounts.lock(handle, person);
            }
            Fact fact = fact(handle, kind, id);
            if (fact.reversedOn() != null) {
                if (kind == Reversible.PAYMENT) {
                    takeBackFee(handle, id, fact.reversedOn(), today).ifPresent(fee -> {
                        change.note("member", fact.person());
                        change.note("payment", id);
                        change.note("fee", gym.money(fee));
                    });
                }
                return new Reversal(kind, id, fact.person(), gym.money(fact.amount()), fact.reversedOn());
            }
            LocalDate day = MemberAccounts.dayOfReversal(today, fact.valueOn());
            switch (kind) {
                case CHARGE -> {
                    refuseUsedCharge(handle, id);
                    reverseCharge(handle, id, fact.entry(), today, day);
                }
                case PAYMENT -> {
                    Payments.refuseRefunded(handle, id);
                    Allocations.takeBackOfPayment(handle, id, today);
                    MemberAccounts.reverse(handle, fact.entry(), day);
                }
                case REFUND, WRITE_OFF, PAYOUT -> MemberAccounts.reverse(handle, fact.entry(), day);
                case PREPAY -> reverseLot(handle, id, today, day);
            }
            if (kind == Reversible.PAYOUT) {
                change.note("coach", fact.person());
            } else {
                Allocations.useCredit(handle, fact.person());
                change.note("member", fact.person());
            }
            change.note(kind.words().replaceAll("[- ]", "_"), id);
            change.note("amount", gym.money(fact.amount()));
            if (reason != null) {
                change.note("reason", reason);
            }
            return new Reversal(kind, id, fact.person(), gym.money(fact.amount()), day);
        });
    }

    /** What the bank took for a payment that it gave back, if that still counts: it was not so. */
    private static Optional<Long> takeBackFee(Handle handle, long payment, LocalDate returnedOn, LocalDate today) {
        Optional<Long> entry = number(handle, """
                select fee_entry_id from returned_payments t
                where t.payment_id = :id and not exists (select from reversed_entries r where r.entry_id = t.fee_entry_id)
                """, payment);
        entry.ifPresent(fee -> MemberAccounts.reverse(handle, fee, MemberAccounts.dayOfReversal(today, returnedOn)));
        return entry.flatMap(
                fee -> number(handle, "select fee from returned_payments where payment_id = :id", payment));
    }

    private static void reverseCharge(Handle handle, long id, long entry, LocalDate today, LocalDate day) {
        Allocations.takeBackOfCharge(handle, id, today);
        MemberAccounts.reverse(handle, entry, day);
    }

    private static void reverseLot(Handle handle, long id, LocalDate today, LocalDate day) {
        Optional<Long> charge = number(handle, "select charge_id from prepaid_lots where id = :id", id);
        refuseIf(
                handle,
                "select l.id from prepaid_lots l where l.id = :id and l.charge_id is null and l.price > 0",
                id,
                "prepaid lot %1$d was not sold here: it came in with a member",
                "gymctl import undo takes a whole import back");
        refuseIf(
                handle,
                "select lot_id from prepaid_lot_expiries where lot_id = :id",
                id,
                "what was left of prepaid lot %1$d has expired",
                null);
        refuseIf(
                handle,
                "select min(enrollment_id) from prepaid_spends where lot_id = :id and not undone",
                id,
                "credits of prepaid lot %1$d are spent",
                "gymctl class attend corrects an attendance and gives its credit back");
        charge.ifPresent(of -> {
            refuseWrittenOff(handle, of);
            long entry = number(handle, "select entry_id from charges where id = :id", of)
                    .orElseThrow();
            reverseCharge(handle, of, entry, today, day);
        });
        handle.createUpdate("""
                        insert into prepaid_lot_reversals (lot_id, reversed_on, entry_id)
                        values (:id, :day, (select v.id from prepaid_lots l join charges c on c.id = l.charge_id
                                            join journal_entries v on v.reverses = c.entry_id where l.id = :id))
                        """).bind("id", id).bind("day", day).execute();
    }

    private static void refuseUsedCharge(Handle handle, long id) {
        refuseIf(
                handle,
                """
                select l.id from prepaid_lots l
                where l.charge_id = :id and not exists (select from prepaid_lot_reversals r where r.lot_id = l.id)
                """,
                id,
                "charge %1$d is the price of prepaid lot %2$d",
                "gymctl finance reverse prepay %2$d takes both back");
        refuseIf(
                handle,
                "select min(enrollment_id) from settlements where charge_id = :id and not undone",
                id,
                "charge %1$d is the fee of an attendance",
                "gymctl class attend corrects that; gymctl finance write-off %1$d waives the fee");
        refuseWrittenOff(handle, id);
    }

    private static void refuseWrittenOff(Handle handle, long charge) {
        refuseIf(
                handle,
                """
                select min(w.id) from write_offs w
                where w.charge_id = :id and not exists (select from reversed_entries r where r.entry_id = w.entry_id)
                """,
                charge,
                "of charge %1$d something was written off by write-off %2$d",
                "gymctl finance reverse write-off %2$d takes that back first");
    }

    /** Refuses when a query for the id finds something; the texts name both. */
    private static void refuseIf(Handle handle, String query, long id, String message, String hint) {
        number(handle, query, id).ifPresent(found -> {
            throw new GymException(
                    Kind.CONFLICT, message.formatted(id, found), hint == null ? null : hint.formatted(id, found));
        });
    }

    private static Optional<Long> number(Handle handle, String query, long id) {
        return handle.createQuery(query).bind("id", id).mapTo(Long.class).findFirst();
    }

    private static Fact fact(Handle handle, Reversible kind, long id) {
        return handle.createQuery("""
                        select f.*, coalesce(r.reversed_on, f.lot_reversed_on) as reversed_on
                        from (<fact>) f left join reversed_entries r on r.entry_id = f.entry_id
                        """)
                .define(
                        "fact",
                        switch (kind) {
                            case CHARGE ->
                                "select member_id as person, amount, charged_on as value_on, entry_id, null::date as lot_reversed_on from charges where id = :id";
                            case PAYMENT ->
                                "select member_id as person, amount, received_on as value_on, entry_id, null::date as lot_reversed_on from payments where id = :id";
                            case REFUND -> """
                        select p.member_id as person, f.amount, f.refunded_on as value_on, f.entry_id, null::date as lot_reversed_on
                        from refunds f join payments p on p.id = f.payment_id where f.id = :id""";
                            case WRITE_OFF -> """
                        select c.member_id as person, w.amount, w.written_off_on as value_on, w.entry_id, null::date as lot_reversed_on
                        from write_offs w join charges c on c.id = w.charge_id where w.id = :id""";
                            case PREPAY -> """
                        select l.member_id as person, l.price as amount, l.bought_on as value_on, null::bigint as entry_id,
                               v.reversed_on as lot_reversed_on
                        from prepaid_lots l left join prepaid_lot_reversals v on v.lot_id = l.id where l.id = :id""";
                            case PAYOUT ->
                                "select coach_id as person, amount, paid_on as value_on, entry_id, null::date as lot_reversed_on from payouts where id = :id";
                        })
                .bind("id", id)
                .map((row, context) -> new Fact(
                        row.getLong("person"),
                        row.getLong("amount"),
                        row.getObject("value_on", LocalDate.class),
                        row.getObject("entry_id", Long.class),
                        row.getObject("reversed_on", LocalDate.class)))
                .findOne()
                .orElseThrow(() -> new GymException(Kind.NOT_FOUND, "there is no %s %d".formatted(kind.words(), id)));
    }
}
