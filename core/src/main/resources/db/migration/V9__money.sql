-- Money: plans and what they cover, dues, payments and credit, and a way back for each of them.
--
-- One way back for all: a fact whose journal entry is reversed counts no more. Nothing is marked, nothing is rewritten.

-- Settings ----------------------------------------------------------------------------------------------------------

alter table gym
    add column payment_days integer not null default 14, -- a charge is due so many days after it was made
    add column charges_a_day integer not null default 5,  -- an account that would get more looks wrong
    add constraint gym_payment_days_sensible check (payment_days between 0 and 365),
    add constraint gym_charges_a_day_positive check (charges_a_day > 0);
grant update (payment_days, charges_a_day) on gym to gymctl_app;

insert into accounts (code, name, type, has_party) values ('other_income', 'Other income', 'income', false);

-- Payment references: ISO 11649 ---------------------------------------------------------------------------------------

-- RF, two check digits, and up to 21 letters and digits: RF + digits such that what follows, then RF and the digits,
-- letters read as 10 to 35, leave 1 when divided by 97.
create function creditor_reference(text text) returns text
    language sql immutable strict parallel safe
    return 'RF' || lpad((98 - (
        select string_agg(case when c between '0' and '9' then c else (ascii(c) - 55)::text end, '' order by i)::numeric % 97
        from string_to_table(upper(text) || 'RF00', null) with ordinality s (c, i)))::text, 2, '0') || upper(text);

create function member_reference(member bigint) returns text
    language sql immutable strict parallel safe return gymctl.creditor_reference('M' || member);
create function charge_reference(charge bigint) returns text
    language sql immutable strict parallel safe return gymctl.creditor_reference('C' || charge);

-- Plans and memberships -------------------------------------------------------------------------------------------------

create table plans (
    id              bigint generated always as identity primary key,
    name            text    not null,
    kind            text    not null,
    price           bigint  not null, -- of a month, of the pack, of a class
    covers          text    not null default 'nothing',
    covered_classes integer,          -- a month
    bill_day        smallint,         -- of every membership; null: the day of the month on which it begins
    proration       text    not null default 'daily',
    on_freeze       text    not null default 'suspend',
    credits         integer,          -- classes of a pack
    valid_months    integer,          -- how long a pack's credits can be spent; null: for ever
    retired_on      date,             -- the first day on which nobody subscribes to it any more
    constraint plans_name_given check (name <> ''),
    constraint plans_kind_known check (kind in ('dues', 'pack', 'drop_in')),
    constraint plans_price_not_negative check (price >= 0),
    constraint plans_covers_known check (covers in ('unlimited', 'classes', 'nothing')),
    constraint plans_cover_so_many check ((covers = 'classes') = (covered_classes is not null) and covered_classes > 0),
    constraint plans_only_dues_cover check (kind = 'dues' or covers = 'nothing' and bill_day is null),
    constraint plans_bill_day_of_a_month check (bill_day between 1 and 31),
    -- of the first and the last month: by its days, the whole price, or nothing
    constraint plans_proration_known check (proration in ('daily', 'full', 'free')),
    -- days of a freeze are not charged; extend: they are added at the end of a membership that has one
    constraint plans_on_freeze_known check (on_freeze in ('suspend', 'extend')),
    constraint plans_packs_have_credits check ((kind = 'pack') = (credits is not null) and credits > 0),
    constraint plans_only_packs_expire check (kind = 'pack' or valid_months is null),
    constraint plans_valid_months_positive check (valid_months > 0)
);
create unique index plans_name on plans (lower(name));

create table memberships (
    id        bigint generated always as identity primary key,
    member_id bigint   not null references members,
    plan_id   bigint   not null references plans,
    starts_on date     not null,
    ends_on   date,              -- the last day, before freezes extend it; null: until further notice
    bill_day  smallint not null, -- 29 to 31: the last day of a shorter month, and that day again in a longer one
    during    daterange not null generated always as (daterange(starts_on, ends_on, '[]')) stored,
    constraint memberships_end_later check (ends_on >= starts_on),
    constraint memberships_bill_day_of_a_month check (bill_day between 1 and 31),
    constraint memberships_once_at_a_time exclude using gist (member_id with =, plan_id with =, during with &&)
);
create index memberships_by_plan on memberships (plan_id);

