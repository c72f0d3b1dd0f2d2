package dev.gymctl.core.finance;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What was received, put to what is owed: oldest first, at once, so that a member has credit or debt and not both. */
public final class Allocations {
    /** Every member, for {@link #useCredit}. */
    public static final String EVERYONE = "select user_id as member_id from members";

    /**
     * An allocation counts from the day on which both are there, and again from the day on which what it uses was given
     * back by another: so the books add up on every day.
     */
    private static final String POSTING = """
            select s.id, s.payment_id, s.charge_id, 'allocation ' || s.id as key, 'allocation' as kind,
                   greatest(s.received_on, s.charged_on,
                       (select max(v.value_on) from allocations a join journal_entries v on v.reverses = a.entry_id
                        where a.payment_id = s.payment_id),
                       (select max(v.value_on) from refunds f join journal_entries v on v.reverses = f.entry_id
                        where f.payment_id = s.payment_id),
                       (select max(v.value_on) from allocations a join journal_entries v on v.reverses = a.entry_id
                        where a.charge_id = s.charge_id),
                       (select max(v.value_on) from write_offs w join journal_entries v on v.reverses = w.entry_id
                        where w.charge_id = s.charge_id)) as value_on,
                   'payment ' || s.payment_id || ' to charge ' || s.charge_id as memo,
                   'member_credit' as debit_account, s.member_id as debit_party,
                   'member_receivable' as credit_account, s.member_id as credit_party, s.amount
            from (select nextval('allocations_id_seq') as id, share.* from (%s) share) s
            """;

    private static final String FACTS = """
            insert into allocations (id, payment_id, charge_id, amount, entry_id) overriding system value
            select id, payment_id, charge_id, amount, entry_id from booked
            """;

    /** Payments of "who" of which something is left over: by joins, which suit one member as well as all of them. */
    private static final String CREDIT = """
            select p.member_id, p.id as payment_id, p.received_on, x.left_over
            from (select payment_id, sum(amount)::bigint as left_over
                  from (select p.id as payment_id, p.amount
                        from who join payments p using (member_id)
                        where not exists (select from journal_entries r where r.reverses = p.entry_id)
                        union all
                        select a.payment_id, -a.amount
                        from who join payments p using (member_id) join allocations a on a.payment_id = p.id
                        where not exists (select from journal_entries r where r.reverses = a.entry_id)
                        union all
                        select f.payment_id, -f.amount
                        from who join payments p using (member_id) join refunds f on f.payment_id = p.id
                        where not exists (select from journal_entries r where r.reverses = f.entry_id)) movement
                  group by payment_id having sum(amount) > 0) x
            join payments p on p.id = x.payment_id
            """;

    /** The same of charges of "spender" of which something is owed. */
    private static final String DEBT = """
            select c.member_id, c.id as charge_id, c.charged_on, c.due_on, x.open
            from (select charge_id, sum(amount)::bigint as open
                  from (select c.id as charge_id, c.amount
                        from spender join charges c using (member_id)
                        where not exists (select from journal_entries r where r.reverses = c.entry_id)
                        union all
                        select a.charge_id, -a.amount
                        from spender join charges c using (member_id) join allocations a on a.charge_id = c.id
                        where not exists (select from journal_entries r where r.reverses = a.entry_id)
                        union all
                        select w.charge_id, -w.amount
                        from spender join charges c using (member_id) join write_offs w on w.charge_id = c.id
                        where not exists (select from journal_entries r where r.reverses = w.entry_id)) movement
                  group by charge_id having sum(amount) > 0) x
            join charges c on c.id = x.charge_id
            """;

    private Allocations() {}

