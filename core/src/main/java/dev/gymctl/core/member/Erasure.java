package dev.gymctl.core.member;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.gym.Gym;
import java.time.Clock;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Forgets a person for good: whatever says who they were goes, out of the audit log too; what was paid and posted stays,
 * with a number instead of a name. The schema's {@code erase_person} is the one place that knows all that is held.
 */
public final class Erasure {
    private final Changes changes;
    private final Clock clock;

    public Erasure(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * What was erased.
     *
     * @param changed whether it was not so before
     * @param auditRows how many audit rows have no payload any more
     * @param messages how many chat messages have no content any more
     * @param prepaidFees paid ahead and not used: they are lost
     */
    public record Erased(long member, boolean changed, int auditRows, int messages, int prepaidFees) {}

    /** What stands against it, and what goes. */
    private record Held(
            boolean erased,
            boolean staff,
            String status,
            int bookings,
            long owed,
            long credit,
            int messages,
            int prepaidFees) {}

    /**
     * Erases a member. One who is erased already stays so.
     *
     * @param export is given all that is held, as JSON, before it goes
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; CONFLICT for staff, for one whose membership has not ended, and as long as there are
     *     bookings to come or money is owed on either side
     */
    public Erased erase(String idOrEmail, Gym gym, Consumer<String> export, boolean trial) {
        return changes.make("member erase", trial, change -> {
            Handle handle = change.handle();
            long id = Members.id(handle, idOrEmail);
            handle.execute("select from users where id = ? for update", id);
            handle.execute("select from members where user_id = ? for no key update", id);
            Held held = held(handle, id);
            if (held.erased()) {
                return new Erased(id, false, 0, 0, 0);
            }
            refuseToErase(id, held, gym);
            export.accept(handle.createQuery("select jsonb_pretty(held_about(:id))")
                    .bind("id", id)
                    .mapTo(String.class)
                    .one());
            Long[] rows = handle.createQuery("select erase_person(:id)")
                    .bind("id", id)
                    .map((row, context) -> (Long[]) row.getArray(1).getArray())
                    .one();
            change.note("member", id);
            change.note("audit_rows", Arrays.stream(rows).map(String::valueOf).collect(Collectors.joining(",")));
            return new Erased(id, true, rows.length, held.messages(), held.prepaidFees());
        });
    }

    private Held held(Handle handle, long id) {
        return handle.createQuery("""
                        select u.erased_at is not null as erased,
                               u.role <> 'member' or exists (select from coaches c where c.user_id = u.id) as staff,
                               s.status, a.prepaid_fees,
                               (select count(*) from enrollments e where e.member_id = u.id
                                  and e.status in ('booked', 'waitlisted') and e.starts_at > :now) as bookings,
                               (select coalesce(sum(b.open), 0) from charge_balances b where b.member_id = u.id) as owed,
                               (select coalesce(sum(case when t.credit_account = 'member_credit' and t.credit_party = u.id
                                                         then t.amount else 0 end
                                                  - case when t.debit_account = 'member_credit' and t.debit_party = u.id
                                                         then t.amount else 0 end), 0)
                                from transfers t where t.debit_party = u.id or t.credit_party = u.id) as credit,
                               (select count(*) from messages x where x.user_id = u.id and x.deleted_at is null) as messages
                        from users u
                        cross join lateral status_of(u.id, local_date(:now)) s
                        cross join lateral account_of(u.id, local_date(:now)) a
                        where u.id = :id
                        """)
                .bind("now", clock.instant())
                .bind("id", id)
                .map((row, context) -> new Held(
                        row.getBoolean("erased"),
                        row.getBoolean("staff"),
                        row.getString("status"),
                        row.getInt("bookings"),
                        row.getLong("owed"),
                        row.getLong("credit"),
                        row.getInt("messages"),
                        row.getInt("prepaid_fees")))
                .one();
    }

    private static void refuseToErase(long id, Held held, Gym gym) {
        String because = null;
        String hint = null;
        if (held.staff()) {
            because = "is staff";
            hint = "only who is a member and nothing else can be erased";
        } else if (held.status().equals("pending")) {
            because = "is pending";
            hint = "gymctl member reject %d --reason TEXT ends that".formatted(id);
        } else if (held.status().equals("active") || held.status().equals("frozen")) {
            because = "is " + held.status();
            hint = "gymctl member cancel %d ends the membership".formatted(id);
        } else if (held.bookings() > 0) {
            because = "has %d bookings to come".formatted(held.bookings());
            hint = "gymctl class withdraw CLASS %d takes one back".formatted(id);
        } else if (held.owed() > 0) {
            because = "owes %s %s".formatted(gym.money(held.owed()), gym.currency());
            hint = "settle it first";
        } else if (held.credit() > 0) {
            because = "has a credit of %s %s".formatted(gym.money(held.credit()), gym.currency());
            hint = "pay it back first";
        }
        if (because != null) {
            throw new GymException(Kind.CONFLICT, "member %d cannot be erased: %s".formatted(id, because), hint);
        }
    }
}
