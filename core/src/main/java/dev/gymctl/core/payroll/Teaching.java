package dev.gymctl.core.payroll;

import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.money.Money;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What coaches taught, how full it was, and what it pays. */
public final class Teaching {
    private final Jdbi jdbi;
    private final Clock clock;

    public Teaching(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * A row for each month and coach with a class that has begun or a payslip, by month, name and id.
     *
     * @param from the first month, in the gym's zone
     * @param to the last month, not before the first
     * @param coach the one coach it is about; empty: all
     */
    public List<TeachingMonth> byMonth(YearMonth from, YearMonth to, Optional<Long> coach, Gym gym) {
        OffsetDateTime end = OffsetDateTime.ofInstant(
                to.plusMonths(1).atDay(1).atStartOfDay(gym.zone()).toInstant(), ZoneOffset.UTC);
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("coach", coach.orElse(null));
        parameters.put("from", from.atDay(1).atStartOfDay(gym.zone()).toOffsetDateTime());
        parameters.put("end", end.isBefore(now) ? end : now);
        parameters.put("first", from.atDay(1));
        parameters.put("last", to.atDay(1));
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with taught as (
                            select date_trunc('month', p.local_date::timestamp)::date as month, p.coach_id,
                                   count(*) as classes, sum(p.duration_minutes) as minutes, sum(c.capacity) as capacity,
                                   sum(c.seats_taken) as booked, sum(c.attended) as attended, sum(p.pay) as pay
                            from class_pay p join classes c on c.id = p.class_id
                            where p.starts_at >= :from and p.starts_at < :end
                              and p.coach_id = coalesce(:coach::bigint, p.coach_id)
                            group by 1, 2),
                        paid as (
                            select month, coach_id, total from payslips
                            where month between :first and :last and coach_id = coalesce(:coach::bigint, coach_id))
                        select month, coach_id, u.full_name, coalesce(classes, 0) as classes, coalesce(minutes, 0) as minutes,
                               coalesce(capacity, 0) as capacity, coalesce(booked, 0) as booked,
                               coalesce(attended, 0) as attended, coalesce(pay, 0) as pay, total
                        from taught full join paid using (month, coach_id)
                        join users u on u.id = coach_id
                        order by month, u.full_name collate "C", coach_id
                        """)
                .bindMap(parameters)
                .map((row, context) -> new TeachingMonth(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        row.getLong("coach_id"),
                        row.getString("full_name"),
                        row.getLong("classes"),
                        row.getLong("minutes"),
                        row.getLong("capacity"),
                        row.getLong("booked"),
                        row.getLong("attended"),
                        new Money(row.getLong("pay"), gym.currency()),
                        row.getObject("total") == null ? null : new Money(row.getLong("total"), gym.currency())))
                .list());
    }
}