    /**
     * Puts what is left over of members' payments to what they owe, set-based: the oldest charge first, by due day, from
     * the oldest payment. A member's charges one after the other, and so the payments, are intervals of money; where two
     * of them overlap is an allocation, each with a journal entry of its own.
     *
     * @param handle inside the transaction that made a charge or a payment, after it
     * @param members a query with the column member_id, in which somebody may be twice, or {@link #EVERYONE}
     * @param parameters of that query
     * @return how many allocations were made
     */
    public static int useCredit(Handle handle, String members, Map<String, ?> parameters) {
        // Whoever uses the same credit waits here and looks then; for this, a payment itself locks more.
        long withCredit = handle.createQuery("""
                        with who as (select distinct member_id from (<members>) asked), credit as (<credit>)
                        select count(*) from (
                            select m.user_id from members m
                            where m.user_id in (select member_id from credit)
                            order by m.user_id for no key update) locked
                        """)
                .define("members", members)
                .define("credit", CREDIT)
                .bindMap(parameters)
                .mapTo(long.class)
                .one();
        if (withCredit == 0) {
            return 0;
        }
        return Ledger.record(handle, POSTING.formatted("""
                with who as (select distinct member_id from (%s) asked), credit as (%s), spender as (select distinct member_id from credit), debt as (%s)
                select o.member_id, h.payment_id, o.charge_id, h.received_on, o.charged_on,
                       least(o.upto, h.upto) - greatest(o.upto - o.open, h.upto - h.left_over) as amount
                from (select credit.*,
                             sum(left_over) over (partition by member_id order by received_on, payment_id)::bigint as upto
                      from credit) h
                join (select debt.*,
                             sum(open) over (partition by member_id order by due_on, charge_id)::bigint as upto
                      from debt) o
                on o.member_id = h.member_id and o.upto - o.open < h.upto and h.upto - h.left_over < o.upto
                order by o.member_id, o.upto, h.upto
                """.formatted(members, CREDIT, DEBT)), FACTS, parameters);
    }

    /** The same for one member. */
    static int useCredit(Handle handle, long member) {
        return useCredit(handle, "select :member::bigint as member_id", Map.of("member", member));
    }

    /** Puts as much of a payment to one charge as both have. */
    static void allocate(Handle handle, long payment, long charge) {
        Ledger.record(
                handle, POSTING.formatted("""
                select p.member_id, p.payment_id, c.charge_id, p.received_on, o.charged_on,
                       least(p.left_over, c.open) as amount
                from payment_balances p cross join charge_balances c join charges o on o.id = c.charge_id
                where p.payment_id = :payment and c.charge_id = :charge and p.left_over > 0 and c.open > 0
                """),
                FACTS, Map.of("payment", payment, "charge", charge));
    }

    /**
     * Puts payments to charges that they name, set-based: of several payments to one charge the first in "position" first,
     * each as much as both still have.
     *
     * @param handle inside the transaction that made the payments; their members are locked
     * @param named a query with the columns payment_id, charge_id and position; no payment is twice among them
     * @param parameters of that query
     * @return how many allocations were made
     */
    public static int allocate(Handle handle, String named, Map<String, ?> parameters) {
        return Ledger.record(handle, POSTING.formatted("""
                select * from (
                    select c.member_id, n.payment_id, n.charge_id, p.received_on, o.charged_on,
                           least(p.left_over, c.open - coalesce(sum(p.left_over) over (
                               partition by n.charge_id order by n.position, n.payment_id
                               rows between unbounded preceding and 1 preceding), 0))::bigint as amount
                    from (%s) n
                    join payment_balances p on p.payment_id = n.payment_id
                    join charge_balances c on c.charge_id = n.charge_id
                    join charges o on o.id = n.charge_id) part
                where amount > 0
                """.formatted(named)), FACTS, parameters);
    }

    /** Takes the allocations of a payment back; the charges are open again. */
    public static void takeBackOfPayment(Handle handle, long payment, LocalDate today) {
        takeBack(handle, "payment_id", payment, today);
    }

    /** Takes the allocations to a charge back; the payments have that much left over again. */
    static void takeBackOfCharge(Handle handle, long charge, LocalDate today) {
        takeBack(handle, "charge_id", charge, today);
    }

    private static void takeBack(Handle handle, String of, long id, LocalDate today) {
        List<LocalDate> days = handle.createQuery("""
                        select distinct e.value_on
                        from allocations a join journal_entries e on e.id = a.entry_id
                        where a.<of> = :id and not exists (select from reversed_entries r where r.entry_id = a.entry_id)
                        order by 1
                        """)
                .define("of", of)
                .bind("id", id)
                .mapTo(LocalDate.class)
                .list();
        for (LocalDate day : days) {
            Ledger.reverse(
                    handle,
                    """
                    select a.entry_id from allocations a join journal_entries e on e.id = a.entry_id
                    where a.%s = :id and e.value_on = :valueOn
                    """.formatted(of),
                    Map.of("id", id, "valueOn", day),
                    MemberAccounts.dayOfReversal(today, day));
        }
    }
}
