-- What a bank tells in an advice (camt.054) of what it books as one sum. Its details are lines that are booked nowhere: once it is
-- known whose details they are, that line is split, and they are what is matched. Before that they wait, and nothing is made of them.

create table advices (
    id              bigint  generated always as identity primary key,
    statement_id    bigint  not null references statements,
    bank_account_id bigint  not null references bank_accounts,
    line            bigint  not null, -- of the file
    digest          text    not null, -- of its ids and its details, in whatever order they are
    occurrence      integer not null,
    booked_on       date    not null,
    amount          bigint  not null, -- greater than zero came in
    details         integer not null,
    bank_ref        text,
    entry_ref       text,
    payment_ref     text,
    message_ref     text,
    constraint advices_amount_not_zero check (amount <> 0),
    constraint advices_details_positive check (details > 0),
    constraint advices_occurrence_positive check (occurrence > 0),
    constraint advices_once unique (bank_account_id, digest, occurrence)
);
create index advices_by_statement on advices (statement_id);

-- Which booked line an advice tells of: it splits it into its details, or says more of it, or nothing that was not there.
create table advised_lines (
    advice_id bigint  primary key references advices,
    line_id   bigint  not null references statement_lines,
    splits    boolean not null
);
create index advised_lines_by_line on advised_lines (line_id);
create unique index advised_lines_split_once on advised_lines (line_id) where splits;

-- Why an advice tells of no line yet: looked at anew by every run.
create table advice_findings (
    advice_id bigint primary key references advices,
    reason    text   not null,
    constraint advice_findings_reason_given check (reason <> '')
);

alter table statement_lines
    add column advice_id bigint references advices,
    add column entry_ref text, -- of what may be the sum of details: how the file counts it
    add column payment_ref text, -- and as whoever handed the batch in calls it
    add column message_ref text,
    drop constraint statement_lines_booked_unless_duplicate,
    add constraint statement_lines_booked_once check (num_nonnulls(entry_id, duplicate_of, advice_id) = 1);
drop index statement_lines_once;
create unique index statement_lines_once on statement_lines (bank_account_id, identity, occurrence) where entry_id is not null;
create index statement_lines_by_advice on statement_lines (advice_id) where advice_id is not null;
create index statement_lines_by_batch on statement_lines (bank_account_id, batch_id) where batch_id is not null;

alter table line_details
    add column returned text,
    add column fee bigint,
    add constraint line_details_fee_positive check (fee > 0);
create index line_details_by_end_to_end_id on line_details (end_to_end_id) where end_to_end_id is not null;
create index line_details_back on line_details (line_id) where returned is not null;

-- Lines of which something can be made: those that are booked and are not split, and what others are split into.
create view live_lines as
    select l.*
    from statement_lines l left join advised_lines a on a.advice_id = l.advice_id
    where (l.entry_id is not null or a.splits) and not exists (select from advised_lines s where s.line_id = l.id and s.splits);

create or replace view line_balances as
    select l.id as line_id, l.bank_account_id, l.amount,
           case when l.entry_id is null and a.splits is not true or s.line_id is not null or v.line_id is not null then 0
                else abs(l.amount) - coalesce(k.amount, 0) end::bigint as open,
           case when l.duplicate_of is not null or not a.splits then 'duplicate'
                when l.advice_id is not null and a.advice_id is null then 'advised'
                when s.line_id is not null then 'split'
                when v.line_id is not null then 'reversed'
                when coalesce(k.outside, false) then 'excluded'
                when k.amount = abs(l.amount) then 'reconciled'
                when k.amount > 0 then 'partly_allocated'
                when f.member_id is not null then 'suggested'
                else 'unmatched' end as state
    from statement_lines l
    left join advised_lines a on a.advice_id = l.advice_id
    left join advised_lines s on s.line_id = l.id and s.splits
    left join lateral (select sum(amount)::bigint as amount, bool_or(kind = 'outside') as outside
                       from live_links where line_id = l.id) k on true
    left join lateral (select line_id from line_reversals where line_id = l.id or reverses = l.id limit 1) v on true
    left join line_findings f on f.line_id = l.id;