-- A membership is of a plan with dues that is still to be had.
create function refuse_impossible_memberships() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    select p.name, p.kind, p.retired_on into wrong
    from new_rows n join plans p on p.id = n.plan_id
    where p.kind <> 'dues' or n.starts_on >= p.retired_on
    limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = case when wrong.kind = 'dues' then format('the plan %s was retired on %s', wrong.name, wrong.retired_on)
                else format('the plan %s has no dues: nobody subscribes to it', wrong.name) end,
            hint = case when wrong.kind = 'pack' then 'gymctl finance prepay sells a pack' else 'gymctl plan list shows what there is' end;
    end if;
    return null;
end
$$;
create trigger memberships_of_plans after insert on memberships
    referencing new table as new_rows for each statement execute function refuse_impossible_memberships();

-- The last day of a membership with what freezes add to it; null: none.
create function last_day_of(membership bigint) returns date
    language plpgsql stable parallel safe set search_path = gymctl, pg_temp as
$$
declare
    m record;
    frozen integer;
    last date;
begin
    select s.member_id, s.starts_on, s.ends_on, p.on_freeze into m
    from memberships s join plans p on p.id = s.plan_id where s.id = membership;
    last := m.ends_on;
    if last is null or m.on_freeze <> 'extend' then
        return last;
    end if;
    loop -- a later end may take in more of a freeze
        select coalesce(sum(least(coalesce(upper(f.during), 'infinity'), last + 1) - greatest(lower(f.during), m.starts_on)), 0)
        into frozen
        from member_freezes f
        where f.member_id = m.member_id and f.during && daterange(m.starts_on, last, '[]');
        exit when m.ends_on + frozen <= last;
        -- a freeze without an end never lets it end
        if exists (select from member_freezes f where f.member_id = m.member_id and upper_inf(f.during)
                   and lower(f.during) <= m.ends_on + frozen) then
            return null;
        end if;
        last := m.ends_on + frozen;
    end loop;
    return last;
end
$$;

-- Charges, payments, credit -----------------------------------------------------------------------------------------------

-- Which entries are taken back, and by which.
create view reversed_entries as
    select e.reverses as entry_id, e.id as reversal_id, e.value_on as reversed_on from journal_entries e where e.reverses is not null;

alter table charges
    drop constraint charges_once_per_enrollment, -- an attendance may be corrected, and corrected back
    drop constraint charges_kind_known,
    add constraint charges_kind_known check (kind in ('dues', 'class_fee', 'pack', 'penalty', 'opening', 'other')),
    add constraint charges_membership foreign key (membership_id) references memberships,
    add constraint charges_period_is_a_month check (extract(day from period) = 1);
create index charges_by_enrollment on charges (enrollment_id);
create index charges_by_day on charges (charged_on);

alter table payments
    drop constraint payments_method_known,
    add constraint payments_method_known check (method in ('cash', 'card', 'bank_transfer', 'direct_debit', 'other', 'opening'));

create table refunds (
    id          bigint generated always as identity primary key,
    payment_id  bigint not null references payments,
    amount      bigint not null,
    method      text   not null,
    refunded_on date   not null,
    key         text   not null,
    entry_id    bigint not null references journal_entries,
    constraint refunds_amount_positive check (amount > 0),
    constraint refunds_once_per_key unique (key, payment_id), -- one refund may give back what is left of several payments
    constraint refunds_method_known check (method in ('cash', 'card', 'bank_transfer', 'other'))
);
create index refunds_by_payment on refunds (payment_id);
create index refunds_by_entry on refunds (entry_id);

create table write_offs (
    id             bigint generated always as identity primary key,
    charge_id      bigint not null references charges,
    amount         bigint not null,
    written_off_on date   not null,
    reason         text   not null default '',
    entry_id       bigint not null references journal_entries,
    constraint write_offs_amount_positive check (amount > 0)
);
create index write_offs_by_charge on write_offs (charge_id);
create index write_offs_by_entry on write_offs (entry_id);

-- What is owed of a charge.
create or replace view charge_balances as
    select c.id as charge_id, c.member_id, c.due_on, c.amount,
           case when exists (select from journal_entries r where r.reverses = c.entry_id) then 0
                else c.amount
                    - coalesce((select sum(a.amount) from allocations a
                                where a.charge_id = c.id
                                  and not exists (select from journal_entries r where r.reverses = a.entry_id)), 0)
                    - coalesce((select sum(w.amount) from write_offs w
                                where w.charge_id = c.id
                                  and not exists (select from journal_entries r where r.reverses = w.entry_id)), 0)
           end::bigint as open
    from charges c;
