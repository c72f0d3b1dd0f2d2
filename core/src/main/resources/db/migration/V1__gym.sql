-- The gym: people, classes, money, payroll, chat and the audit trail.
--
-- Money is bigint minor units of the gym's one currency. Instants are timestamptz; days are local to the gym's zone.
-- What must hold under concurrency is a constraint or a trigger here. A refusal meant for people is raised with one of
-- the SQLSTATEs GY001 not found, GY002 conflict, GY003 invalid, GY004 denied, GY005 busy.

create extension if not exists btree_gist with schema gymctl;

-- For people with psql; the program sets its own search_path. Only the database's owner may, and it can be done without.
-- Where there are tables of somebody else, it stays theirs.
do $$
begin
    if not exists (select from pg_tables where schemaname = 'public') then
        execute format('alter database %I set search_path = gymctl, compat, public', current_database());
    end if;
exception when insufficient_privilege then
    null;
end
$$;

-- Arithmetic -----------------------------------------------------------------------------------------------------

-- numerator / denominator, rounded half to even; denominator > 0. PostgreSQL's own round() is half away from zero.
create function half_even(numerator bigint, denominator bigint) returns bigint
    language sql immutable strict parallel safe
    return numerator / denominator
        + case
              when 2 * abs(numerator % denominator) > denominator
                  or 2 * abs(numerator % denominator) = denominator and (numerator / denominator) % 2 <> 0
              then sign(numerator)::bigint
              else 0
          end;

-- Rows that are facts forever: nobody updates, deletes or truncates them, not even their owner.
create function refuse_rewriting() returns trigger
    language plpgsql as
$$
begin
    raise exception using
        errcode = 'GY004',
        message = format('%s is append-only: %s is refused', tg_table_name, tg_op),
        hint = 'correct it by a new entry that reverses it';
end
$$;

-- The gym's settings: one row ------------------------------------------------------------------------------------

create table gym (
    id                   boolean primary key default true,
    name                 text     not null,
    zone                 text     not null,
    currency             text     not null,
    currency_digits      smallint not null, -- of the minor unit: 2 for EUR, 0 for JPY
    drop_in_price        bigint   not null,
    books_closed_through date,
    constraint gym_one_row check (id),
    constraint gym_name_given check (name <> ''),
    constraint gym_zone_known check ((timestamptz 'epoch' at time zone zone) is not null),
    constraint gym_currency_iso_4217 check (currency ~ '^[A-Z]{3}$' and currency_digits between 0 and 4),
    constraint gym_drop_in_price_not_negative check (drop_in_price >= 0)
);
insert into gym (name, zone, currency, currency_digits, drop_in_price) values ('My gym', 'UTC', 'EUR', 2, 1000);

create function local_date(instant timestamptz) returns date
    language sql stable strict parallel safe
    return (instant at time zone (select zone from gym))::date;

-- People ---------------------------------------------------------------------------------------------------------

create table users (
    id                      bigint generated always as identity primary key,
    first_name              text        not null,
    last_name               text        not null,
    full_name               text        not null generated always as (trim(first_name || ' ' || last_name)) stored,
    email                   text,
    contact_email           text,
    phone                   text,
    emergency_contact_name  text,
    emergency_contact_phone text,
    guardian_name           text,
    guardian_phone          text,
    date_of_birth           date,
    date_joined             timestamptz not null,
    role                    text        not null default 'member',
    is_active               boolean     not null default true,
    password_hash           text,
    constraint users_name_given check (trim(first_name || last_name) <> ''),
    constraint users_email_not_empty check (email <> ''),
    constraint users_role_known check (role in ('member', 'coach', 'treasurer', 'admin'))
);
create unique index users_email_unique on users (lower(email));

create table members (
    user_id    bigint primary key references users,
    member_ref text,
    constraint members_member_ref_unique unique (member_ref),
    constraint members_member_ref_not_empty check (member_ref <> '')
);

create table member_events (
    id           bigint generated always as identity primary key,
    member_id    bigint      not null references members,
    kind         text        not null,
    effective_on date        not null,
    reason       text,
    recorded_at  timestamptz not null default now(),
    constraint member_events_kind_known check (kind in ('registered', 'approved', 'rejected', 'cancelled'))
);
create index member_events_by_member on member_events (member_id, effective_on desc, id desc);

create table member_freezes (
    id        bigint generated always as identity primary key,
    member_id bigint    not null references members,
    during    daterange not null,
    reason    text,
    constraint member_freezes_bounded_start check (not isempty(during) and not lower_inf(during)),
    constraint member_freezes_do_not_overlap exclude using gist (member_id with =, during with &&)
);

-- A member's status on a day: derived from the events, never stored.
create function member_status(as_of date)
    returns table (member_id bigint, status text, membership_approved boolean)
    language sql stable parallel safe as
