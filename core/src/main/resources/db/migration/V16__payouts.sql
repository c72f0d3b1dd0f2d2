-- Payouts: what coaches were paid of what they earned. A payout takes Coach payable down and waits in Clearing for its bank's line,
-- as a refund does; it counts until its entry is reversed.

alter table payslips add constraint payslips_and_their_coach unique (id, coach_id);

create table payouts (
    id         bigint generated always as identity primary key,
    coach_id   bigint not null references coaches,
    payslip_id bigint, -- null: of what was owed when the gym began with gymctl
    amount     bigint not null,
    method     text   not null,
    paid_on    date   not null,
    key        text   not null,
    reference  text,
    entry_id   bigint not null references journal_entries,
    constraint payouts_of_a_payslip foreign key (payslip_id, coach_id) references payslips (id, coach_id),
    constraint payouts_amount_positive check (amount > 0),
    constraint payouts_method_known check (method in ('bank_transfer', 'cash')),
    constraint payouts_key_given check (key <> ''),
    constraint payouts_once_per_key unique (key, coach_id) -- one key may pay several coaches
);
create index payouts_by_coach on payouts (coach_id);
create index payouts_by_payslip on payouts (payslip_id, coach_id);
create index payouts_by_entry on payouts (entry_id);
create trigger payouts_are_facts before update or delete or truncate on payouts
    for each statement execute function refuse_rewriting();

-- What a coach gets for each month, and what of it was paid; without a payslip: what was owed before the first one.
create view pay_balances as
    select e.coach_id, e.payslip_id, e.month, e.amount,
           coalesce((select sum(p.amount) from payouts p
                     where p.coach_id = e.coach_id and p.payslip_id is not distinct from e.payslip_id
                       and not exists (select from journal_entries r where r.reverses = p.entry_id)), 0)::bigint as paid
    from (
        select coach_id, id as payslip_id, month, total as amount from payslips
        union all
        select c.user_id, null::bigint as payslip_id, null::date as month,
               coalesce((select sum(t.amount) from transfers t join journal_entries o on o.id = t.entry_id
                         where t.credit_account = 'coach_payable' and t.credit_party = c.user_id and o.kind = 'opening'
                           and not exists (select from journal_entries r where r.reverses = o.id)), 0)::bigint
        from coaches c) e;

-- Whoever pays coaches, or takes that back, does it one after the other; payslips are made meanwhile.
create function lock_coaches(variadic wanted bigint[]) returns void
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    perform from coaches where user_id = any (wanted) order by user_id for no key update;
end
$$;
revoke execute on function lock_coaches from public;

-- No more is paid of a month than the coach earned in it, and no more in all than the books say is payable.
create function refuse_overpaying(touched bigint[]) returns void
    language plpgsql set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    perform lock_coaches(variadic touched);
    select b.coach_id, b.month into wrong
    from pay_balances b where b.coach_id = any (touched) and b.paid > b.amount
    order by b.coach_id, b.month limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = format('coach %s cannot be paid more than is payable of %s', wrong.coach_id,
                             coalesce(to_char(wrong.month, 'YYYY-MM'), 'the opening balance'));
    end if;
    select c.user_id into wrong
    from coaches c
    where c.user_id = any (touched)
      and coalesce((select sum(t.amount) from transfers t where t.credit_account = 'coach_payable' and t.credit_party = c.user_id), 0)
        < coalesce((select sum(t.amount) from transfers t where t.debit_account = 'coach_payable' and t.debit_party = c.user_id), 0)
    order by c.user_id limit 1;
    if found then
        raise exception using
            errcode = 'GY002', message = format('coach %s cannot be paid more than is payable', wrong.user_id);
    end if;
end
$$;
revoke all on function refuse_overpaying(bigint[]) from public;

