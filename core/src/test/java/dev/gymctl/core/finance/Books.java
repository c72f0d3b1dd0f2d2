package dev.gymctl.core.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import java.util.List;

/** What always holds of the books, asked of the tables themselves. */
final class Books {
    /** Members of whom the ledger says otherwise than their charges, payments and lots do; on every day there is. */
    private static final String UNTIED = """
            with day as (select distinct value_on as day from journal_entries),
            posting as (
                select d.day, t.debit_account as account, t.debit_party as party, t.amount
                from day d join journal_entries e on e.value_on <= d.day join transfers t on t.entry_id = e.id
                union all
                select d.day, t.credit_account, t.credit_party, -t.amount
                from day d join journal_entries e on e.value_on <= d.day join transfers t on t.entry_id = e.id),
            fact as (
                select 'member_receivable' as account, c.member_id as party, c.amount, c.entry_id from charges c
                union all
                select 'member_receivable', c.member_id, -a.amount, a.entry_id from allocations a join charges c on c.id = a.charge_id
                union all
                select 'member_receivable', c.member_id, -w.amount, w.entry_id from write_offs w join charges c on c.id = w.charge_id
                union all
                select 'member_credit', p.member_id, -p.amount, p.entry_id from payments p
                union all
                select 'member_credit', p.member_id, a.amount, a.entry_id from allocations a join payments p on p.id = a.payment_id
                union all
                select 'member_credit', p.member_id, f.amount, f.entry_id from refunds f join payments p on p.id = f.payment_id
                union all
                select 'prepaid_fees', l.member_id, -l.price, c.entry_id
                from prepaid_lots l join charges c on c.id = l.charge_id),
            held as (
                select d.day, f.account, f.party, f.amount
                from day d join journal_entries e on e.value_on <= d.day
                join fact f on f.entry_id = e.id
                where not exists (select from journal_entries r where r.reverses = e.id and r.value_on <= d.day)),
            both_sides as (
                select day, account, party, amount as books, 0 as facts from posting
                where account in ('member_receivable', 'member_credit', 'prepaid_fees')
                union all
                select day, account, party, 0, amount from held)
            select concat_ws(' ', day, account, party, sum(books), sum(facts))
            from both_sides group by day, account, party
            having sum(books) <> sum(facts)
                or account = 'member_receivable' and sum(books) < 0
                or account <> 'member_receivable' and sum(books) > 0
            """;

    private Books() {}

    /** On every day, the books say of every member what the facts say, and nobody owes less than nothing. */
    static void tie(TestGym gym) {
        List<String> untied = gym.jdbi.withHandle(
                handle -> handle.createQuery(UNTIED).mapTo(String.class).list());
        assertThat(untied).isEmpty();
        assertThat(gym.value("""
                select concat_ws(' ',
                    (select coalesce(sum(open), 0) from charge_balances),
                    (select coalesce(sum(left_over), 0) from payment_balances),
                    (select count(*) from (select member_id from charge_balances group by 1 having sum(open) > 0
                                           intersect
                                           select member_id from payment_balances group by 1 having sum(left_over) > 0) x))
                """))
                .as("owed, credit, members who have both")
                .isEqualTo(balance(gym, "member_receivable") + " " + -balance(gym, "member_credit") + " 0");
    }

    /** Debits less credits of an account, in minor units. */
    static long balance(TestGym gym, String account) {
        return Long.parseLong(gym.value("""
                select coalesce(sum(case when debit_account = ? then amount else 0 end
                                  - case when credit_account = ? then amount else 0 end), 0)
                from transfers
                """, account, account));
    }

    /** The accounts that are not at zero, with their parties. */
    static String open(TestGym gym) {
        return gym.value("""
                select coalesce(string_agg(account || ' ' || coalesce(party, 0) || ' ' || amount, ', '), '')
                from (select account, party, sum(amount) as amount
                      from (select debit_account as account, debit_party as party, amount from transfers
                            union all select credit_account, credit_party, -amount from transfers) x
                      group by account, party having sum(amount) <> 0 order by account, party) y
                """);
    }
}