$$
    select m.user_id,
           case coalesce(latest.kind, 'registered')
               when 'registered' then 'pending'
               when 'approved' then
                   case when exists (select from gymctl.member_freezes f where f.member_id = m.user_id and f.during @> as_of)
                        then 'frozen' else 'active' end
               else latest.kind
           end,
           case decision.kind when 'approved' then true when 'rejected' then false end
    from gymctl.members m
    left join lateral (
        select e.kind from gymctl.member_events e
        where e.member_id = m.user_id and e.effective_on <= as_of
        order by e.effective_on desc, e.id desc limit 1) latest on true
    left join lateral (
        select e.kind from gymctl.member_events e
        where e.member_id = m.user_id and e.effective_on <= as_of and e.kind in ('approved', 'rejected')
        order by e.effective_on desc, e.id desc limit 1) decision on true
$$;

create table coaches (
    user_id bigint primary key references users
);

-- Classes --------------------------------------------------------------------------------------------------------

create table classes (
    id               bigint generated always as identity primary key,
    class_ref        text,
    class_title      text        not null,
    coach_id         bigint      not null references coaches,
    starts_at        timestamptz not null,
    ends_at          timestamptz not null,
    duration_minutes integer     not null
        generated always as ((extract(epoch from ends_at - starts_at) / 60)::integer) stored,
    capacity         integer     not null,
    place            text,
    status           text        not null default 'scheduled',
    overlap_allowed  boolean     not null default false,
    seats_taken      integer     not null default 0, -- kept by count_seats()
    attended         integer     not null default 0, -- kept by count_seats()
    constraint classes_class_ref_unique unique (class_ref),
    constraint classes_class_ref_not_empty check (class_ref <> ''),
    constraint classes_title_given check (class_title <> ''),
    constraint classes_duration_up_to_a_day check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'
        and extract(epoch from ends_at - starts_at) % 60 = 0),
    constraint classes_capacity_positive check (capacity > 0),
    constraint classes_status_known check (status in ('scheduled', 'cancelled')),
    constraint classes_seats_within_capacity check (seats_taken between 0 and capacity),
    constraint classes_attended_within_seats check (attended between 0 and seats_taken),
    constraint classes_cancelled_holds_no_seats check (status = 'scheduled' or seats_taken = 0),
    constraint classes_time unique (id, starts_at, ends_at),
    constraint classes_coach_teaches_one_at_a_time
        exclude using gist (coach_id with =, tstzrange(starts_at, ends_at) with &&)
        where (status = 'scheduled' and not overlap_allowed)
        deferrable -- checked at the statement's end: a file may swap the times of two classes
);
create index classes_by_start on classes (starts_at);
create index classes_by_coach on classes (coach_id, starts_at);

create table enrollments (
    id              bigint generated always as identity primary key,
    class_id        bigint      not null,
    member_id       bigint      not null references members,
    starts_at       timestamptz not null, -- the class's, so that overlaps can be excluded
    ends_at         timestamptz not null,
    status          text        not null,
    overlap_allowed boolean     not null default false,
    booked_at       timestamptz not null default now(),
    constraint enrollments_class foreign key (class_id, starts_at, ends_at)
        references classes (id, starts_at, ends_at) on update cascade,
    constraint enrollments_member_once_a_class unique (class_id, member_id),
    constraint enrollments_status_known
        check (status in ('booked', 'waitlisted', 'attended', 'no_show', 'late_cancel', 'cancelled')),
    constraint enrollments_member_attends_one_at_a_time
        exclude using gist (member_id with =, tstzrange(starts_at, ends_at) with &&)
        where (status in ('booked', 'attended') and not overlap_allowed)
        deferrable
);
create index enrollments_by_member on enrollments (member_id, status);

-- Keeps classes.seats_taken and attended. The class's row lock puts concurrent bookings in a queue; rows in id order.
create function count_seats() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    touched bigint[];
    full_class record;
begin
    if tg_op = 'INSERT' then
        touched := array(select distinct class_id from new_rows);
    elsif tg_op = 'DELETE' then
        touched := array(select distinct class_id from old_rows);
    else
        touched := array(select distinct n.class_id from new_rows n join old_rows o using (id)
                         where n.status <> o.status or n.class_id <> o.class_id
                         union select o.class_id from new_rows n join old_rows o using (id)
                         where n.class_id <> o.class_id);
    end if;
    if cardinality(touched) = 0 then
        return null;
    end if;

    perform from classes where id = any (touched) order by id for no key update;

    select c.id, c.capacity, count(*) as seats into full_class
    from classes c join enrollments e on e.class_id = c.id
    where c.id = any (touched) and e.status in ('booked', 'attended', 'no_show')
    group by c.id having count(*) > c.capacity
    order by c.id limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = format('class %s is full: %s of %s seats are taken', full_class.id, full_class.capacity, full_class.capacity);
    end if;

    update classes c
    set seats_taken = counted.seats, attended = counted.attended
    from (select t.class_id,
                 count(*) filter (where e.status in ('booked', 'attended', 'no_show')) as seats,
                 count(*) filter (where e.status = 'attended') as attended
          from unnest(touched) t (class_id) left join enrollments e on e.class_id = t.class_id
          group by t.class_id) counted
    where c.id = counted.class_id and (c.seats_taken, c.attended) is distinct from (counted.seats, counted.attended);
    return null;