create function refuse_impossible_payouts() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    open date;
begin
    select p.month into open
    from new_rows n join payslips s on s.id = n.payslip_id join payroll_periods p on p.month = s.month
    where p.closed_at is null limit 1;
    if found then
        raise exception using
            errcode = 'GY002', message = format('payroll for %s is not closed', to_char(open, 'YYYY-MM')),
            hint = format('gymctl payroll run --month %s closes it', to_char(open, 'YYYY-MM'));
    end if;
    perform refuse_overpaying(array(select distinct coach_id from new_rows));
    return null;
end
$$;
create trigger payouts_within_bounds after insert on payouts
    referencing new table as new_rows for each statement execute function refuse_impossible_payouts();

-- As in version 12, and: what a bank's line says was paid out stays so, and what a coach was paid of stays payable.
create or replace function refuse_reversing_what_is_used() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
    payees bigint[];
begin
    if not exists (select from new_rows where reverses is not null) then
        return null;
    end if;
    select e.id into wrong from new_rows n join journal_entries e on e.id = n.reverses where e.reverses is not null limit 1;
    if found then
        raise exception using
            errcode = 'GY002', message = format('entry %s is a reversal, which cannot be reversed', wrong.id),
            hint = 'record the fact anew';
    end if;
    -- The bank's line would clear nothing. What the bank itself gave back is written down before it is reversed.
    select k.line_id, 'payment ' || p.id as what into wrong
    from new_rows n join payments p on p.entry_id = n.reverses join live_links k on k.payment_id = p.id and k.kind = 'cleared'
    where not exists (select from returned_payments t where t.payment_id = p.id)
    union all
    select k.line_id, 'refund ' || f.id
    from new_rows n join refunds f on f.entry_id = n.reverses join live_links k on k.refund_id = f.id and k.kind = 'cleared'
    limit 1;
    if found then
        raise exception using
            errcode = 'GY002', message = format('%s is line %s of a bank''s statement', wrong.what, wrong.line_id),
            hint = format('gymctl reconcile unmatch %s says that it is not; gymctl finance return, that the bank gave it back', wrong.line_id);
    end if;
    perform from payouts where entry_id in (select reverses from new_rows) order by id for no key update; -- matching waits, or is seen
    select k.line_id, p.id into wrong
    from new_rows n join payouts p on p.entry_id = n.reverses join live_links k on k.payout_id = p.id
    limit 1;
    if found then
        raise exception using
            errcode = 'GY002', message = format('payout %s is line %s of a bank''s statement', wrong.id, wrong.line_id),
            hint = format('gymctl reconcile unmatch %s says that it is not', wrong.line_id);
    end if;
    perform refuse_overdrawing(
        array(select p.id from new_rows n join payments p on p.entry_id = n.reverses),
        array(select c.id from new_rows n join charges c on c.entry_id = n.reverses));
    payees := array(
        select distinct t.credit_party from new_rows n join journal_entries e on e.id = n.reverses join transfers t on t.entry_id = e.id
        where e.kind = 'opening' and t.credit_account = 'coach_payable');
    if cardinality(payees) > 0 then
        perform refuse_overpaying(payees);
    end if;
    return null;
end
$$;

-- What banks' lines say of them ----------------------------------------------------------------------------------------

alter table line_links
    add column payout_id bigint references payouts,
    drop constraint line_links_of_something,
    add constraint line_links_of_something check (
        (kind in ('payment', 'return')) <= (payment_id is not null and num_nonnulls(refund_id, payout_id) = 0)
        and (kind = 'cleared') <= (num_nonnulls(payment_id, refund_id, payout_id) = 1)
        and (kind in ('fee', 'outside')) <= (num_nonnulls(payment_id, refund_id, payout_id) = 0));
create index line_links_by_payout on line_links (payout_id);

create or replace view live_links as
    select l.* from line_links l where not exists (select from journal_entries r where r.reverses = l.entry_id);

-- Whose accounts coaches' pay went to.
create view payee_accounts as
    select distinct coalesce(l.payer_account, d.payer_account) as payee_account, p.coach_id
    from live_links k
    join statement_lines l on l.id = k.line_id left join line_details d on d.line_id = l.id
    join payouts p on p.id = k.payout_id
    where coalesce(l.payer_account, d.payer_account) is not null;

