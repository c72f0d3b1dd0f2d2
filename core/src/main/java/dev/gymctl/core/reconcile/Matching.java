package dev.gymctl.core.reconcile;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.finance.Allocations;
import dev.gymctl.core.finance.Ledger;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Finds out what lines are, all at once and always the same way: the first rule that names exactly one decides, unless the
 * line's own words contradict. What a person took apart is left to people.
 *
 * <ol start="0">
 *   <li>equals a payment, refund or payout that was recorded;
 *   <li>the structured reference or the end-to-end id names a charge or a member;
 *   <li>the text does;
 *   <li>the payer's account is known, and a charge is of exactly this amount;
 *   <li>the payer's account is known: what is oldest is paid first;
 *   <li>the payer's name is a member's, and a charge is of exactly this amount: only suggested.
 * </ol>
 */
final class Matching {
    /** How long before its line a payment may have been recorded, and after it. */
    private static final int DAYS_BEFORE = 31;

    private static final int DAYS_AFTER = 5;

    private final Handle handle;

    Matching(Handle handle) {
        this.handle = handle;
    }

    /** How many lines were matched. */
    int match() {
        findWaiting();
        findNamed();
        int matched = clear();
        decide();
        matched += pay();
        suggest();
        handle.execute("drop table waiting, named, target, decided");
        return matched;
    }

    private void findWaiting() {
        handle.execute("""
                create temp table waiting on commit drop as
                select l.id, l.booked_on, l.amount, coalesce(l.payer_name, d.payer_name) as payer_name,
                       coalesce(l.payer_account, d.payer_account) as payer_account, l.bank_id,
                       coalesce(l.end_to_end_id, d.end_to_end_id) as end_to_end_id, coalesce(l.reference, d.reference) as reference,
                       l.text, l.named || coalesce(d.named, '[]') as named, null::text as rule, null::text as reason
                from live_lines l left join line_details d on d.line_id = l.id
                where not exists (select from line_links k where k.line_id = l.id)
                  and not exists (select from line_reversals v where v.line_id = l.id)
                  and not exists (select from line_reversals v where v.reverses = l.id)
                """);
        handle.execute("alter table waiting add primary key (id)");
        handle.execute("analyze waiting");
        handle.execute("delete from line_findings where line_id in (select id from waiting)");
    }

    /** Short numbers without a letter are too common to be a gym's own number of a member. */
    private void findNamed() {
        handle.execute("""
                create temp table named on commit drop as
                select w.id as line_id, n.rule, n.position, x.member_id, x.charge_id
                from waiting w
                cross join lateral (
                    select (e.value ->> 'rule')::integer as rule, e.value ->> 'kind' as kind, e.value ->> 'value' as value, e.position
                    from jsonb_array_elements(w.named) with ordinality e (value, position)) n
                cross join lateral (
                    select c.member_id, c.id as charge_id from charges c
                    where n.kind = 'charge' and c.id = case when n.kind = 'charge' then n.value::bigint end
                    union all
                    select m.user_id, null from members m
                    where n.kind = 'member' and m.user_id = case when n.kind = 'member' then n.value::bigint end
                    union all
                    select m.user_id, null from members m
                    where n.kind = 'member_ref' and m.member_ref = n.value and (n.value ~ '[[:alpha:]]' or length(n.value) >= 5)) x
                """);
        handle.execute("create index on named (line_id)");
        handle.execute("analyze named");
        handle.execute("""
                create temp table target on commit drop as
                select line_id, count(distinct member_id) as members, min(member_id) as member_id, min(rule) as rule,
                       string_agg(distinct member_id::text, ', ') as those
                from named group by line_id
                """);
        handle.execute("alter table target add primary key (line_id)");
        handle.execute("analyze target");
    }

