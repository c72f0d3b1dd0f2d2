package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.coach.Coaches;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What coaches were paid of what they earned. */
public final class Payouts {
    private final Jdbi jdbi;
    private final Changes changes;
    private final Clock clock;

    public Payouts(Jdbi jdbi, Changes changes, Clock clock) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Pays all that is still payable of a closed month's payslips, or of the opening balances: one payout for each coach. What
     * is paid is not paid again. With the key of payouts that are there already, and the same in them, it changes nothing.
     *
     * @param trial everything but the commit
     * @return the payouts that were made; those that were there already, if there was nothing to pay
     * @throws GymException NOT_FOUND for a coach who is none, or earned nothing in the month; INVALID for a day to come; CONFLICT
     *     for a month that is not closed, and for a key of other payouts
     */
    public Outcome<List<Payout>> pay(NewPayouts wanted, Gym gym, boolean trial) {
        Payments.requireKey(wanted.key());
        LocalDate today = gym.today(clock);
        LocalDate paidOn = wanted.paidOn() == null ? today : wanted.paidOn();
        if (paidOn.isAfter(today)) {
            throw new GymException(Kind.INVALID, "%s is yet to come".formatted(paidOn));
        }
        return changes.tell("payroll pay", trial, change -> {
            Handle handle = change.handle().registerArrayType(Long.class, "bigint");
            if (wanted.month() != null) {
                requireClosed(handle, wanted.month());
            }
            List<Long> coaches = coaches(handle, wanted);
            lock(handle, coaches);
            List<Payout> before =
                    wanted.key() == null ? List.of() : select(handle, "p.key = :key", Map.of("key", wanted.key()), gym);
            if (!before.isEmpty()) {
                return same(before, wanted, coaches);
            }
            Payments.refuseMadeKey(wanted.key());
            String key = wanted.key() == null ? "made-" + MemberAccounts.nextId(handle, "payouts") : wanted.key();
            if (insert(handle, wanted, coaches, key, paidOn) == 0) {
                return select(
                        handle,
                        "p.coach_id = any (:coaches) and s.month is not distinct from :month::date and r.reversed_on is null",
                        parameters(wanted.month(), coaches),
                        gym);
            }
            List<Payout> made = select(handle, "p.key = :key", Map.of("key", key), gym);
            change.note("month", wanted.month() == null ? "opening" : wanted.month());
            change.note("key", key);
            change.note("payouts", made.size());
            change.note(
                    "total",
                    made.stream().map(Payout::amount).reduce(Money::plus).orElseThrow());
            if (!wanted.coaches().isEmpty()) {
                made.forEach(payout -> change.note("coach_" + payout.coachId(), payout.amount()));
            }
            return made;
        });
    }

    /** One payout for each coach to whom something is still payable; how many. */
    private static int insert(Handle handle, NewPayouts wanted, List<Long> coaches, String key, LocalDate paidOn) {
        Map<String, Object> parameters = parameters(wanted.month(), coaches);
        parameters.put("method", wanted.method().code());
        parameters.put("account", PaymentMethod.account(wanted.method().code()));
        parameters.put("key", key);
        parameters.put("reference", wanted.reference());
        parameters.put("paidOn", paidOn);
        parameters.put(
                "memo",
                (wanted.month() == null ? "opening balance" : "payslip " + wanted.month())
                        + ", " + PaymentMethod.words(wanted.method().code())
                        + (wanted.reference() == null
                                ? ""
                                : ", " + wanted.reference().strip()));
        return Ledger.record(handle, """
                select 'payout ' || :key::text || ' to coach ' || b.coach_id as key, 'payout' as kind, :paidOn::date as value_on,
                       :memo::text as memo, 'coach_payable' as debit_account, b.coach_id as debit_party,
                       :account::text as credit_account, null::bigint as credit_party, b.amount - b.paid as amount, b.payslip_id
                from pay_balances b
                where b.month is not distinct from :month::date and b.coach_id = any (:coaches) and b.amount > b.paid
                """, """
                insert into payouts (coach_id, payslip_id, amount, method, paid_on, key, reference, entry_id)
                select debit_party, payslip_id, amount, :method, :paidOn, :key, :reference, entry_id from booked order by debit_party
                """, parameters);
    }

    /**
     * Payouts, the oldest first; those that were reversed too.
     *
     * @param month of the payslips; null: of any, and of opening balances
     * @param coach id or e-mail; null: any
     * @throws GymException NOT_FOUND
     */
    public List<Payout> list(YearMonth month, String coach, Gym gym) {
        return jdbi.withHandle(handle -> {
            Map<String, Object> parameters = new HashMap<>();
            List<String> which = new ArrayList<>(List.of("true"));
            if (month != null) {
                which.add("s.month = :month::date");
                parameters.put("month", month.atDay(1));
            }
            if (coach != null) {
                which.add("p.coach_id = :coach");
                parameters.put("coach", Coaches.id(handle, coach));
            }
            return select(handle, String.join(" and ", which), parameters, gym);
        });
    }