end
$$;
create trigger count_seats_inserted after insert on enrollments
    referencing new table as new_rows for each statement execute function count_seats();
create trigger count_seats_updated after update on enrollments
    referencing old table as old_rows new table as new_rows for each statement execute function count_seats();
create trigger count_seats_deleted after delete on enrollments
    referencing old table as old_rows for each statement execute function count_seats();

-- The ledger: append only, double entry, balanced by construction --------------------------------------------------

create table accounts (
    code      text primary key,
    name      text    not null unique,
    type      text    not null,
    has_party boolean not null default false, -- kept per person
    constraint accounts_type_known check (type in ('asset', 'liability', 'equity', 'income', 'expense')),
    constraint accounts_code_and_party unique (code, has_party)
);
insert into accounts (code, name, type, has_party) values
    ('cash', 'Cash', 'asset', false),
    ('clearing', 'Clearing', 'asset', false),
    ('outside_gymctl', 'Outside gymctl', 'equity', false),
    ('opening_balances', 'Opening balances', 'equity', false),
    ('member_receivable', 'Member receivable', 'asset', true),
    ('member_credit', 'Member credit', 'liability', true),
    ('unidentified_receipts', 'Unidentified receipts', 'liability', false),
    ('prepaid_fees', 'Prepaid fees', 'liability', true),
    ('coach_payable', 'Coach payable', 'liability', true),
    ('dues_income', 'Dues income', 'income', false),
    ('class_fee_income', 'Class-fee income', 'income', false),
    ('penalty_income', 'Penalty income', 'income', false),
    ('expired_credit_income', 'Expired-credit income', 'income', false),
    ('coach_expense', 'Coach expense', 'expense', false),
    ('bank_fees', 'Bank fees', 'expense', false),
    ('bad_debt', 'Bad debt', 'expense', false);

create table journal_entries (
    id              bigint generated always as identity primary key,
    effective_on    date        not null, -- the day it is booked on, in open books
    value_on        date        not null, -- the day of the fact itself
    recorded_at     timestamptz not null default now(),
    kind            text        not null,
    memo            text        not null default '',
    idempotency_key text        not null,
    reverses        bigint references journal_entries,
    constraint journal_entries_once_per_key unique (idempotency_key),
    constraint journal_entries_reversed_once unique (reverses),
    constraint journal_entries_kind_given check (kind <> '')
);
create index journal_entries_by_day on journal_entries (effective_on);

create table transfers (
    id               bigint generated always as identity primary key,
    entry_id         bigint  not null references journal_entries,
    debit_account    text    not null,
    debit_party      bigint references users,
    debit_has_party  boolean not null generated always as (debit_party is not null) stored,
    credit_account   text    not null,
    credit_party     bigint references users,
    credit_has_party boolean not null generated always as (credit_party is not null) stored,
    amount           bigint  not null,
    constraint transfers_amount_positive check (amount > 0),
    constraint transfers_between_two_accounts
        check ((debit_account, coalesce(debit_party, 0)) <> (credit_account, coalesce(credit_party, 0))),
    constraint transfers_debit foreign key (debit_account, debit_has_party) references accounts (code, has_party),
    constraint transfers_credit foreign key (credit_account, credit_has_party) references accounts (code, has_party)
);
create index transfers_by_entry on transfers (entry_id);
create index transfers_by_debit on transfers (debit_account, debit_party);
create index transfers_by_credit on transfers (credit_account, credit_party);
create index transfers_by_debit_party on transfers (debit_party);
create index transfers_by_credit_party on transfers (credit_party);

create trigger accounts_are_fixed before update or delete or truncate on accounts
    for each statement execute function refuse_rewriting();
create trigger journal_entries_are_facts before update or delete or truncate on journal_entries
    for each statement execute function refuse_rewriting();
create trigger transfers_are_facts before update or delete or truncate on transfers
    for each statement execute function refuse_rewriting();

-- Closed books take no more entries. The gym's row is share-locked, so that closing waits for entries under way.
create function refuse_closed_books() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    closed date;
    earliest date;
begin
    select books_closed_through into closed from gym for share;
    select min(effective_on) into earliest from new_rows;
    if earliest <= closed then
        raise exception using
            errcode = 'GY002',
            message = format('the books are closed through %s: nothing can be booked on %s', closed, earliest),
            hint = 'book it on the first open day; it keeps its own value date';
    end if;
    return null;
end
$$;
create trigger journal_entries_in_open_books after insert on journal_entries
    referencing new table as new_rows for each statement execute function refuse_closed_books();

