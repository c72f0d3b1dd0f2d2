package dev.gymctl.core.finance;

import dev.gymctl.core.gym.Gym;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Who stays: members and recurring revenue month by month, and cohorts. A month that is not over is shown as it would end
 * if nothing were decided any more: what is dated ahead counts.
 *
 * <p>All of it is sums of changes: each day on which a membership begins or ends is looked at once, however many months
 * are asked for.
 */
public final class Retention {
    /**
     * The days on which somebody became a member or ceased to be one, in turn, the first being the former; of several events
     * on a day the last one holds.
     */
    private static final String STEPS = """
            with event as (
                select member_id, effective_on as day, kind = 'approved' as member,
                       lead(effective_on) over (partition by member_id order by effective_on, id) as next
                from member_history),
            state as (
                select member_id, day, member, lag(member, 1, false) over (partition by member_id order by day) as before
                from event
                where next is distinct from day),
            step as materialized (
                select member_id, day, member, lead(day, 1, 'infinity') over (partition by member_id order by day) as until
                from state
                where member <> before)""";

    private static final int DECIMALS = 4;

    private final Jdbi jdbi;

    public Retention(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The months from one to another.
     *
     * @param to not before the first
     */
    public List<RetentionMonth> byMonth(YearMonth from, YearMonth to, Gym gym) {
        // All that changed before the first month is put into the month before it.
        return jdbi.withHandle(handle -> handle.createQuery(STEPS + """
                        ,
                        span as (
                            select member_id, day as since, until from step where member),
                        frozen as (
                            select s.member_id, greatest(s.since, lower(f.during)) as since,
                                   least(s.until, coalesce(upper(f.during), 'infinity')) as until
                            from span s join member_freezes f
                              on f.member_id = s.member_id and f.during && daterange(s.since, s.until)),
                        membership as (
                            select m.member_id, p.price, m.starts_on as since,
                                   coalesce(case when p.on_freeze = 'extend' and m.ends_on is not null
                                                     and exists (select from member_freezes f where f.member_id = m.member_id)
                                                 then last_day_of(m.id) else m.ends_on end + 1, 'infinity') as until
                            from memberships m join plans p on p.id = m.plan_id
                            where p.price > 0 and m.starts_on <= :last),
                        paid as (
                            select m.price, greatest(m.since, s.since) as since, least(m.until, s.until) as until
                            from membership m join span s
                              on s.member_id = m.member_id and s.since < m.until and m.since < s.until
                            union all
                            select -m.price, greatest(m.since, f.since), least(m.until, f.until)
                            from membership m join frozen f
                              on f.member_id = m.member_id and f.since < m.until and m.since < f.until),
                        passage as (
                            select month, ups, downs, ups > downs or ups = downs and up < down as joined,
                                   downs > ups or ups = downs and up < down as left
                            from (select date_trunc('month', day::timestamp) as month,
                                         count(*) filter (where member) as ups, count(*) filter (where not member) as downs,
                                         min(day) filter (where member) as up, min(day) filter (where not member) as down
                                  from step
                                  where day <= :last
                                  group by member_id, 1) turn),
                        changed as (
                            select greatest(month, :before::timestamp) as month, sum(recurring) as recurring, sum(frozen) as frozen,
                                   sum(net) as net, sum(joined) as joined, sum("left") as "left"
                            from (select date_trunc('month', since::timestamp) as month, price as recurring, 0 as frozen,
                                         0 as net, 0 as joined, 0 as "left" from paid
                                  union all
                                  select date_trunc('month', until::timestamp), -price, 0, 0, 0, 0 from paid
                                  union all
                                  select date_trunc('month', since::timestamp), 0, 1, 0, 0, 0 from frozen
                                  union all
                                  select date_trunc('month', until::timestamp), 0, -1, 0, 0, 0 from frozen
                                  union all
                                  select month, 0, 0, ups - downs, joined::integer, "left"::integer from passage) change
                            where month <= :last
                            group by 1)
                        select month::date as month, at_end - net as at_start, joined, "left", at_end, frozen, recurring
                        from (select month, coalesce(net, 0) as net, coalesce(joined, 0) as joined,
                                     coalesce("left", 0) as "left", sum(coalesce(net, 0)) over by_month as at_end,
                                     sum(coalesce(frozen, 0)) over by_month as frozen,
                                     sum(coalesce(recurring, 0)) over by_month as recurring
                              from generate_series(:before::timestamp, :last::timestamp, '1 month') month
                              left join changed using (month)
                              window by_month as (order by month)) months
                        where month >= :first
                        order by month
                        """)
                .bind("before", from.minusMonths(1).atDay(1))
                .bind("first", from.atDay(1))
                .bind("last", to.atEndOfMonth())
                .map((row, context) -> new RetentionMonth(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        gym.money(row.getLong("recurring")),
                        row.getLong("at_start"),
                        row.getLong("joined"),
                        row.getLong("left"),
                        row.getLong("at_end"),
                        row.getLong("frozen")))
                .list());
    }

    /**
     * Those who joined in the months from one to another, followed until the last of these.
     *
     * @param to not before the first
     */
    public List<Cohort> cohorts(YearMonth from, YearMonth to) {
        return jdbi.withHandle(handle -> handle.createQuery(STEPS + """
                        ,
                        moved as (
                            select date_trunc('month', (min(day) over (partition by member_id))::timestamp) as cohort,
                                   date_trunc('month', day::timestamp) as month, member,
                                   row_number() over (partition by member_id order by day) = 1 as first
                            from step),
                        changed as (
                            select cohort, month, count(*) filter (where member) - count(*) filter (where not member) as net,
                                   count(*) filter (where first) as joined
                            from moved
                            where cohort between :first and :last and month <= :last
                            group by cohort, month)
                        select cohort::date as cohort, max(joined) as joined, array_agg(members order by month) as members
                        from (select cohort, month, sum(coalesce(joined, 0)) over followed as joined,
                                     sum(coalesce(net, 0)) over followed as members
                              from generate_series(:first::timestamp, :last::timestamp, '1 month') cohort
                              cross join lateral generate_series(cohort, :last::timestamp, '1 month') month
                              left join changed using (cohort, month)
                              window followed as (partition by cohort order by month)) cell
                        group by cohort
                        order by cohort
                        """)
                .bind("first", from.atDay(1))
                .bind("last", to.atEndOfMonth())
                .map((row, context) -> {
                    List<Long> members = new ArrayList<>();
                    for (Object count : (Object[]) row.getArray("members").getArray()) {
                        members.add(((Number) count).longValue());
                    }
                    return new Cohort(
                            YearMonth.from(row.getObject("cohort", LocalDate.class)), row.getLong("joined"), members);
                })
                .list());
    }

    /** part ÷ whole, rounded half to even; null when there is no whole. */
    static BigDecimal rate(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_EVEN);
    }
}