    /** Rule 0. Where several fit equally well, none is taken. */
    private int clear() {
        handle.execute("""
                create temp table recorded on commit drop as
                select 'cleared' as kind, p.id as payment_id, null::bigint as refund_id, null::bigint as payout_id, p.member_id as person_id,
                       p.amount, p.received_on as day, p.key, p.reference, null::text as payee
                from payments p
                where exists (select from transfers t where t.entry_id = p.entry_id and t.debit_account = 'clearing')
                  and not exists (select from journal_entries r where r.reverses = p.entry_id)
                  and not exists (select from live_links k where k.payment_id = p.id and k.kind = 'cleared')
                union all
                select 'cleared', null, f.id, null, p.member_id, -f.amount, f.refunded_on, f.key, p.reference, null
                from refunds f join payments p on p.id = f.payment_id
                where exists (select from transfers t where t.entry_id = f.entry_id and t.credit_account = 'clearing')
                  and not exists (select from journal_entries r where r.reverses = f.entry_id)
                  and not exists (select from live_links k where k.refund_id = f.id)
                union all
                select 'return', p.id, null, null, p.member_id, -p.amount - b.fee, t.returned_on, p.key, p.reference, null
                from returned_payments t join payments p on p.id = t.payment_id
                cross join lateral (
                    select 0 as fee
                    union all
                    select t.fee where t.fee_entry_id is not null
                        and not exists (select from journal_entries r where r.reverses = t.fee_entry_id)) b
                where exists (select from transfers x where x.entry_id = p.entry_id and x.debit_account = 'clearing')
                  and not exists (select from live_links k where k.payment_id = p.id and k.kind = 'return')
                union all
                select 'cleared', null, null, p.id, p.coach_id, -p.amount, p.paid_on, p.key, p.reference, u.full_name
                from payouts p join users u on u.id = p.coach_id
                where exists (select from transfers t where t.entry_id = p.entry_id and t.credit_account = 'clearing')
                  and not exists (select from journal_entries r where r.reverses = p.entry_id)
                  and not exists (select from live_links k where k.payout_id = p.id)
                """);
        handle.execute("create index on recorded (amount)");
        handle.execute("analyze recorded");
        handle.createUpdate("""
                        create temp table fits on commit drop as
                        select x.*, count(*) over (partition by line_id) as in_line,
                               count(*) over (partition by kind, payment_id, refund_id, payout_id) as in_recorded
                        from (select s.*, rank() over (partition by line_id order by score desc) as best_of_line,
                                     rank() over (partition by kind, payment_id, refund_id, payout_id order by score desc) as best_of_recorded
                              from (select w.id as line_id, w.amount, w.booked_on, r.kind, r.payment_id, r.refund_id, r.payout_id,
                                           case when r.key in (w.bank_id, w.end_to_end_id, w.reference) then 3
                                                when t.member_id = r.person_id or r.reference in (w.reference, w.end_to_end_id, w.text)
                                                  or a.known or r.payee is not null and words(r.payee) = words(w.payer_name) then 2
                                                else 1 end as score
                                    from waiting w join recorded r on r.amount = w.amount
                                    left join target t on t.line_id = w.id
                                    left join lateral (select bool_or(k.person_id = r.person_id) as known
                                                       from (select member_id as person_id from payer_accounts
                                                             where r.payout_id is null and payer_account = w.payer_account
                                                             union all
                                                             select coach_id from payee_accounts
                                                             where r.payout_id is not null and payee_account = w.payer_account) k) a on true
                                    where r.day between w.booked_on - %d and w.booked_on + %d
                                      and (t.line_id is null or t.members = 1 and t.member_id = r.person_id)
                                      and (a.known is not false or r.key in (w.bank_id, w.end_to_end_id))) s) x
                        where best_of_line = 1 and best_of_recorded = 1
                        """.formatted(DAYS_BEFORE, DAYS_AFTER)).execute();
        int cleared = Ledger.record(handle, """
                select 'clearing of line ' || line_id as key, 'clearing' as kind, booked_on as value_on, 'line ' || line_id as memo,
                       case when amount > 0 then 'unidentified_receipts' else 'clearing' end as debit_account,
                       null::bigint as debit_party,
                       case when amount > 0 then 'clearing' else 'unidentified_receipts' end as credit_account,
                       null::bigint as credit_party, abs(amount) as amount, line_id, fits.kind as link, payment_id, refund_id, payout_id
                from fits where in_line = 1 and in_recorded = 1
                """, """
                insert into line_links (line_id, kind, amount, payment_id, refund_id, payout_id, rule, reason, entry_id)
                select p.line_id, p.link, p.amount, p.payment_id, p.refund_id, p.payout_id, '0',
                       case when p.refund_id is not null then 'equals refund ' || p.refund_id
                            when p.payout_id is not null then 'equals payout ' || p.payout_id
                            when p.link = 'return' then 'equals returned payment ' || p.payment_id
                            else 'equals recorded payment ' || p.payment_id end, p.entry_id
                from booked p
                """, Map.of());
        handle.execute(
                "delete from waiting where id in (select line_id from fits where in_line = 1 and in_recorded = 1)");
        handle.execute("""
                update waiting w set rule = '0', reason = f.reason
                from (select line_id, case when max(in_line) > 1 then max(in_line) || ' recorded ' || what || 's equal it'
                                           else 'other lines equal the same recorded ' || what end as reason
                      from (select *, case when payout_id is null then 'payment' else 'payout' end as what from fits) f
                      group by line_id, what) f
                where f.line_id = w.id
                """);
        handle.execute("drop table recorded, fits");
        return cleared;
    }