-- As in version 11, of very many rows too, as the checks of version 15, and of payouts, which are locked after refunds.
create or replace function refuse_overmatching() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp set plan_cache_mode = force_custom_plan as
$$
declare
    touched_lines bigint[] := array(select distinct line_id from new_rows);
    touched_payments bigint[] := array(select distinct payment_id from new_rows where kind <> 'payment' and payment_id is not null);
    touched_refunds bigint[] := array(select distinct refund_id from new_rows where refund_id is not null);
    touched_payouts bigint[] := array(select distinct payout_id from new_rows where payout_id is not null);
    wrong record;
begin
    if cardinality(touched_lines) > 1000 then
        perform count_rows('line_links', 'payments');
    end if;
    perform from statement_lines where id = any (touched_lines) order by id for no key update;
    perform from payments where id = any (touched_payments) order by id for no key update;
    perform from refunds where id = any (touched_refunds) order by id for no key update;
    perform from payouts where id = any (touched_payouts) order by id for no key update;
    select l.id into wrong
    from statement_lines l
    where l.id = any (touched_lines)
      and (l.duplicate_of is not null
           or exists (select from line_reversals v where v.line_id = l.id)
           or exists (select from line_reversals v where v.reverses = l.id)
           or (select sum(k.amount) from live_links k where k.line_id = l.id) > abs(l.amount))
    order by l.id limit 1;
    if found then
        raise exception using errcode = 'GY002', message = format('line %s has not that much left', wrong.id);
    end if;
    select min(payment_id) as payment_id, min(refund_id) as refund_id, min(payout_id) as payout_id into wrong
    from live_links
    where payment_id = any (touched_payments) and kind <> 'payment' or refund_id = any (touched_refunds)
       or payout_id = any (touched_payouts)
    group by kind, payment_id, refund_id, payout_id having count(*) > 1
    limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = case when wrong.payout_id is not null then format('payout %s is on a statement already', wrong.payout_id)
                when wrong.refund_id is not null then format('refund %s is on a statement already', wrong.refund_id)
                else format('payment %s is on a statement already', wrong.payment_id) end;
    end if;
    select p.id into wrong
    from payouts p
    where p.id = any (touched_payouts) and exists (select from journal_entries r where r.reverses = p.entry_id)
    limit 1;
    if found then
        raise exception using errcode = 'GY002', message = format('payout %s is reversed: no line is it', wrong.id);
    end if;
    return null;
end
$$;

-- What is held about people ----------------------------------------------------------------------------------------------

-- Payouts stay with the books when somebody is erased, as what was charged and paid.
alter function held_about(bigint) rename to held_about_but_payouts;

create function held_about(person bigint) returns jsonb
    language sql stable as
$$
    select gymctl.held_about_but_payouts(person) || jsonb_build_object(
        'payouts', (select coalesce(jsonb_agg(to_jsonb(p) - 'coach_id' || jsonb_build_object(
                                       'amount', gymctl.decimal_text(p.amount, gym.currency_digits),
                                       'month', (select to_char(s.month, 'YYYY-MM') from gymctl.payslips s where s.id = p.payslip_id),
                                       'bank_line', (select jsonb_build_object('line', l.id, 'booked_on', l.booked_on,
                                                                'payer_name', l.payer_name, 'payer_account', l.payer_account,
                                                                'reference', l.reference, 'text', l.text)
                                                     from gymctl.live_links k join gymctl.statement_lines l on l.id = k.line_id
                                                     where k.payout_id = p.id))
                                   order by p.paid_on, p.id), '[]')
                    from gymctl.payouts p cross join gymctl.gym where p.coach_id = person))
$$;

-- What the program's role may do ----------------------------------------------------------------------------------------

grant select on payouts, pay_balances, payee_accounts to gymctl_app;
grant insert (coach_id, payslip_id, amount, method, paid_on, key, reference, entry_id) on payouts to gymctl_app;
grant usage on sequence payouts_id_seq to gymctl_app; -- a key that is made is made of it
grant execute on function lock_coaches to gymctl_app;
