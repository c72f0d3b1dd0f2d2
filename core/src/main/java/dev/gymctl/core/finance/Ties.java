package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.money.Money;
import java.util.Currency;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * That the ledger and the facts say the same, person by person: what is receivable is what is open of charges, member
 * credit is what is left of payments, prepaid fees are what the lots are still worth, and payable to coaches is what payslips
 * and opening balances come to less what was paid out.
 */
public final class Ties {
    private static final int NAMED = 5;

    /** Totals of both sides, each in one pass over its table; a fact whose entry is reversed does not count. */
    private static final String BROKEN = """
            with ledger as (
                select account, party, sum(amount)::bigint as amount
                from (select debit_account as account, debit_party as party,
                             case when debit_account = 'member_receivable' then amount else -amount end as amount
                      from transfers where debit_account in ('member_receivable', 'member_credit', 'prepaid_fees', 'coach_payable')
                      union all
                      select credit_account, credit_party, case when credit_account = 'member_receivable' then -amount else amount end
                      from transfers where credit_account in ('member_receivable', 'member_credit', 'prepaid_fees', 'coach_payable')) side
                group by account, party),
            reversed as (select reverses as entry_id from journal_entries where reverses is not null),
            allocation as (
                select p.member_id, a.amount from allocations a join payments p on p.id = a.payment_id
                where not exists (select from reversed r where r.entry_id = a.entry_id)),
            lot as (
                select l.* from prepaid_lots l
                where not exists (select from prepaid_lot_reversals v where v.lot_id = l.id)
                  and not exists (select from prepaid_lot_expiries x where x.lot_id = l.id)),
            facts as (
                select account, party, sum(amount)::bigint as amount
                from (select 'member_receivable' as account, c.member_id as party, c.amount from charges c
                      where not exists (select from reversed r where r.entry_id = c.entry_id)
                      union all
                      select 'member_receivable', member_id, -amount from allocation
                      union all
                      select 'member_receivable', c.member_id, -w.amount from write_offs w join charges c on c.id = w.charge_id
                      where not exists (select from reversed r where r.entry_id = w.entry_id)
                      union all
                      select 'member_credit', p.member_id, p.amount from payments p
                      where not exists (select from reversed r where r.entry_id = p.entry_id)
                      union all
                      select 'member_credit', member_id, -amount from allocation
                      union all
                      select 'member_credit', p.member_id, -f.amount from refunds f join payments p on p.id = f.payment_id
                      where not exists (select from reversed r where r.entry_id = f.entry_id)
                      union all
                      select 'prepaid_fees', member_id, price from lot
                      union all
                      select 'prepaid_fees', l.member_id, -release_of(l.price, l.credits, s.number)
                      from prepaid_spends s join lot l on l.id = s.lot_id where not s.undone
                      union all
                      select 'coach_payable', coach_id, total from payslips
                      union all
                      select 'coach_payable', t.credit_party, t.amount
                      from journal_entries e join transfers t on t.entry_id = e.id
                      where e.kind = 'opening' and t.credit_account = 'coach_payable'
                        and not exists (select from reversed r where r.entry_id = e.id)
                      union all
                      select 'coach_payable', p.coach_id, -p.amount from payouts p
                      where not exists (select from reversed r where r.entry_id = p.entry_id)) fact
                group by account, party)
            select account, party, coalesce(ledger.amount, 0) as in_ledger, coalesce(facts.amount, 0) as in_facts, gym.currency
            from ledger full join facts using (account, party) cross join gym
            where coalesce(ledger.amount, 0) <> coalesce(facts.amount, 0)
            order by account collate "C", party
            limit :limit
            """;

    private Ties() {}

    /**
     * Makes sure of it, in one look at all of both.
     *
     * @throws GymException CONFLICT naming what does not tie
     */
    public static void check(Handle handle) {
        List<String> broken = handle.createQuery(BROKEN)
                .bind("limit", NAMED)
                .map((row, context) -> {
                    Currency currency = Currency.getInstance(row.getString("currency"));
                    return "%s of %d is %s in the ledger and %s in %s"
                            .formatted(
                                    row.getString("account"),
                                    row.getLong("party"),
                                    new Money(row.getLong("in_ledger"), currency),
                                    new Money(row.getLong("in_facts"), currency),
                                    facts(row.getString("account")));
                })
                .list();
        if (!broken.isEmpty()) {
            throw new GymException(
                    Kind.CONFLICT,
                    "the books do not tie: " + String.join("; ", broken),
                    "somebody wrote to the database beside gymctl: gymctl finance journal --member N shows what is booked");
        }
    }

    private static String facts(String account) {
        return switch (account) {
            case "member_receivable" -> "charges";
            case "member_credit" -> "payments";
            case "coach_payable" -> "payslips and payouts";
            default -> "prepaid lots";
        };
    }
}