    /** Rules 1 to 4, of lines that came in. */
    private void decide() {
        handle.execute(
                "create temp table decided (line_id bigint primary key, member_id bigint, amount bigint, booked_on date, reference text, rule text, reason text) on commit drop");
        handle.execute("""
                insert into decided
                select w.id, t.member_id, w.amount, w.booked_on, w.reference, t.rule::text,
                       coalesce((select 'names charge ' || n.charge_id from named n
                                 where n.line_id = w.id and n.charge_id is not null order by n.position limit 1),
                                'names member ' || t.member_id)
                from waiting w join target t on t.line_id = w.id
                where w.amount > 0 and w.reason is null and t.members = 1
                """);
        handle.execute("""
                update waiting w set rule = t.rule::text, reason = 'names members ' || t.those
                from target t where t.line_id = w.id and w.reason is null and t.members > 1
                """);
        // Whoever writes a whole reference means it: the payer's account is no reason to do otherwise.
        handle.execute("""
                update waiting w set rule = '1', reason = 'its reference names ' || n.what || ', which is not there'
                from (select w.id, min(concat_ws(' ', e.value ->> 'kind', e.value ->> 'value')) as what
                      from waiting w cross join lateral jsonb_array_elements(w.named) e (value)
                      where w.reason is null and (e.value ->> 'rule')::integer = 1
                        and not exists (select from target t where t.line_id = w.id)
                      group by w.id) n
                where n.id = w.id
                """);
        handle.execute("""
                with known as (
                    select w.id as line_id, a.member_id, count(*) over (partition by w.id) as members
                    from waiting w join payer_accounts a on a.payer_account = w.payer_account
                    where w.amount > 0 and w.reason is null and not exists (select from target t where t.line_id = w.id)),
                exact as (
                    select k.line_id, min(k.member_id) as member_id, min(b.charge_id) as charge_id, count(*) as charges
                    from known k join waiting w on w.id = k.line_id
                    join charge_balances b on b.member_id = k.member_id and b.open = w.amount
                    group by k.line_id),
                decision as (
                    select line_id, member_id, '3' as rule, 'known payer, and charge ' || charge_id || ' is of this amount' as reason
                    from exact where charges = 1
                    union all
                    select k.line_id, k.member_id, '4', 'known payer of member ' || k.member_id || ': the oldest first'
                    from known k left join exact x on x.line_id = k.line_id
                    where k.members = 1 and x.charges is distinct from 1)
                insert into decided
                select w.id, d.member_id, w.amount, w.booked_on, w.reference, d.rule, d.reason
                from decision d join waiting w on w.id = d.line_id
                """);
        handle.execute("""
                insert into named (line_id, rule, position, member_id, charge_id)
                select d.line_id, 3, 1, d.member_id, b.charge_id
                from decided d join charge_balances b on b.member_id = d.member_id and b.open = d.amount where d.rule = '3'
                """);
        handle.execute("""
                update waiting w set rule = '4', reason = 'its payer pays for members ' || k.those
                from (select w.id, string_agg(a.member_id::text, ', ' order by a.member_id) as those
                      from waiting w join payer_accounts a on a.payer_account = w.payer_account group by w.id) k
                where k.id = w.id and w.amount > 0 and w.reason is null and not exists (select from decided d where d.line_id = w.id)
                """);
    }