-- Nothing ever wrote the reversals of V1: an allocation whose entry is reversed counts no more, as all else.
do $$
begin
    if exists (select from allocations where reverses is not null) then
        raise exception 'there are allocations that reverse others, which no gymctl wrote';
    end if;
end
$$;
drop trigger allocations_within_bounds on allocations;
drop function refuse_overallocation();
alter table allocations
    drop constraint allocations_reversal_is_whole,
    drop constraint allocations_identity,
    drop column reverses;

-- A payment that the bank gave back; its entry is reversed with it. A bank's fee is booked apart.
create table returned_payments (
    payment_id    bigint primary key references payments,
    returned_on   date   not null,
    reason        text   not null default '',
    fee           bigint not null default 0,
    fee_entry_id  bigint references journal_entries,
    fee_charge_id bigint references charges, -- when the member bears it
    constraint returned_payments_fee_not_negative check (fee >= 0)
);
create index returned_payments_by_fee_entry on returned_payments (fee_entry_id);
create index returned_payments_by_fee_charge on returned_payments (fee_charge_id);

create trigger refunds_are_facts before update or delete or truncate on refunds
    for each statement execute function refuse_rewriting();
create trigger write_offs_are_facts before update or delete or truncate on write_offs
    for each statement execute function refuse_rewriting();
create trigger returned_payments_are_facts before update or delete or truncate on returned_payments
    for each statement execute function refuse_rewriting();

-- What is left of a payment: member credit.
create view payment_balances as
    select p.id as payment_id, p.member_id, p.received_on, p.amount,
           case when exists (select from journal_entries r where r.reverses = p.entry_id) then 0
                else p.amount
                    - coalesce((select sum(a.amount) from allocations a
                                where a.payment_id = p.id
                                  and not exists (select from journal_entries r where r.reverses = a.entry_id)), 0)
                    - coalesce((select sum(f.amount) from refunds f
                                where f.payment_id = p.id
                                  and not exists (select from journal_entries r where r.reverses = f.entry_id)), 0)
           end::bigint as left_over
    from payments p;

grant select on payment_balances, reversed_entries to gymctl_app;

-- No more is allocated or given back than was received, no more is paid or written off than is owed, and nothing at all
-- once it is reversed. Rows are locked in id order, payments before charges.
create function refuse_overdrawing(touched_payments bigint[], touched_charges bigint[]) returns void
    language plpgsql set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    perform from payments where id = any (touched_payments) order by id for no key update;
    perform from charges where id = any (touched_charges) order by id for no key update;
    select p.id, p.amount, r.reverses is not null as reversed into wrong
    from payments p
    left join journal_entries r on r.reverses = p.entry_id
    where p.id = any (touched_payments)
      and coalesce((select sum(a.amount) from allocations a
                    where a.payment_id = p.id and not exists (select from journal_entries b where b.reverses = a.entry_id)), 0)
        + coalesce((select sum(f.amount) from refunds f
                    where f.payment_id = p.id and not exists (select from journal_entries b where b.reverses = f.entry_id)), 0)
        > case when r.reverses is null then p.amount else 0 end
    order by p.id limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = case when wrong.reversed then format('payment %s is reversed: nothing of it can be used', wrong.id)
                else format('payment %s has not that much left', wrong.id) end;
    end if;
    select c.id, c.amount, r.reverses is not null as reversed into wrong
    from charges c
    left join journal_entries r on r.reverses = c.entry_id
    where c.id = any (touched_charges)
      and coalesce((select sum(a.amount) from allocations a
                    where a.charge_id = c.id and not exists (select from journal_entries b where b.reverses = a.entry_id)), 0)
        + coalesce((select sum(w.amount) from write_offs w
                    where w.charge_id = c.id and not exists (select from journal_entries b where b.reverses = w.entry_id)), 0)
        > case when r.reverses is null then c.amount else 0 end
    order by c.id limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = case when wrong.reversed then format('charge %s is reversed: nothing is owed', wrong.id)
                else format('charge %s does not owe that much', wrong.id) end;
    end if;
end
$$;
revoke all on function refuse_overdrawing(bigint[], bigint[]) from public;

create function refuse_overallocation() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    select p.id as payment, c.id as charge into wrong
    from new_rows n join payments p on p.id = n.payment_id join charges c on c.id = n.charge_id
    where p.member_id <> c.member_id limit 1;
    if found then
        raise exception using
            errcode = 'GY002', message = format('payment %s and charge %s are of two members', wrong.payment, wrong.charge);
    end if;
    perform refuse_overdrawing(array(select distinct payment_id from new_rows), array(select distinct charge_id from new_rows));
    return null;
