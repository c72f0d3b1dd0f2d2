package dev.gymctl.core.reconcile;

import dev.gymctl.core.gym.Gym;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** For whoever goes through the lines that wait: which they are, and what one of them may be. */
public final class Candidates {
    /** Charges are looked through from the latest back, and no further than this. */
    private static final int CHARGES = 1000;

    private final Jdbi jdbi;

    public Candidates(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The lines of which something is left, by their numbers, the oldest first. */
    public List<Long> waiting() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        select b.line_id from line_balances b join statement_lines l on l.id = b.line_id
                        where b.open > 0 order by l.booked_on, l.id
                        """).mapTo(Long.class).list());
    }

    /**
     * What a line may be: what the last run found, whom its text names, whose account it was paid from before, and what owes
     * just this much; the likeliest first. Of a line that went out there are none.
     *
     * @param most how many
     */
    public List<Candidate> of(long line, int most, Gym gym) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with line as (
                            select l.id, b.open, coalesce(l.payer_account, d.payer_account) as payer_account, l.named || coalesce(d.named, '[]') as named
                            from statement_lines l join line_balances b on b.line_id = l.id left join line_details d on d.line_id = l.id
                            where l.id = :line and l.amount > 0 and b.open > 0),
                        found as (
                            select f.member_id, f.charge_id, 1 as rank, f.reason from line_findings f join line on line.id = f.line_id
                            where f.member_id is not null
                            union all
                            select c.member_id, c.id, 2, 'named in the text'
                            from line cross join jsonb_array_elements(line.named) n
                            join charges c on n ->> 'kind' = 'charge' and c.id = case when n ->> 'kind' = 'charge' then (n ->> 'value')::bigint end
                            union all
                            select m.user_id, null, 2, 'named in the text'
                            from line cross join jsonb_array_elements(line.named) n
                            join members m on n ->> 'kind' = 'member' and m.user_id = case when n ->> 'kind' = 'member' then (n ->> 'value')::bigint end
                            union all
                            select a.member_id, null, 3, 'paid from this account before'
                            from line join payer_accounts a on a.payer_account = line.payer_account
                            union all
                            select c.member_id, c.id, 4, 'owes just this much'
                            from line cross join lateral (
                                select id, member_id from charges where amount = line.open order by id desc limit :charges) c
                            join charge_balances b on b.charge_id = c.id and b.open = line.open),
                        best as (
                            select distinct on (member_id, charge_id) * from found order by member_id, charge_id, rank)
                        select b.*, u.full_name,
                               case when b.charge_id is null
                                    then coalesce((select sum(open) from charge_balances where member_id = b.member_id), 0)
                                    else (select open from charge_balances where charge_id = b.charge_id) end::bigint as owed
                        from best b join users u on u.id = b.member_id
                        order by b.rank, b.charge_id desc nulls last, b.member_id
                        limit :most
                        """)
                .bind("line", line)
                .bind("charges", CHARGES)
                .bind("most", most)
                .map((row, context) -> {
                    Long charge = row.getObject("charge_id", Long.class);
                    long member = row.getLong("member_id");
                    return new Candidate(
                            charge == null ? "M" + member : "C" + charge,
                            row.getString("full_name"),
                            gym.money(row.getLong("owed")),
                            row.getString("reason"));
                })
                .list());
    }
}