-- An entry is whole when it is recorded: no transfer is added to it by a later transaction.
create function refuse_late_transfers() returns trigger
    language plpgsql as
$$
begin
    if exists (select from new_rows t join journal_entries e on e.id = t.entry_id where e.recorded_at <> now()) then
        raise exception using errcode = 'GY004', message = 'the ledger is append-only: an entry recorded earlier takes no more transfers';
    end if;
    return null;
end
$$;
create trigger transfers_with_their_entry after insert on transfers
    referencing new table as new_rows for each statement execute function refuse_late_transfers();

-- What members owe, paid and paid in advance ----------------------------------------------------------------------

create table charges (
    id            bigint generated always as identity primary key,
    member_id     bigint not null references members,
    kind          text   not null,
    memo          text   not null default '',
    amount        bigint not null,
    charged_on    date   not null,
    due_on        date   not null,
    enrollment_id bigint references enrollments,
    membership_id bigint, -- of a plan
    period        date,   -- the first day of the month that dues are for
    entry_id      bigint not null references journal_entries,
    constraint charges_kind_known check (kind in ('dues', 'class_fee', 'penalty', 'other')),
    constraint charges_amount_positive check (amount > 0),
    constraint charges_once_per_enrollment unique (enrollment_id, kind),
    constraint charges_once_per_membership_and_period unique (membership_id, period),
    constraint charges_dues_have_a_period check ((kind = 'dues') = (membership_id is not null and period is not null))
);
create index charges_by_member on charges (member_id, due_on);
create index charges_by_entry on charges (entry_id);

create table payments (
    id          bigint generated always as identity primary key,
    member_id   bigint not null references members,
    amount      bigint not null,
    method      text   not null,
    received_on date   not null,
    key         text   not null, -- receipt number or the bank's id
    reference   text,            -- remittance reference: may repeat
    entry_id    bigint not null references journal_entries,
    constraint payments_amount_positive check (amount > 0),
    constraint payments_once_per_key unique (key),
    constraint payments_method_known check (method in ('cash', 'card', 'bank_transfer', 'direct_debit', 'other'))
);
create index payments_by_member on payments (member_id, received_on);
create index payments_by_entry on payments (entry_id);

create table allocations (
    id         bigint generated always as identity primary key,
    payment_id bigint not null references payments,
    charge_id  bigint not null references charges,
    amount     bigint not null,
    reverses   bigint references allocations,
    entry_id   bigint not null references journal_entries,
    constraint allocations_amount_positive check (amount > 0),
    constraint allocations_reversed_once unique (reverses),
    constraint allocations_identity unique (id, payment_id, charge_id, amount),
    -- a reversal takes back the whole of the allocation that it names
    constraint allocations_reversal_is_whole foreign key (reverses, payment_id, charge_id, amount)
        references allocations (id, payment_id, charge_id, amount)
);
create index allocations_by_payment on allocations (payment_id);
create index allocations_by_charge on allocations (charge_id);
create index allocations_by_entry on allocations (entry_id);

-- No more is allocated than was received, nor than is owed. Payments and charges are locked in id order.
create function refuse_overallocation() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    if exists (select from new_rows n join allocations a on a.id = n.reverses where a.reverses is not null) then
        raise exception using
            errcode = 'GY002',
            message = 'a reversal cannot be reversed',
            hint = 'allocate the payment again';
    end if;
    perform from payments where id in (select payment_id from new_rows) order by id for no key update;
    perform from charges where id in (select charge_id from new_rows) order by id for no key update;
    select p.id into wrong
    from payments p join allocations a on a.payment_id = p.id
    where p.id in (select payment_id from new_rows)
    group by p.id having sum(case when a.reverses is null then a.amount else -a.amount end) > p.amount
    order by p.id limit 1;
    if found then
        raise exception using errcode = 'GY002', message = format('payment %s has not that much left to allocate', wrong.id);
    end if;
    select c.id into wrong
    from charges c join allocations a on a.charge_id = c.id
    where c.id in (select charge_id from new_rows)
    group by c.id having sum(case when a.reverses is null then a.amount else -a.amount end) > c.amount
    order by c.id limit 1;
    if found then
        raise exception using errcode = 'GY002', message = format('charge %s does not owe that much', wrong.id);
    end if;
    return null;
end
$$;
create trigger allocations_within_bounds after insert on allocations
    referencing new table as new_rows for each statement execute function refuse_overallocation();

create trigger charges_are_facts before update or delete or truncate on charges
    for each statement execute function refuse_rewriting();
create trigger payments_are_facts before update or delete or truncate on payments
    for each statement execute function refuse_rewriting();
create trigger allocations_are_facts before update or delete or truncate on allocations
    for each statement execute function refuse_rewriting();