end
$$;
create trigger allocations_within_bounds after insert on allocations
    referencing new table as new_rows for each statement execute function refuse_overallocation();

create function refuse_overrefunding() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    perform refuse_overdrawing(array(select distinct payment_id from new_rows), '{}');
    return null;
end
$$;
create trigger refunds_within_bounds after insert on refunds
    referencing new table as new_rows for each statement execute function refuse_overrefunding();

create function refuse_overwriting_off() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    perform refuse_overdrawing('{}', array(select distinct charge_id from new_rows));
    return null;
end
$$;
create trigger write_offs_within_bounds after insert on write_offs
    referencing new table as new_rows for each statement execute function refuse_overwriting_off();

-- What is built upon is not taken away: a payment that is allocated, a charge that is paid, a pack that is used. A reversal
-- itself is not reversed: the fact is recorded anew.
create function refuse_reversing_what_is_used() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
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
    perform refuse_overdrawing(
        array(select p.id from new_rows n join payments p on p.entry_id = n.reverses),
        array(select c.id from new_rows n join charges c on c.entry_id = n.reverses));
    return null;
end
$$;
create trigger journal_entries_reverse_what_is_free after insert on journal_entries
    referencing new table as new_rows for each statement execute function refuse_reversing_what_is_used();

-- Class fees paid ahead ---------------------------------------------------------------------------------------------------

alter table prepaid_lots add column charge_id bigint references charges; -- what was asked for it; null: nothing, or paid before gymctl
create index prepaid_lots_by_charge on prepaid_lots (charge_id);
alter table prepaid_spends add column entry_id bigint references journal_entries; -- what it released; null: nothing
create index prepaid_spends_by_entry on prepaid_spends (entry_id);

-- What was left of a lot when it expired.
create table prepaid_lot_expiries (
    lot_id     bigint primary key references prepaid_lots,
    expired_on date    not null, -- the first day on which none can be spent
    credits    integer not null,
    entry_id   bigint references journal_entries, -- null: they were free
    constraint prepaid_lot_expiries_credits_positive check (credits > 0)
);
create index prepaid_lot_expiries_by_entry on prepaid_lot_expiries (entry_id);
create trigger prepaid_lot_expiries_are_facts before update or delete or truncate on prepaid_lot_expiries
    for each statement execute function refuse_rewriting();

create or replace view prepaid_balances as
    select l.id as lot_id, l.member_id, l.expires_on,
           case when exists (select from prepaid_lot_expiries x where x.lot_id = l.id) then 0
                else l.credits - (select count(*) from prepaid_spends s where s.lot_id = l.id and not s.undone) end::integer
               as credits_left
    from prepaid_lots l
    where not exists (select from prepaid_lot_reversals v where v.lot_id = l.id);

-- What spending the number-th credit of a lot releases: all of them together release its price exactly.
create function release_of(price bigint, credits integer, number integer) returns bigint
    language sql immutable parallel safe
    return gymctl.half_even(price * number, credits) - gymctl.half_even(price * (number - 1), credits);

-- Settling attendances ------------------------------------------------------------------------------------------------------

-- How an attendance was paid for, once: by a membership that covers it, a prepaid credit, or a charge; by none of these if
-- a class costs nothing.
create table settlements (
    id            bigint generated always as identity primary key,
    enrollment_id bigint  not null references enrollments,
    membership_id bigint references memberships,
    month         date,    -- of the class
    number        integer, -- the so-manieth class of the month that the membership covers
    spend_id      bigint references prepaid_spends,
    charge_id     bigint references charges,
    undone        boolean not null default false,
    constraint settlements_one_way check (num_nonnulls(membership_id, spend_id, charge_id) <= 1),
    constraint settlements_by_membership_are_counted
        check ((membership_id is null) = (month is null) and (month is null) = (number is null) and number > 0)
);
create unique index settlements_one_per_enrollment on settlements (enrollment_id) where not undone;
create unique index settlements_each_class_of_a_month_once on settlements (membership_id, month, number) where not undone;
create index settlements_by_enrollment on settlements (enrollment_id);
create index settlements_by_membership on settlements (membership_id);
create index settlements_by_spend on settlements (spend_id);
create index settlements_by_charge on settlements (charge_id);

