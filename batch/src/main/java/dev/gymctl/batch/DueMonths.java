package dev.gymctl.batch;

import dev.gymctl.core.db.Database;
import dev.gymctl.core.gym.GymSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * The months that the jobs have still to be run for, oldest first.
 *
 * @param payroll months that are over, not closed, and have classes or adjustments, from the first closed month on; the last
 *     month alone when none was ever closed, for what was before is history
 * @param billing the months after the last one that was assessed, this one included; this one alone when none ever was, and
 *     there is a membership
 * @param reconciliation the months after the last one that was reconciled, up to the last month; that one alone when none
 *     ever was, and money went through Clearing or a bank's account
 */
public record DueMonths(List<YearMonth> payroll, List<YearMonth> billing, List<YearMonth> reconciliation) {
    private static final String QUERIES = """
            select m from (
                select date_trunc('month', c.starts_at at time zone gym.zone)::date as m
                from classes c cross join gym where c.status = 'scheduled'
                union
                select month from pay_adjustments) work
            where m between (select coalesce(min(month), ?) from payroll_periods where closed_at is not null) and ?
              and not exists (select from payroll_periods p where p.month = m and p.closed_at is not null)
            order by m;
            select m::date as m
            from generate_series(
                (select coalesce(max(month) + interval '1 month', ?) from billing_months), ?, interval '1 month') m
            where exists (select from billing_months)
               or exists (select from memberships where starts_on < ?)
            order by m;
            with reconciled as (
                select max(to_date(p.parameter_value, 'YYYY-MM')) as month
                from batch.batch_job_execution e
                join batch.batch_job_instance i using (job_instance_id)
                join batch.batch_job_execution_params p using (job_execution_id)
                where i.job_name = 'reconciliation' and e.status = 'COMPLETED' and p.parameter_name = 'month')
            select m::date as m
            from reconciled,
                 generate_series(coalesce(month + interval '1 month', ?), ?, interval '1 month') m
            where month is not null
               or exists (select from transfers t join journal_entries e on e.id = t.entry_id
                          where e.effective_on < ?
                            and (t.debit_account = 'clearing' or t.credit_account = 'clearing'
                                 or t.debit_account like 'bank\\_%' or t.credit_account like 'bank\\_%'))
            order by m""";

    /**
     * What catches up with a month: those of the due ones that come before it, and itself.
     *
     * @param due one of the three
     */
    public static List<YearMonth> through(YearMonth month, List<YearMonth> due) {
        return Stream.concat(due.stream().filter(before -> before.isBefore(month)), Stream.of(month))
                .toList();
    }

    /** Those of now, in the gym's zone. */
    static DueMonths of(Database database, Clock clock) {
        return database.readSnapshot(
                snapshot -> of(snapshot, GymSettings.of(snapshot).zone(), clock));
    }

    /** The same as a snapshot has them. */
    static DueMonths of(Database.Snapshot snapshot, ZoneId zone, Clock clock) {
        LocalDate month = YearMonth.now(clock.withZone(zone)).atDay(1);
        LocalDate last = month.minusMonths(1);
        return snapshot.readTogether(
                QUERIES,
                results -> new DueMonths(
                        results.next(DueMonths::month), results.next(DueMonths::month), results.next(DueMonths::month)),
                last,
                last,
                month,
                month,
                month.plusMonths(1),
                last,
                last,
                month);
    }

    private static YearMonth month(ResultSet row) throws SQLException {
        return YearMonth.from(row.getObject("m", LocalDate.class));
    }
}
