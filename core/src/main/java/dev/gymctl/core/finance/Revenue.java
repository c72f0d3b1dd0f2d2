package dev.gymctl.core.finance;

import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.money.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What the gym earned: its income accounts, month by month of the days on which it is booked. */
public final class Revenue {
    private final Jdbi jdbi;

    public Revenue(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private record Booked(YearMonth month, MonthlyRevenue.Part part) {}

    /**
     * The revenue of each month, credits less debits of each income account. A reversal counts in the month in which it is
     * booked, so a month that is closed stays as it is, and all months together are what the trial balance says.
     *
     * @param from the first month
     * @param to the last month, not before the first
     */
    public List<MonthlyRevenue> byMonth(YearMonth from, YearMonth to, Gym gym) {
        // One pass over the transfers, each of which has both sides; what is split after it are a few sums.
        List<Booked> booked = jdbi.withHandle(handle -> handle.createQuery("""
                        with booked as materialized (
                            select date_trunc('month', e.effective_on::timestamp) as month, t.debit_account, t.credit_account,
                                   sum(t.amount) as amount
                            from journal_entries e join transfers t on t.entry_id = e.id
                            where e.effective_on between :first and :last
                            group by 1, t.debit_account, t.credit_account),
                        earned as (
                            select month, account, sum(amount) as amount
                            from (select month, credit_account as account, amount from booked
                                  union all
                                  select month, debit_account, -amount from booked) side
                            group by month, account)
                        select first_day::date as month, a.code, a.name, coalesce(earned.amount, 0)::bigint as amount
                        from generate_series(:first::timestamp, :last::timestamp, '1 month') first_day
                        cross join accounts a
                        left join earned on earned.month = first_day and earned.account = a.code
                        where a.type = 'income'
                        order by first_day, a.code collate "C"
                        """)
                .bind("first", from.atDay(1))
                .bind("last", to.atEndOfMonth())
                .map((row, context) -> new Booked(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        new MonthlyRevenue.Part(
                                row.getString("code"),
                                row.getString("name"),
                                new Money(row.getLong("amount"), gym.currency()))))
                .list());
        List<MonthlyRevenue> months = new ArrayList<>();
        List<MonthlyRevenue.Part> parts = new ArrayList<>();
        for (int i = 0; i < booked.size(); i++) {
            YearMonth month = booked.get(i).month();
            parts.add(booked.get(i).part());
            if (i + 1 == booked.size() || !booked.get(i + 1).month().equals(month)) {
                months.add(new MonthlyRevenue(month, parts));
                parts.clear();
            }
        }
        return months;
    }
}