-- The plan's number of covered classes is never exceeded.
create function refuse_covering_too_much() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    select n.membership_id, p.name, p.covers, p.covered_classes into wrong
    from new_rows n join memberships m on m.id = n.membership_id join plans p on p.id = m.plan_id
    where not n.undone and (p.covers = 'nothing' or n.number > p.covered_classes) limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = format('membership %s covers no more than %s classes a month', wrong.membership_id, coalesce(wrong.covered_classes, 0));
    end if;
    return null;
end
$$;
create trigger settlements_within_the_plan after insert on settlements
    referencing new table as new_rows for each statement execute function refuse_covering_too_much();

-- Billing -------------------------------------------------------------------------------------------------------------------

-- The months whose dues were assessed: the next run goes on after the last.
create table billing_months (
    month      date primary key,
    first_run_at timestamptz not null default now(),
    constraint billing_months_are_months check (extract(day from month) = 1)
);

-- Accounts that a run left alone because they look wrong, until somebody has looked.
create table parked_accounts (
    member_id   bigint not null references members,
    month       date   not null,
    reason      text   not null,
    parked_at   timestamptz not null default now(),
    accepted_at timestamptz, -- somebody says that it is right so
    primary key (member_id, month),
    constraint parked_accounts_months check (extract(day from month) = 1),
    constraint parked_accounts_reason_given check (reason <> '')
);

-- What the program's role may do ----------------------------------------------------------------------------------------

grant select on plans, memberships, refunds, write_offs, returned_payments, prepaid_lot_expiries, settlements, billing_months,
    parked_accounts to gymctl_app;
grant insert (name, kind, price, covers, covered_classes, bill_day, proration, on_freeze, credits, valid_months) on plans to gymctl_app;
grant update (retired_on) on plans to gymctl_app;
grant insert (member_id, plan_id, starts_on, ends_on, bill_day), update (ends_on) on memberships to gymctl_app;
grant insert on refunds, write_offs, returned_payments, prepaid_lot_expiries, settlements to gymctl_app;
grant update (undone) on settlements to gymctl_app;
grant insert (month) on billing_months to gymctl_app;
grant insert (member_id, month, reason), update (reason, accepted_at), delete on parked_accounts to gymctl_app;

-- A fact whose id is in its entry's key is given its id first.
grant usage on sequence charges_id_seq, payments_id_seq, allocations_id_seq, refunds_id_seq, write_offs_id_seq, prepaid_lots_id_seq
    to gymctl_app;

-- What is held about people, and goes with them --------------------------------------------------------------------------

-- What looked wrong goes; memberships and what was charged and paid stay with the books, as all that was.
create or replace function erase_person(person bigint) returns bigint[]
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    gone bigint[];
begin
    update users
    set first_name = 'erased', last_name = id::text, email = null, contact_email = null, phone = null,
        emergency_contact_name = null, emergency_contact_phone = null, guardian_name = null, guardian_phone = null,
        date_of_birth = null, is_active = false, erased_at = now()
    where id = person;
    update members set member_ref = null where user_id = person;
    update member_events set reason = null where member_id = person and reason is not null;
    update member_freezes set reason = null where member_id = person and reason is not null;
    update messages set title = null, content = '', deleted_at = coalesce(deleted_at, now()) where user_id = person;
    delete from room_users where user_id = person;
    delete from logins where user_id = person;
    delete from sessions where user_id = person;
    delete from import_rows r using imports i
    where i.id = r.import_id and i.kind in ('member', 'coach') and r.key = person;
    delete from parked_accounts where member_id = person;
    with erased as (
        update audit_log set payload = null, salt = null
        where payload is not null and audit_persons(payload) @> array[person]
        returning id)
    select coalesce(array_agg(id order by id), '{}') into gone from erased;
    return gone;
end
$$;

create or replace function held_about(person bigint) returns jsonb
    language sql stable as
