package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What members owe, for them to read and for whoever reminds them. */
public final class Statements {
    /** What is owed of each charge at the end of a day, and for how many days it has been due. */
    private static final String DUE = """
            with later as (select id from journal_entries where effective_on > :asOf),
            taken_back as (select reverses as id from journal_entries where reverses is not null and effective_on \\<= :asOf),
            paid as (
                select charge_id, sum(amount)::bigint as amount
                from (select charge_id, amount, entry_id from allocations
                      union all
                      select charge_id, amount, entry_id from write_offs) f
                where not exists (select from later l where l.id = f.entry_id)
                  and not exists (select from taken_back t where t.id = f.entry_id)
                group by charge_id),
            due as (
                select c.member_id, c.amount - coalesce(p.amount, 0) as open, c.due_on, :asOf::date - c.due_on as days
                from charges c left join paid p on p.charge_id = c.id
                where c.amount <> coalesce(p.amount, 0)
                  and not exists (select from later l where l.id = c.entry_id)
                  and not exists (select from taken_back t where t.id = c.entry_id))
            """;

    private final Jdbi jdbi;

    public Statements(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What an entry did to what a member owes; allocations do nothing to it. */
    private record Posted(LocalDate on, String kind, String memo, long amount) {}

    /**
     * A member's statement, by the days of the facts themselves.
     *
     * @param from the first day, or null: from the beginning
     * @param to the last day
     * @throws GymException NOT_FOUND; INVALID if the last day is before the first
     */
    public Statement of(String member, LocalDate from, LocalDate to, Gym gym) {
        if (from != null && to.isBefore(from)) {
            throw new GymException(Kind.INVALID, "a statement from %s to %s has no days".formatted(from, to));
        }
        return jdbi.inTransaction(handle -> {
            long id = Members.id(handle, member);
            long balance = 0;
            long opening = 0;
            List<Statement.Line> lines = new ArrayList<>();
            for (Posted posted : posted(handle, id, to)) {
                balance += posted.amount();
                if (from != null && posted.on().isBefore(from)) {
                    opening = balance;
                } else {
                    lines.add(new Statement.Line(
                            posted.on(), posted.kind(), posted.memo(), gym.money(posted.amount()), gym.money(balance)));
                }
            }
            Money closing = gym.money(balance);
            Money before = gym.money(opening);
            return handle.createQuery("select full_name, member_reference(id) as reference from users where id = :id")
                    .bind("id", id)
                    .map((row, context) -> new Statement(
                            gym.name(),
                            id,
                            row.getString("full_name"),
                            from,
                            to,
                            before,
                            List.copyOf(lines),
                            closing,
                            row.getString("reference")))
                    .one();
        });
    }

    private static List<Posted> posted(Handle handle, long member, LocalDate to) {
        return handle.createQuery("""
                        select e.value_on, e.kind, e.memo, x.amount
                        from (select entry_id, sum(amount)::bigint as amount
                              from (select entry_id, amount from transfers
                                    where debit_account in ('member_receivable', 'member_credit') and debit_party = :member
                                    union all
                                    select entry_id, -amount from transfers
                                    where credit_account in ('member_receivable', 'member_credit') and credit_party = :member) t
                              group by entry_id having sum(amount) <> 0) x
                        join journal_entries e on e.id = x.entry_id
                        where e.value_on \\<= :to
                        order by e.value_on, e.id
                        """)
                .bind("member", member)
                .bind("to", to)
                .map((row, context) -> new Posted(
                        row.getObject("value_on", LocalDate.class),
                        row.getString("kind"),
                        row.getString("memo"),
                        row.getLong("amount")))
                .list();
    }

    /**
     * What is owed at the end of a day, by how long it is overdue: the members with the oldest debt first. It is what the
     * books say on that day: a fact that was recorded in closed books later is not in it.
     */
    public List<Due> aging(LocalDate asOf, Gym gym) {
        return jdbi.withHandle(handle -> aging(handle, asOf, gym));
    }

    /**
     * The same of all members together, by age: {@code not_due}, {@code to_30}, {@code to_60}, {@code to_90} and
     * {@code over_90} days overdue, each with how many charges it is.
     */
    public List<OwedByAge> owedByAge(LocalDate asOf, Gym gym) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        <due>
                        select a.age, count(d.open)::integer as charges, coalesce(sum(d.open), 0)::bigint as amount
                        from unnest(array['not_due', 'to_30', 'to_60', 'to_90', 'over_90']) with ordinality a (age, n)
                        left join due d on a.age = case when d.days \\<= 0 then 'not_due' when d.days \\<= 30 then 'to_30'
                                                        when d.days \\<= 60 then 'to_60' when d.days \\<= 90 then 'to_90' else 'over_90' end
                        group by a.age, a.n order by a.n
                        """)
                .define("due", DUE)
                .bind("asOf", asOf)
                .map((row, context) ->
                        new OwedByAge(row.getString("age"), row.getInt("charges"), gym.money(row.getLong("amount"))))
                .list());
    }

    /** What the books say is owed at the end of a day by all members together. */
    public Money receivable(LocalDate asOf, Gym gym) {
        return jdbi.withHandle(handle -> gym.money(
                handle.createQuery("""
                        select coalesce(sum(case when t.debit_account = 'member_receivable' then t.amount else -t.amount end), 0)
                        from transfers t join journal_entries e on e.id = t.entry_id
                        where (t.debit_account = 'member_receivable' or t.credit_account = 'member_receivable')
                          and e.effective_on \\<= :asOf
                        """).bind("asOf", asOf).mapTo(long.class).one()));
    }

    private static List<Due> aging(Handle handle, LocalDate asOf, Gym gym) {
        return handle.createQuery("""
                        <due>
                        select u.id, u.full_name, coalesce(u.contact_email, u.email) as email, x.*, member_reference(u.id) as reference
                        from (select member_id,
                                     coalesce(sum(open) filter (where days \\<= 0), 0)::bigint as not_due,
                                     coalesce(sum(open) filter (where days between 1 and 30), 0)::bigint as to_30,
                                     coalesce(sum(open) filter (where days between 31 and 60), 0)::bigint as to_60,
                                     coalesce(sum(open) filter (where days between 61 and 90), 0)::bigint as to_90,
                                     coalesce(sum(open) filter (where days > 90), 0)::bigint as over_90,
                                     sum(open)::bigint as total, min(due_on) as oldest_due_on
                              from due group by member_id) x
                        join users u on u.id = x.member_id
                        order by x.oldest_due_on, u.id
                        """)
                .define("due", DUE)
                .bind("asOf", asOf)
                .map((row, context) -> due(row, gym))
                .list();
    }

    private static Due due(ResultSet row, Gym gym) throws SQLException {
        return new Due(
                row.getLong("id"),
                row.getString("full_name"),
                row.getString("email"),
                gym.money(row.getLong("not_due")),
                gym.money(row.getLong("to_30")),
                gym.money(row.getLong("to_60")),
                gym.money(row.getLong("to_90")),
                gym.money(row.getLong("over_90")),
                gym.money(row.getLong("total")),
                row.getObject("oldest_due_on", LocalDate.class),
                row.getString("reference"));
    }
}
