package dev.gymctl.core.finance;

import dev.gymctl.core.classes.Settling;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * How attendances are paid for, each exactly once: by the membership that covers it, else by a prepaid credit, else by a
 * charge. The members' rows are locked in id order, so that of two settlements at once the second sees the first.
 *
 * <p>A membership covers a class on a day that its dues are for: one of its days, on which the member is active. Of several
 * that do, the one that begins earliest does; of several lots, the one that expires first.
 */
public final class Settlements implements Settling {
    /** Of each enrollment the way to settle it; no member is twice among them. */
    private static final String DECISIONS = """
            with attendance as (
                select e.id, e.member_id, c.class_title, day.day, date_trunc('month', day.day)::date as month
                from enrollments e join classes c on c.id = e.class_id
                cross join lateral (select local_date(e.starts_at) as day) day
                where e.id in (<ids>))
            select json_agg(json_build_object(
                'enrollment_id', a.id, 'member_id', a.member_id, 'day', a.day, 'memo', a.class_title,
                'membership_id', cover.membership_id, 'number', cover.number,
                'month', case when cover.membership_id is not null then a.month end,
                'lot_id', lot.id, 'lot_credits', lot.credits, 'spend_number', lot.number, 'released', lot.released,
                'price', case when cover.membership_id is null and lot.id is null then price.price end,
                'spend_key', 'credit of enrollment ' || a.id || ' no. '
                    || (select count(*) + 1 from prepaid_spends s where s.enrollment_id = a.id),
                'charge_key', 'class fee of enrollment ' || a.id || ' no. '
                    || (select count(*) + 1 from charges c where c.enrollment_id = a.id and c.kind = 'class_fee')))
            from attendance a
            cross join lateral (
                select coalesce((select p.price from plans p
                                 where p.kind = 'drop_in' and coalesce(p.retired_on > a.day, true)
                                 order by p.id desc limit 1), gym.drop_in_price) as price
                from gym) price
            left join lateral (
                select m.id as membership_id, free.number
                from memberships m join plans p on p.id = m.plan_id
                cross join lateral (
                    select n as number
                    from generate_series(1, 1 + (select count(*)::integer from settlements s
                                                 where s.membership_id = m.id and s.month = a.month and not s.undone)) n
                    where not exists (select from settlements s where s.membership_id = m.id and s.month = a.month
                                      and s.number = n and not s.undone)
                    order by n limit 1) free
                where m.member_id = a.member_id and p.covers <> 'nothing'
                  and m.starts_on <= a.day and coalesce(last_day_of(m.id) >= a.day, true)
                  and coalesce(free.number <= p.covered_classes, true)
                  and (select s.status from status_of(a.member_id, a.day) s) = 'active'
                order by m.starts_on, m.id limit 1) cover on true
            left join lateral (
                select l.id, l.credits, free.number, release_of(l.price, l.credits, free.number) as released
                from prepaid_lots l join prepaid_balances b on b.lot_id = l.id
                cross join lateral (
                    select n as number from generate_series(1, l.credits) n
                    where not exists (select from prepaid_spends s where s.lot_id = l.id and s.number = n and not s.undone)
                    order by n limit 1) free
                where l.member_id = a.member_id and b.credits_left > 0 and coalesce(l.expires_on >= a.day, true)
                order by l.expires_on nulls last, l.bought_on, l.id limit 1) lot on cover.membership_id is null
            """;

    private static final String DECIDED = """
            json_to_recordset(:decided::json) as d (
                enrollment_id bigint, member_id bigint, day date, memo text, membership_id bigint, number integer, month date,
                lot_id bigint, lot_credits integer, spend_number integer, released bigint, price bigint,
                spend_key text, charge_key text)
            """;

    /** An entry is only where money moves: a free credit has none. */
    private static final String FACTS = """
            , spent as (
                insert into prepaid_spends (lot_id, lot_credits, number, enrollment_id, spent_on, entry_id)
                select d.lot_id, d.lot_credits, d.spend_number, d.enrollment_id, d.day, entry.id
                from %1$s left join entry on entry.idempotency_key = d.spend_key
                where d.lot_id is not null
                returning id, enrollment_id),
            charged as (
                insert into charges (member_id, kind, memo, amount, charged_on, due_on, enrollment_id, entry_id)
                select d.member_id, 'class_fee', d.memo, d.price, d.day, d.day + gym.payment_days, d.enrollment_id, entry.id
                from gym cross join %1$s join entry on entry.idempotency_key = d.charge_key
                where d.price > 0
                returning id, enrollment_id)
            insert into settlements (enrollment_id, membership_id, month, number, spend_id, charge_id)
            select d.enrollment_id, d.membership_id, d.month, d.number, spent.id, charged.id
            from %1$s
            left join spent on spent.enrollment_id = d.enrollment_id
            left join charged on charged.enrollment_id = d.enrollment_id
            """;

    private final Clock clock;