$$
    with money as (select currency, currency_digits as digits from gymctl.gym)
    select jsonb_build_object(
        'user', (select to_jsonb(u) - array['search_text', 'erased_at'] from gymctl.users u where u.id = person),
        'member_ref', (select m.member_ref from gymctl.members m where m.user_id = person),
        'currency', (select currency from money),
        'events', (select coalesce(jsonb_agg(to_jsonb(e) - 'member_id' order by e.effective_on, e.id), '[]')
                   from gymctl.member_events e where e.member_id = person),
        'freezes', (select coalesce(jsonb_agg(jsonb_build_object('from', lower(f.during), 'to', upper(f.during) - 1, 'reason', f.reason)
                                    order by f.during), '[]')
                    from gymctl.member_freezes f where f.member_id = person),
        'enrollments', (select coalesce(jsonb_agg(jsonb_build_object('class_id', c.id, 'class_title', c.class_title,
                                            'class_datetime', c.starts_at, 'status', e.status, 'booked_at', e.booked_at)
                                        order by c.starts_at, e.id), '[]')
                        from gymctl.enrollments e join gymctl.classes c on c.id = e.class_id where e.member_id = person),
        'memberships', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'plan', p.name, 'starts_on', m.starts_on,
                                            'ends_on', m.ends_on, 'bill_day', m.bill_day) order by m.starts_on, m.id), '[]')
                        from gymctl.memberships m join gymctl.plans p on p.id = m.plan_id where m.member_id = person),
        'charges', (select coalesce(jsonb_agg(to_jsonb(c) - 'member_id' || jsonb_build_object(
                                        'amount', gymctl.decimal_text(c.amount, digits)) order by c.charged_on, c.id), '[]')
                    from gymctl.charges c, money where c.member_id = person),
        'payments', (select coalesce(jsonb_agg(to_jsonb(p) - 'member_id' || jsonb_build_object(
                                        'amount', gymctl.decimal_text(p.amount, digits)) order by p.received_on, p.id), '[]')
                     from gymctl.payments p, money where p.member_id = person),
        'returned_payments', (select coalesce(jsonb_agg(to_jsonb(t) || jsonb_build_object(
                                                 'fee', gymctl.decimal_text(t.fee, digits)) order by t.returned_on, t.payment_id), '[]')
                              from gymctl.returned_payments t join gymctl.payments p on p.id = t.payment_id, money
                              where p.member_id = person),
        'refunds', (select coalesce(jsonb_agg(to_jsonb(f) || jsonb_build_object(
                                       'amount', gymctl.decimal_text(f.amount, digits)) order by f.refunded_on, f.id), '[]')
                    from gymctl.refunds f join gymctl.payments p on p.id = f.payment_id, money where p.member_id = person),
        'write_offs', (select coalesce(jsonb_agg(to_jsonb(w) || jsonb_build_object(
                                          'amount', gymctl.decimal_text(w.amount, digits)) order by w.written_off_on, w.id), '[]')
                       from gymctl.write_offs w join gymctl.charges c on c.id = w.charge_id, money where c.member_id = person),
        'settlements', (select coalesce(jsonb_agg(to_jsonb(s) order by s.id), '[]')
                        from gymctl.settlements s join gymctl.enrollments e on e.id = s.enrollment_id where e.member_id = person),
        'parked', (select coalesce(jsonb_agg(to_jsonb(k) - 'member_id' order by k.month), '[]')
                   from gymctl.parked_accounts k where k.member_id = person),
        'prepaid_fees', (select coalesce(jsonb_agg(to_jsonb(l) - 'member_id' || jsonb_build_object(
                                            'price', gymctl.decimal_text(l.price, digits), 'credits_left', b.credits_left)
                                        order by l.bought_on, l.id), '[]')
                         from gymctl.prepaid_lots l join gymctl.prepaid_balances b on b.lot_id = l.id, money where l.member_id = person),
        'postings', (select coalesce(jsonb_agg(jsonb_build_object('value_on', j.value_on, 'kind', j.kind, 'memo', j.memo,
                                         'debit', t.debit_account, 'credit', t.credit_account,
                                         'amount', gymctl.decimal_text(t.amount, digits)) order by j.value_on, t.id), '[]')
                     from gymctl.transfers t join gymctl.journal_entries j on j.id = t.entry_id, money
                     where t.debit_party = person or t.credit_party = person),
        'messages', (select coalesce(jsonb_agg(jsonb_build_object('room_name', r.room_name, 'class_datetime', s.sent_at,
                                         'title', s.title, 'content', s.content) order by s.sent_at, s.id), '[]')
                     from gymctl.messages s join gymctl.rooms r on r.id = s.room_id
                     where s.user_id = person and s.deleted_at is null),
        'audit', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'recorded_at', a.recorded_at, 'operator', a.operator,
                                      'action', a.action, 'payload', a.payload) order by a.id), '[]')
                  from gymctl.audit_log a where a.payload is not null and gymctl.audit_persons(a.payload) @> array[person]))
$$;
