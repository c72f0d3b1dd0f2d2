-- The original's seven tables as views, with its names and types, so that reports and front ends keep working.
-- A person's id is the user's id everywhere; money is in whole currency units, rounded half to even, and as much as the
-- type holds where there is more.

create schema compat;

create function compat.whole_units(amount bigint) returns integer
    language sql stable parallel safe
    return greatest(-2147483648, least(2147483647,
        gymctl.half_even(amount, (10 ^ (select currency_digits from gymctl.gym))::bigint)))::integer;

create view compat.users as
    select u.id,
           u.first_name::varchar as first_name,
           u.last_name::varchar as last_name,
           u.is_active,
           u.date_joined,
           u.email::varchar as email,
           (case when u.password_hash is not null then 'set' end)::varchar as password,
           u.role::varchar as role,
           u.date_of_birth
    from gymctl.users u;

-- A member's account on a day. payment_status: overdue (a charge past its due date), due (owes something), paid.
create function gymctl.member_accounts(as_of date)
    returns table (member_id bigint, payment_status text, attendance_count integer, prepaid_fees integer)
    language sql stable parallel safe as
$$
    select m.user_id,
           case
               when exists (select from gymctl.charge_balances b
                            where b.member_id = m.user_id and b.open > 0 and b.due_on < as_of) then 'overdue'
               when exists (select from gymctl.charge_balances b where b.member_id = m.user_id and b.open > 0) then 'due'
               else 'paid'
           end,
           (select count(*) from gymctl.enrollments e where e.member_id = m.user_id and e.status = 'attended')::integer,
           coalesce((select sum(b.credits_left) from gymctl.prepaid_balances b
                     where b.member_id = m.user_id and coalesce(b.expires_on >= as_of, true)), 0)::integer
    from gymctl.members m
$$;

create view compat.member_logs as
    select m.user_id as id,
           a.payment_status::varchar as payment_status,
           s.membership_approved,
           a.attendance_count,
           m.user_id,
           a.prepaid_fees
    from gymctl.members m
    join gymctl.member_status(gymctl.local_date(now())) s on s.member_id = m.user_id
    join gymctl.member_accounts(gymctl.local_date(now())) a on a.member_id = m.user_id;

-- What a coach has earned since the last payslip, and the last payslip. as_of: classes that have started by then.
create function gymctl.coach_accounts(as_of timestamptz)
    returns table (coach_id bigint, payment_balance bigint, numbers_classes_taught integer, last_payment_balance bigint)
    language sql stable parallel safe as
$$
    select c.user_id,
           taught.pay,
           taught.classes,
           coalesce((select p.total from gymctl.payslips p
                     where p.coach_id = c.user_id
                       and p.month = (select max(month) from gymctl.payroll_periods where closed_at is not null)), 0)
    from gymctl.coaches c
    cross join lateral (
        select coalesce(sum(p.pay), 0)::bigint as pay, count(*)::integer as classes
        from gymctl.class_pay p
        where p.coach_id = c.user_id
          and p.starts_at <= as_of
          and not exists (select from gymctl.payslip_lines l where l.class_id = p.class_id)) taught
$$;

create view compat.coach_tracking as
    select a.coach_id as id,
           compat.whole_units(a.payment_balance) as payment_balance,
           a.numbers_classes_taught,
           a.coach_id as user_id,
           compat.whole_units(a.last_payment_balance) as last_payment_balance
    from gymctl.coach_accounts(now()) a;

create view compat.classes_offered as
    select c.id,
           c.class_title::varchar as class_title,
           u.full_name::varchar as instructor_name,
           c.starts_at as class_datetime,
           array(select m.full_name from gymctl.enrollments e join gymctl.users m on m.id = e.member_id
                 where e.class_id = c.id and e.status in ('booked', 'attended')
                 order by m.full_name collate "C", m.id)::varchar[] as participants
    from gymctl.classes c
    join gymctl.users u on u.id = c.coach_id
    where c.status = 'scheduled';

create view compat.rooms as
    select r.id, r.room_name::varchar as room_name from gymctl.rooms r;

create view compat.room_users as
    select r.id, r.room_id as room_name, r.user_id from gymctl.room_users r;

create view compat.messages as
    select m.id, m.room_id as room_name, m.user_id, m.content, m.sent_at as class_datetime, m.title
    from gymctl.messages m
    where m.deleted_at is null;

grant usage on schema compat to gymctl_app;
grant select on all tables in schema compat to gymctl_app;