    /** Coaches whom nobody else pays until the end of the change. */
    static void lock(Handle handle, List<Long> coaches) {
        handle.createQuery("select lock_coaches(variadic :coaches)")
                .registerArrayType(Long.class, "bigint")
                .bindArray("coaches", Long.class, coaches)
                .mapTo(String.class)
                .one();
    }

    private static void requireClosed(Handle handle, YearMonth month) {
        boolean closed = handle.createQuery(
                        "select exists (select from payroll_periods where month = :month and closed_at is not null)")
                .bind("month", month.atDay(1))
                .mapTo(boolean.class)
                .one();
        if (!closed) {
            throw new GymException(
                    Kind.CONFLICT,
                    "payroll for %s is not closed".formatted(month),
                    "gymctl payroll run --month %s closes it".formatted(month));
        }
    }

    /** The coaches who are named, or all who are to be paid, by id. */
    private static List<Long> coaches(Handle handle, NewPayouts wanted) {
        List<Long> earned = handle.createQuery("""
                        select coach_id from pay_balances
                        where month is not distinct from :month::date and (payslip_id is not null or amount > 0) order by coach_id
                        """)
                .bind("month", wanted.month() == null ? null : wanted.month().atDay(1))
                .mapTo(Long.class)
                .list();
        if (wanted.coaches().isEmpty()) {
            return earned;
        }
        List<Long> named = new ArrayList<>();
        for (String coach : wanted.coaches()) {
            long id = Coaches.id(handle, coach);
            if (!earned.contains(id)) {
                throw wanted.month() == null
                        ? new GymException(
                                Kind.NOT_FOUND, "nothing was payable to coach %s before gymctl".formatted(coach))
                        : new GymException(
                                Kind.NOT_FOUND,
                                "coach %s has no payslip for %s".formatted(coach, wanted.month()),
                                "gymctl payroll list --month %s shows who has".formatted(wanted.month()));
            }
            named.add(id);
        }
        return named.stream().distinct().sorted().toList();
    }

    private static Map<String, Object> parameters(YearMonth month, List<Long> coaches) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("month", month == null ? null : month.atDay(1));
        parameters.put("coaches", coaches.toArray(new Long[0]));
        return parameters;
    }

    /** What there is with a key, if it is what is wanted. */
    private static List<Payout> same(List<Payout> before, NewPayouts wanted, List<Long> coaches) {
        Payout first = before.get(0);
        List<Long> paid = before.stream().map(Payout::coachId).toList();
        String other = null;
        if (before.stream().anyMatch(payout -> payout.reversedOn() != null)) {
            other = "that was reversed";
        } else if (first.month() == null
                ? wanted.month() != null
                : !first.month().equals(wanted.month())) {
            other = first.month() == null ? "of the opening balance" : "of " + first.month();
        } else if (!first.method().equals(wanted.method().code())) {
            other = "by " + PaymentMethod.words(first.method());
        } else if (wanted.paidOn() != null && !wanted.paidOn().equals(first.paidOn())) {
            other = "of " + first.paidOn();
        } else if (!wanted.coaches().isEmpty() && !coaches.equals(paid)) {
            other = "to other coaches";
        }
        if (other != null) {
            throw new GymException(
                    Kind.CONFLICT,
                    "the key %s is of payout %d %s".formatted(wanted.key(), first.id(), other),
                    "another payout needs a key of its own");
        }
        return before;
    }

    private static List<Payout> select(Handle handle, String which, Map<String, ?> parameters, Gym gym) {
        return handle.registerArrayType(Long.class, "bigint")
                .createQuery("""
                        select p.id, p.coach_id, u.email, u.full_name, s.month, p.amount, p.method, p.paid_on, p.key, p.reference,
                               r.reversed_on, k.line_id
                        from payouts p
                        join users u on u.id = p.coach_id
                        left join payslips s on s.id = p.payslip_id
                        left join reversed_entries r on r.entry_id = p.entry_id
                        left join live_links k on k.payout_id = p.id
                        where <which>
                        order by p.paid_on, p.coach_id, p.id
                        """)
                .define("which", which)
                .bindMap(parameters)
                .map((row, context) -> from(row, gym))
                .list();
    }

    private static Payout from(ResultSet row, Gym gym) throws SQLException {
        LocalDate month = row.getObject("month", LocalDate.class);
        return new Payout(
                row.getLong("id"),
                row.getLong("coach_id"),
                row.getString("email"),
                row.getString("full_name"),
                month == null ? null : YearMonth.from(month),
                gym.money(row.getLong("amount")),
                row.getString("method"),
                row.getObject("paid_on", LocalDate.class),
                row.getString("key"),
                row.getString("reference"),
                row.getObject("reversed_on", LocalDate.class),
                row.getObject("line_id", Long.class));
    }
}