create view charge_balances as
    select c.id as charge_id, c.member_id, c.due_on, c.amount,
           c.amount - coalesce(sum(case when a.reverses is null then a.amount else -a.amount end), 0)::bigint as open
    from charges c left join allocations a on a.charge_id = c.id
    group by c.id;

create table prepaid_lots (
    id         bigint generated always as identity primary key,
    member_id  bigint  not null references members,
    credits    integer not null, -- class fees bought
    price      bigint  not null, -- of the whole lot
    bought_on  date    not null,
    expires_on date,             -- the last day a credit can be spent; null: never
    key        text    not null,
    constraint prepaid_lots_credits_positive check (credits > 0),
    constraint prepaid_lots_price_not_negative check (price >= 0),
    constraint prepaid_lots_expire_later check (expires_on >= bought_on),
    constraint prepaid_lots_once_per_key unique (key),
    constraint prepaid_lots_size unique (id, credits)
);
create index prepaid_lots_by_member on prepaid_lots (member_id);
create trigger prepaid_lots_are_facts before update or delete or truncate on prepaid_lots
    for each statement execute function refuse_rewriting();

-- The number-th credit of a lot, spent on an enrollment; never more than the lot has.
create table prepaid_spends (
    id            bigint generated always as identity primary key,
    lot_id        bigint  not null,
    lot_credits   integer not null,
    number        integer not null,
    enrollment_id bigint  not null references enrollments,
    spent_on      date    not null,
    undone        boolean not null default false,
    constraint prepaid_spends_lot foreign key (lot_id, lot_credits) references prepaid_lots (id, credits),
    constraint prepaid_spends_within_lot check (number between 1 and lot_credits)
);
create unique index prepaid_spends_each_credit_once on prepaid_spends (lot_id, number) where not undone;
create unique index prepaid_spends_one_per_enrollment on prepaid_spends (enrollment_id) where not undone;
create index prepaid_spends_by_lot on prepaid_spends (lot_id);
create index prepaid_spends_by_enrollment on prepaid_spends (enrollment_id);

create view prepaid_balances as
    select l.id as lot_id, l.member_id, l.expires_on,
           l.credits - (select count(*) from prepaid_spends s where s.lot_id = l.id and not s.undone)::integer as credits_left
    from prepaid_lots l;

-- Payroll --------------------------------------------------------------------------------------------------------