    private int pay() {
        int paid = pay(handle);
        handle.execute("delete from waiting where id in (select line_id from decided)");
        return paid;
    }

    /**
     * Makes payments of what is in the temporary table "decided", of one line and member one, and puts each first to the charges
     * that "named" gives in order of position, then to what is oldest.
     */
    static int pay(Handle handle) {
        handle.execute("analyze decided");
        handle.createQuery("""
                        select count(*) from (
                            select from members where user_id in (select member_id from decided) order by user_id for update) locked
                        """).mapTo(long.class).one();
        handle.execute("""
                create temp table paying on commit drop as
                select d.*, nextval('payments_id_seq') as payment_id,
                       'line ' || d.line_id || ' no. ' || (select count(*) from line_links k where k.line_id = d.line_id)
                           + row_number() over (partition by d.line_id order by d.member_id) as payment_key
                from (select * from decided order by line_id, member_id) d
                """);
        handle.execute("analyze paying");
        int wanted = handle.createQuery("select count(*) from paying")
                .mapTo(int.class)
                .one();
        int paid = Ledger.record(handle, """
                select 'payment ' || payment_key as key, 'payment' as kind, booked_on as value_on, 'bank transfer, line ' || line_id as memo,
                       'unidentified_receipts' as debit_account, null::bigint as debit_party,
                       'member_credit' as credit_account, member_id as credit_party, amount,
                       line_id, payment_id, payment_key, reference, rule, reason
                from paying
                """, """
                , payment as (
                    insert into payments (id, member_id, amount, method, received_on, key, reference, entry_id) overriding system value
                    select p.payment_id, p.credit_party, p.amount, 'bank_transfer', p.value_on, p.payment_key, p.reference, p.entry_id
                    from booked p)
                insert into line_links (line_id, kind, amount, payment_id, rule, reason, entry_id)
                select p.line_id, 'payment', p.amount, p.payment_id, p.rule, p.reason, p.entry_id
                from booked p
                """, Map.of());
        if (paid != wanted) {
            throw new GymException(
                    Kind.CONFLICT,
                    "payments are recorded already under keys that lines have: line N no. M",
                    "take them back: gymctl finance reverse payment N");
        }
        handle.execute("""
                create temp table naming on commit drop as
                select p.payment_id, n.charge_id, p.line_id as position,
                       row_number() over (partition by p.payment_id order by n.position) as round
                from named n join paying p using (line_id, member_id) where n.charge_id is not null
                """);
        handle.execute("analyze naming");
        int rounds = handle.createQuery("select coalesce(max(round), 0) from naming")
                .mapTo(int.class)
                .one();
        for (int round = 1; round <= rounds; round++) {
            Allocations.allocate(
                    handle,
                    "select payment_id, charge_id, position from naming where round = :round",
                    Map.of("round", round));
        }
        Allocations.useCredit(handle, "select member_id from paying", Map.of());
        handle.execute("drop table paying, naming");
        return paid;
    }

    /** Rule 5, and why the others wait. */
    private void suggest() {
        handle.execute("""
                with name as (
                    select w.id, w.amount, words(w.payer_name) as words from waiting w
                    where w.amount > 0 and w.reason is null and w.payer_name is not null),
                person as materialized (
                    select n.id, n.amount, u.id as member_id
                    from name n join users u on words(u.full_name) = n.words and u.erased_at is null),
                fits as (
                    select p.id, min(b.member_id) as member_id, min(b.charge_id) as charge_id, count(*) as charges
                    from person p join charge_balances b on b.member_id = p.member_id and b.open = p.amount
                    group by p.id)
                insert into line_findings (line_id, rule, reason, member_id, charge_id)
                select id, '5', case when charges = 1 then 'the name is of member ' || member_id || ', whose charge ' || charge_id || ' is of this amount'
                                     else charges || ' charges of this amount are of members of this name' end,
                       case when charges = 1 then member_id end, case when charges = 1 then charge_id end
                from fits
                """);
        handle.execute("""
                insert into line_findings (line_id, rule, reason)
                select id, coalesce(rule, ''), coalesce(reason, case when amount > 0 then 'names nobody, and its payer is not known'
                                                                      else 'equals no recorded refund, payout or returned payment' end)
                from waiting on conflict do nothing
                """);
    }
}