create trigger advices_are_facts before update or delete or truncate on advices
    for each statement execute function refuse_rewriting();
create trigger advised_lines_are_facts before update or delete or truncate on advised_lines
    for each statement execute function refuse_rewriting();

-- What was told of a line stays what it is.
create function refuse_late_details() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    if exists (select from advised_lines where advice_id = new.advice_id) then
        raise exception using
            errcode = 'GY002', message = format('advice %s tells of its line already, and takes no more details', new.advice_id);
    end if;
    return null;
end
$$;
create trigger statement_lines_of_an_open_advice after insert on statement_lines
    for each row when (new.advice_id is not null) execute function refuse_late_details();

-- A line is split once, while nothing is made of it, into parts of its day that make its whole amount. Advices are locked
-- before lines, each in id order.
create function refuse_impossible_advices() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp set plan_cache_mode = force_custom_plan as
$$
declare
    split_by bigint[] := array(select advice_id from new_rows where splits);
    split_lines bigint[] := array(select line_id from new_rows where splits);
    wrong record;
begin
    perform from advices where id = any (split_by) order by id for update;
    perform from statement_lines where id = any (split_lines) order by id for no key update;
    select n.advice_id, n.line_id into wrong
    from new_rows n join advices a on a.id = n.advice_id join statement_lines l on l.id = n.line_id
    where l.entry_id is null or l.bank_account_id <> a.bank_account_id
       or n.splits
          and (l.amount <> a.amount or l.booked_on <> a.booked_on
               or exists (select from live_links k where k.line_id = l.id)
               or exists (select from line_reversals v where v.line_id = l.id)
               or exists (select from line_reversals v where v.reverses = l.id)
               or (select count(*) <> a.details or sum(p.amount) is distinct from a.amount
                          or bool_or(p.bank_account_id <> a.bank_account_id or p.booked_on <> a.booked_on)
                   from statement_lines p where p.advice_id = a.id))
    order by n.advice_id limit 1;
    if found then
        raise exception using
            errcode = 'GY002', message = format('advice %s cannot tell of line %s', wrong.advice_id, wrong.line_id);
    end if;
    return null;
end
$$;
create trigger advised_lines_fit after insert on advised_lines
    referencing new table as new_rows for each statement execute function refuse_impossible_advices();

-- As in version 16, and: of what is split, or is not booked yet, nothing is made.
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
      and (l.entry_id is null and not exists (select from advised_lines a where a.advice_id = l.advice_id and a.splits)
           or exists (select from advised_lines s where s.line_id = l.id and s.splits)
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

-- As in version 11, of lines of which something can be made.
create or replace function refuse_impossible_reversals() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    perform from statement_lines where id in (select line_id from new_rows union select reverses from new_rows)
    order by id for no key update;
    select n.line_id, n.reverses into wrong
    from new_rows n join statement_lines l on l.id = n.line_id join statement_lines o on o.id = n.reverses
    where l.bank_account_id <> o.bank_account_id
       or not exists (select from live_lines x where x.id = l.id) or not exists (select from live_lines x where x.id = o.id)
       or exists (select from line_reversals v where v.reverses = n.line_id or v.line_id = n.reverses)
       or exists (select from live_links k where k.line_id = o.id)
       or l.amount <> -o.amount + case when l.amount < 0 then -1 else 1 end
            * coalesce((select sum(k.amount) from live_links k where k.line_id = l.id), 0)
       or exists (select from live_links k where k.line_id = l.id and k.kind <> 'fee')
    limit 1;
    if found then
        raise exception using errcode = 'GY002', message = format('line %s cannot take back line %s', wrong.line_id, wrong.reverses);
    end if;
    return null;
end
$$;

-- What the program's role may do ----------------------------------------------------------------------------------------

grant select on advices, advised_lines, advice_findings, live_lines to gymctl_app;
grant insert on advices, advised_lines to gymctl_app;
grant insert, update, delete on advice_findings to gymctl_app;
grant usage on sequence advices_id_seq to gymctl_app;