    public Settlements(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void settle(Handle handle, String enrollments, Map<String, ?> parameters) {
        lockMembers(handle, enrollments, parameters);
        Map<Long, List<Long>> waiting = new LinkedHashMap<>();
        handle.createQuery("""
                        select e.id, e.member_id from enrollments e
                        where e.id in (select enrollment_id from (<enrollments>) asked) and e.status = 'attended'
                          and not exists (select from settlements s where s.enrollment_id = e.id and not s.undone)
                        order by e.member_id, e.starts_at, e.id
                        """)
                .define("enrollments", enrollments)
                .bindMap(parameters)
                .map((row, context) -> waiting.computeIfAbsent(row.getLong("member_id"), member -> new ArrayList<>())
                        .add(row.getLong("id")))
                .list();
        // What a class is settled by depends on the member's classes before it, and on nobody else's.
        for (int number = 0; !waiting.isEmpty(); number++) {
            List<Long> next = new ArrayList<>();
            for (List<Long> ofMember : waiting.values()) {
                next.add(ofMember.get(number));
            }
            settle(handle, next);
            int settled = number + 1;
            waiting.values().removeIf(ofMember -> ofMember.size() == settled);
        }
    }

    private static void settle(Handle handle, List<Long> enrollments) {
        String decided = handle.createQuery(DECISIONS)
                .define("ids", listed(enrollments))
                .mapTo(String.class)
                .one();
        Map<String, String> parameters = Map.of("decided", decided);
        Ledger.record(handle, """
                select case when d.released > 0 then d.spend_key when d.price > 0 then d.charge_key end as key,
                       case when d.released > 0 then 'prepaid_spend' else 'class_fee' end as kind, d.day as value_on, d.memo,
                       case when d.released > 0 then 'prepaid_fees' else 'member_receivable' end as debit_account,
                       d.member_id as debit_party, 'class_fee_income' as credit_account, null::bigint as credit_party,
                       case when d.released > 0 then d.released else d.price end as amount
                from %s
                where d.released > 0 or d.price > 0
                """.formatted(DECIDED), FACTS.formatted(DECIDED), parameters);
        Allocations.useCredit(handle, "select d.member_id from " + DECIDED + " where d.price > 0", parameters);
    }

    /**
     * Settles what was attended in a month and is not settled yet, which is attendance that came in from a file, in order
     * of class start.
     *
     * @param handle inside the transaction
     * @return how many attendances it settled
     */
    public int settleMonth(Handle handle, YearMonth month) {
        String waiting = """
                select e.id as enrollment_id from enrollments e
                where e.status = 'attended' and local_date(e.starts_at) between :first and :last
                  and not exists (select from settlements s where s.enrollment_id = e.id and not s.undone)
                """;
        Map<String, LocalDate> days = Map.of("first", month.atDay(1), "last", month.atEndOfMonth());
        int before = count(handle, waiting, days);
        settle(handle, waiting, days);
        return before - count(handle, waiting, days);
    }

    private static int count(Handle handle, String query, Map<String, ?> parameters) {
        return handle.createQuery("select count(*) from (" + query + ") counted")
                .bindMap(parameters)
                .mapTo(int.class)
                .one();
    }

    @Override
    public void undo(Handle handle, String enrollments, Map<String, ?> parameters) {
        List<Long> wrong = wrong(handle, enrollments, parameters);
        if (wrong.isEmpty()) {
            return;
        }
        lockMembers(handle, enrollments, parameters);
        wrong = wrong(handle, enrollments, parameters);
        if (wrong.isEmpty()) {
            return;
        }
        String those = "s.id in (%s)".formatted(listed(wrong));
        LocalDate today = today(handle);
        // What was paid of the charges becomes credit again.
        Ledger.reverse(handle, """
                select a.entry_id from settlements s join allocations a on a.charge_id = s.charge_id where %1$s
                union
                select w.entry_id from settlements s join write_offs w on w.charge_id = s.charge_id where %1$s
                """.formatted(those), Map.of(), today);
        Ledger.reverse(handle, """
                select c.entry_id from settlements s join charges c on c.id = s.charge_id where %1$s
                union
                select p.entry_id from settlements s join prepaid_spends p on p.id = s.spend_id
                where p.entry_id is not null and %1$s
                """.formatted(those), Map.of(), today);
        Ledger.post(handle, """
                select 'expired credit of spend ' || p.id as key, 'prepaid_expiry' as kind, :today as value_on,
                       'credit of an expired lot' as memo,
                       'prepaid_fees' as debit_account, l.member_id as debit_party,
                       'expired_credit_income' as credit_account, null::bigint as credit_party,
                       release_of(l.price, l.credits, p.number) as amount
                from settlements s join prepaid_spends p on p.id = s.spend_id join prepaid_lots l on l.id = p.lot_id
                where p.entry_id is not null and exists (select from prepaid_lot_expiries x where x.lot_id = l.id) and %s
                """.formatted(those), Map.of("today", today));
        handle.execute("""
                update prepaid_spends p set undone = true from settlements s where p.id = s.spend_id and %s
                """.formatted(those));
        handle.execute("update settlements s set undone = true where " + those);
        Allocations.useCredit(
                handle,
                "select c.member_id from settlements s join charges c on c.id = s.charge_id where " + those,
                Map.of());
    }

    /** Those that are settled and no attendances. */
    private static List<Long> wrong(Handle handle, String enrollments, Map<String, ?> parameters) {
        return handle.createQuery("""
                        select s.id from settlements s join enrollments e on e.id = s.enrollment_id
                        where e.id in (select enrollment_id from (<enrollments>) asked) and e.status <> 'attended' and not s.undone
                        order by s.id
                        """)
                .define("enrollments", enrollments)
                .bindMap(parameters)
                .mapTo(long.class)
                .list();
    }

    private static void lockMembers(Handle handle, String enrollments, Map<String, ?> parameters) {
        handle.createQuery("""
                        select user_id from members
                        where user_id in (select e.member_id from enrollments e
                                          where e.id in (select enrollment_id from (<enrollments>) asked))
                        order by user_id for no key update
                        """)
                .define("enrollments", enrollments)
                .bindMap(parameters)
                .mapTo(long.class)
                .list();
    }

    private LocalDate today(Handle handle) {
        ZoneId zone = handle.createQuery("select zone from gym")
                .mapTo(String.class)
                .map(ZoneId::of)
                .one();
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private static String listed(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