create table pay_rates (
    id           bigint generated always as identity primary key,
    coach_id     bigint references coaches, -- null: everyone
    class_title  text,                      -- null: any
    per_class    bigint  not null default 0,
    per_hour     bigint  not null default 0,
    per_attendee bigint  not null default 0,
    threshold    integer not null default 0,
    minimum      bigint,
    maximum      bigint,
    valid_from   date    not null,
    valid_to     date, -- inclusive; null: open
    constraint pay_rates_not_negative check (least(per_class, per_hour, per_attendee, threshold, minimum, maximum) >= 0),
    constraint pay_rates_minimum_up_to_maximum check (minimum <= maximum),
    constraint pay_rates_title_not_empty check (class_title <> ''),
    constraint pay_rates_valid_to_not_before_valid_from check (valid_to >= valid_from),
    constraint pay_rates_do_not_overlap exclude using gist (
        coalesce(coach_id, 0) with =, coalesce(class_title, '') with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index pay_rates_by_coach on pay_rates (coach_id, class_title);

create table payroll_periods (
    month     date primary key, -- the month's first day
    closed_at timestamptz,      -- null while open
    constraint payroll_periods_month_is_its_first_day check (extract(day from month) = 1)
);

create table pay_adjustments (
    id          bigint generated always as identity primary key,
    month       date        not null,
    coach_id    bigint      not null references coaches,
    amount      bigint      not null,
    reason      text        not null,
    recorded_at timestamptz not null default now(),
    constraint pay_adjustments_month_is_its_first_day check (extract(day from month) = 1),
    constraint pay_adjustments_not_zero check (amount <> 0),
    constraint pay_adjustments_reason_given check (reason <> '')
);
create index pay_adjustments_by_month on pay_adjustments (month, coach_id);
create index pay_adjustments_by_coach on pay_adjustments (coach_id);

create table payslips (
    id             bigint generated always as identity primary key,
    month          date        not null references payroll_periods,
    coach_id       bigint      not null references coaches,
    classes_taught integer     not null,
    gross          bigint      not null, -- pay, retro adjustments and adjustments, before what is carried
    total          bigint      not null, -- what is posted to Coach payable
    created_at     timestamptz not null default now(),
    constraint payslips_one_per_month_and_coach unique (month, coach_id),
    constraint payslips_total_not_negative check (total >= 0),
    constraint payslips_classes_not_negative check (classes_taught >= 0)
);
create index payslips_by_coach on payslips (coach_id);

create table payslip_lines (
    id         bigint generated always as identity primary key,
    payslip_id bigint not null references payslips,
    class_id   bigint references classes,
    kind       text   not null,
    quantity   bigint not null,
    unit       text   not null,
    unit_price bigint, -- per class, per hour or per attendee; null where the amount stands alone
    amount     bigint not null,
    rate_id    bigint references pay_rates, -- null: the default of 10 currency units a class, or no rate
    adjustment_id bigint references pay_adjustments,
    memo       text,
    constraint payslip_lines_adjustment_once unique (adjustment_id),
    constraint payslip_lines_of_an_adjustment check ((adjustment_id is not null) = (kind = 'adjustment')),
    constraint payslip_lines_kind_known check (kind in
        ('class', 'hours', 'attendees', 'minimum', 'maximum', 'retro', 'adjustment', 'carried_in', 'carried_out')),
    constraint payslip_lines_of_a_class
        check ((class_id is not null) = (kind in ('class', 'hours', 'attendees', 'minimum', 'maximum', 'retro')))
);
create index payslip_lines_by_payslip on payslip_lines (payslip_id);
create index payslip_lines_by_class on payslip_lines (class_id);
create index payslip_lines_by_rate on payslip_lines (rate_id);
create unique index payslip_lines_class_paid_once on payslip_lines (class_id, kind)
    where kind in ('class', 'hours', 'attendees', 'minimum', 'maximum');

create trigger payslips_are_facts before update or delete or truncate on payslips
    for each statement execute function refuse_rewriting();
create trigger payslip_lines_are_facts before update or delete or truncate on payslip_lines
    for each statement execute function refuse_rewriting();

-- A closed month takes no payslip and no adjustment. The period is share-locked: closing waits for a chunk under way.
create function refuse_closed_month() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    closed date;
begin
    perform from payroll_periods where month in (select month from new_rows) order by month for share;
    select p.month into closed
    from payroll_periods p where p.month in (select month from new_rows) and p.closed_at is not null limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = format('payroll for %s is closed', to_char(closed, 'YYYY-MM'));
    end if;
    return null;
end
$$;
create trigger payslips_in_open_month after insert on payslips
    referencing new table as new_rows for each statement execute function refuse_closed_month();
create trigger pay_adjustments_in_open_month after insert on pay_adjustments
    referencing new table as new_rows for each statement execute function refuse_closed_month();

-- A closed month stays closed.
create function refuse_reopening() returns trigger
    language plpgsql as
$$
begin
    if old.closed_at is not null then
        raise exception using
            errcode = 'GY002',
            message = format('payroll for %s is closed', to_char(old.month, 'YYYY-MM')),
            hint = 'what changed since then becomes an adjustment in the next open month';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger payroll_periods_stay_closed before update or delete on payroll_periods
    for each row execute function refuse_reopening();

-- A rate cannot begin, end or change on a day of a closed month: its payslips were made with the rates of then.
create function refuse_rates_of_closed_months() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    changed datemultirange;
    closed date;
begin
    lock table payroll_periods in share mode; -- a rate cannot slip in beside a run that pays or closes
    changed := case
        when tg_op = 'INSERT' then datemultirange(daterange(new.valid_from, new.valid_to, '[]'))
        when tg_op = 'DELETE' then datemultirange(daterange(old.valid_from, old.valid_to, '[]'))
        when to_jsonb(new) - array['valid_from', 'valid_to'] <> to_jsonb(old) - array['valid_from', 'valid_to'] then
            datemultirange(daterange(new.valid_from, new.valid_to, '[]'), daterange(old.valid_from, old.valid_to, '[]'))
        else
            (datemultirange(daterange(new.valid_from, new.valid_to, '[]')) - datemultirange(daterange(old.valid_from, old.valid_to, '[]')))
            + (datemultirange(daterange(old.valid_from, old.valid_to, '[]')) - datemultirange(daterange(new.valid_from, new.valid_to, '[]')))
    end;
    select p.month into closed
    from payroll_periods p
    where p.closed_at is not null and changed && daterange(p.month, (p.month + interval '1 month')::date)
    order by p.month desc limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = format('the rate would change pay in %s, which is closed', to_char(closed, 'YYYY-MM')),
            hint = format('let it begin (or end) after %s, and adjust what was paid', (closed + interval '1 month - 1 day')::date);
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger pay_rates_leave_closed_months_alone before insert or update or delete on pay_rates
    for each row execute function refuse_rates_of_closed_months();

-- What each scheduled class pays, part by part: the one place of the pay formula.
create view class_pay as
    select c.id as class_id, c.coach_id, c.class_title, c.starts_at, day.local as local_date,
           c.duration_minutes, c.attended,
           r.id as rate_id,
           price.per_class, price.per_hour, price.per_attendee,
           part.hours, part.attendees_paid, part.attendees,
           bound.raised - part.base as minimum_raise,
           least(bound.raised, coalesce(r.maximum, bound.raised)) - bound.raised as maximum_cut,
           least(bound.raised, coalesce(r.maximum, bound.raised)) as pay
    from gym
    cross join classes c
    cross join lateral (select (c.starts_at at time zone gym.zone)::date as local) day
    left join pay_rates coach_and_title
        on coach_and_title.coach_id = c.coach_id and coach_and_title.class_title = c.class_title
        and day.local between coach_and_title.valid_from and coalesce(coach_and_title.valid_to, 'infinity')
    left join pay_rates coach
        on coach.coach_id = c.coach_id and coach.class_title is null
        and day.local between coach.valid_from and coalesce(coach.valid_to, 'infinity')
    left join pay_rates title
        on title.coach_id is null and title.class_title = c.class_title
        and day.local between title.valid_from and coalesce(title.valid_to, 'infinity')
    left join pay_rates everyone
        on everyone.coach_id is null and everyone.class_title is null
        and day.local between everyone.valid_from and coalesce(everyone.valid_to, 'infinity')
    left join pay_rates r on r.id = coalesce(coach_and_title.id, coach.id, title.id, everyone.id)
    cross join lateral (
        select case when r.id is null then 10 * (10 ^ gym.currency_digits)::bigint else r.per_class end as per_class,
               coalesce(r.per_hour, 0) as per_hour,
               coalesce(r.per_attendee, 0) as per_attendee) price
    cross join lateral (
        select half_even(price.per_hour * c.duration_minutes, 60) as hours,
               greatest(0, c.attended - coalesce(r.threshold, 0)) as attendees_paid,
               price.per_attendee * greatest(0, c.attended - coalesce(r.threshold, 0)) as attendees,
               price.per_class + half_even(price.per_hour * c.duration_minutes, 60)
                   + price.per_attendee * greatest(0, c.attended - coalesce(r.threshold, 0)) as base) part
    cross join lateral (select greatest(part.base, coalesce(r.minimum, part.base)) as raised) bound
    where c.status = 'scheduled';

-- Zone and currency are fixed once there is something that they give its meaning ------------------------------------

create function refuse_redefining_the_gym() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    what text := case
        when new.zone <> old.zone then 'zone'
        when (new.currency, new.currency_digits) <> (old.currency, old.currency_digits) then 'currency'
    end;
    because text;
begin
    if what is not null then
        because := case
            when exists (select from classes) then 'there are classes already'
            when exists (select from journal_entries) or exists (select from prepaid_lots) then 'there is money in the books already'
            when what = 'currency' and (exists (select from pay_rates) or exists (select from pay_adjustments))
                then 'there are pay rates already'
        end;
        if because is not null then
            raise exception using errcode = 'GY002', message = format('the %s cannot be changed: %s', what, because);
        end if;
    end if;
    if new.books_closed_through < old.books_closed_through or old.books_closed_through is not null and new.books_closed_through is null then
        raise exception using errcode = 'GY002', message = format('the books are closed through %s and stay so', old.books_closed_through);
    end if;
    return new;
end
$$;
create trigger gym_keeps_its_meaning before update on gym
    for each row execute function refuse_redefining_the_gym();

-- Chat -----------------------------------------------------------------------------------------------------------

create table rooms (
    id            bigint generated always as identity primary key,
    room_name     text        not null,
    class_id      bigint references classes,
    first_user    bigint references users, -- of a pair of people
    second_user   bigint references users,
    last_number   bigint      not null default 0, -- of its newest message
    archived_at   timestamptz,
    created_at    timestamptz not null default now(),
    constraint rooms_name_given check (room_name <> ''),
    constraint rooms_one_per_class unique (class_id),
    constraint rooms_one_per_pair unique (first_user, second_user),
    constraint rooms_pair_in_order check ((first_user is null) = (second_user is null) and first_user < second_user)
);
create unique index rooms_name_unique on rooms (lower(room_name));
create index rooms_by_second_user on rooms (second_user);

create table room_users (
    id          bigint generated always as identity primary key,
    room_id     bigint      not null references rooms,
    user_id     bigint      not null references users,
    read_number bigint      not null default 0, -- the last message read
    joined_at   timestamptz not null default now(),
    constraint room_users_once unique (room_id, user_id)
);
create index room_users_by_user on room_users (user_id);

create table messages (
    id         bigint generated always as identity primary key,
    room_id    bigint      not null references rooms,
    number     bigint      not null, -- 1, 2, 3 … in the room, in commit order
    user_id    bigint      not null references users,
    title      text,
    content    text        not null,
    sent_at    timestamptz not null default now(),
    deleted_at timestamptz,
    search     tsvector    not null generated always as (to_tsvector('simple', coalesce(title, '') || ' ' || content)) stored,
    constraint messages_number_unique unique (room_id, number),
    constraint messages_number_positive check (number > 0),
    constraint messages_up_to_64_kib check (octet_length(content) <= 65536)
);
create index messages_by_user on messages (user_id);
create index messages_search on messages using gin (search);

-- Audit: one row per transaction, hash-chained ----------------------------------------------------------------------

create table audit_log (
    id             bigint primary key, -- 1, 2, 3 … without a gap
    recorded_at    timestamptz not null,
    operator_id    bigint references users, -- null: the owner, or the program itself
    operator       text        not null,
    action         text        not null,
    payload        jsonb,
    salt           bytea,
    payload_digest bytea       not null, -- sha256(salt, payload)
    previous_hash  bytea       not null,
    hash           bytea       not null  -- sha256 over the previous hash and this row's facts
);
create index audit_log_by_operator on audit_log (operator_id);
create index audit_log_by_time on audit_log (recorded_at);
create trigger audit_log_is_fact before update or delete or truncate on audit_log
    for each statement execute function refuse_rewriting();

create table audit_head (
    id       boolean primary key default true check (id),
    last_id  bigint not null,
    last_hash bytea not null
);
insert into audit_head (last_id, last_hash) values (0, sha256('gymctl'));

create function audit_hash(previous_hash bytea, id bigint, recorded_at timestamptz, operator_id bigint, operator text, action text, payload_digest bytea)
    returns bytea language sql immutable parallel safe
    return sha256(previous_hash || convert_to(jsonb_build_array(
        id, (extract(epoch from recorded_at) * 1000000)::bigint, operator_id, operator, action, encode(payload_digest, 'hex'))::text, 'UTF8'));

-- Appends the transaction's one row; called last, because it holds the chain's lock until the commit.
create function audit_append(operator_id bigint, operator text, action text, payload jsonb) returns bigint
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    head audit_head;
    entry audit_log;
begin
    select * into head from audit_head for update;
    entry.id := head.last_id + 1;
    entry.recorded_at := clock_timestamp();
    entry.operator_id := audit_append.operator_id;
    entry.operator := audit_append.operator;
    entry.action := audit_append.action;
    entry.payload := audit_append.payload;
    entry.salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    entry.payload_digest := sha256(entry.salt || convert_to(entry.payload::text, 'UTF8'));
    entry.previous_hash := head.last_hash;
    entry.hash := audit_hash(head.last_hash, entry.id, entry.recorded_at, entry.operator_id, entry.operator, entry.action, entry.payload_digest);
    insert into audit_log select entry.*;
    update audit_head set last_id = entry.id, last_hash = entry.hash;
    return entry.id;
end
$$;

-- What the program's own role may do, and no more ---------------------------------------------------------------------

revoke all on function audit_append(bigint, text, text, jsonb) from public;
revoke create on schema gymctl from public;
grant usage on schema gymctl to gymctl_app;
grant select on all tables in schema gymctl to gymctl_app;
grant execute on function audit_append(bigint, text, text, jsonb) to gymctl_app;

grant update (name, zone, currency, currency_digits, drop_in_price, books_closed_through) on gym to gymctl_app;
grant insert (first_name, last_name, email, contact_email, phone, emergency_contact_name, emergency_contact_phone,
    guardian_name, guardian_phone, date_of_birth, date_joined, role, is_active, password_hash) on users to gymctl_app;
grant update (first_name, last_name, email, contact_email, phone, emergency_contact_name, emergency_contact_phone,
    guardian_name, guardian_phone, date_of_birth, date_joined, role, is_active, password_hash) on users to gymctl_app;
grant insert (user_id, member_ref), update (member_ref) on members to gymctl_app;
grant insert (member_id, kind, effective_on, reason) on member_events to gymctl_app;
grant insert, update, delete on member_freezes to gymctl_app;
grant insert on coaches to gymctl_app;
grant insert (class_ref, class_title, coach_id, starts_at, ends_at, capacity, place, status, overlap_allowed) on classes to gymctl_app;
grant update (class_ref, class_title, coach_id, starts_at, ends_at, capacity, place, status, overlap_allowed) on classes to gymctl_app;
grant insert (class_id, member_id, starts_at, ends_at, status, overlap_allowed) on enrollments to gymctl_app;
grant update (status, overlap_allowed, booked_at) on enrollments to gymctl_app;
grant insert (effective_on, value_on, kind, memo, idempotency_key, reverses) on journal_entries to gymctl_app;
grant insert on accounts, transfers, charges, payments, allocations, prepaid_lots to gymctl_app;
grant insert on prepaid_spends to gymctl_app;
grant update (undone) on prepaid_spends to gymctl_app;
grant insert, update (valid_to) on pay_rates to gymctl_app;
grant insert (month), update (closed_at) on payroll_periods to gymctl_app;
grant insert (month, coach_id, amount, reason) on pay_adjustments to gymctl_app;
grant insert (month, coach_id, classes_taught, gross, total) on payslips to gymctl_app;
grant insert on payslip_lines to gymctl_app;
grant insert, update on rooms, room_users to gymctl_app;
grant delete on room_users to gymctl_app;
grant insert, update (title, content, deleted_at) on messages to gymctl_app;
