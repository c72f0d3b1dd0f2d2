-- A ledger of MEMBERS members over MONTHS months: dues, what was paid, and what that paid; every fifth owes the last three
-- months. Member 1 is a school, whose account has SCHOOL lines. Rows go in without triggers, and foreign keys come last: else
-- making it up takes longer than all that is measured.
set search_path = gymctl, pg_temp;
set maintenance_work_mem = '512MB';
begin;
create temp table keys on commit drop as
    select conrelid::regclass as "table", conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and conrelid in ('journal_entries'::regclass, 'transfers'::regclass, 'charges'::regclass, 'payments'::regclass, 'allocations'::regclass);
do $$
declare
    k record;
begin
    for k in select * from keys loop
        execute format('alter table %s drop constraint %I', k."table", k.name);
    end loop;
    for k in select distinct "table" from keys loop
        execute format('alter table %s disable trigger user', k."table");
    end loop;
end
$$;
insert into plans (name, kind, price, covers) values ('Gold', 'dues', 4900, 'unlimited');
insert into users (first_name, last_name, email, date_joined)
select 'Member', n::text, 'member' || n || '@mail.example', '2023-01-01Z' from generate_series(1, MEMBERS) n;
insert into members (user_id) select id from users where role = 'member' order by id;
insert into memberships (member_id, plan_id, starts_on, bill_day) select user_id, 1, '2023-01-01', 1 from members order by user_id;

create temp table due on commit drop as
select row_number() over (order by month, m.id) as n, m.member_id, m.id as membership_id, period,
       m.member_id % 5 <> 0 or month < MONTHS - 3 as paid
from memberships m cross join generate_series(0, MONTHS - 1) month
cross join lateral (select (date '2024-01-01' + make_interval(months => month))::date as period) p;

insert into journal_entries (id, effective_on, value_on, kind, memo, idempotency_key) overriding system value
select 3 * n - 2, period, period, 'dues', 'Gold ' || to_char(period, 'YYYY-MM'), 'dues ' || membership_id || to_char(period, ' YYYY-MM') from due
union all
select 3 * n - 1, period + 4, period + 4, 'payment', 'bank transfer', 'payment ' || n from due where paid
union all
select 3 * n, period + 4, period + 4, 'allocation', 'payment ' || n || ' to charge ' || n, 'allocation ' || n from due where paid
order by 1;
insert into transfers (entry_id, debit_account, debit_party, credit_account, credit_party, amount)
select 3 * n - 2, 'member_receivable', member_id, 'dues_income', null, 4900 from due
union all
select 3 * n - 1, 'clearing', null, 'member_credit', member_id, 4900 from due where paid
union all
select 3 * n, 'member_credit', member_id, 'member_receivable', member_id, 4900 from due where paid
order by 1;
insert into charges (id, member_id, kind, memo, amount, charged_on, due_on, membership_id, period, entry_id) overriding system value
select n, member_id, 'dues', 'Gold ' || to_char(period, 'YYYY-MM'), 4900, period, period, membership_id, period, 3 * n - 2 from due order by n;
insert into payments (id, member_id, amount, method, received_on, key, entry_id) overriding system value
select n, member_id, 4900, 'bank_transfer', period + 4, 'payment ' || n, 3 * n - 1 from due where paid order by n;
insert into allocations (id, payment_id, charge_id, amount, entry_id) overriding system value
select n, n, n, 4900, 3 * n from due where paid order by n;

create temp table lesson on commit drop as
select n, (select max(id) from charges) + n as charge_id, (select max(id) from journal_entries) + n as entry_id, date '2024-01-01' + (n % 1000)::integer as day
from generate_series(1, SCHOOL) n;
insert into journal_entries (id, effective_on, value_on, kind, memo, idempotency_key) overriding system value
select entry_id, day, day, 'charge', 'Lesson ' || n, 'lesson ' || n from lesson;
insert into transfers (entry_id, debit_account, debit_party, credit_account, amount)
select entry_id, 'member_receivable', 1, 'class_fee_income', 1500 from lesson;
insert into charges (id, member_id, kind, memo, amount, charged_on, due_on, entry_id) overriding system value
select charge_id, 1, 'other', 'Lesson ' || n, 1500, day, day, entry_id from lesson;
do $$
declare
    k record;
begin
    for k in select distinct "table" from keys loop
        execute format('alter table %s enable trigger user', k."table");
        perform setval(pg_get_serial_sequence('gymctl.' || k."table", 'id'), 100000000);
    end loop;
    for k in select * from keys loop
        execute format('alter table %s add constraint %I %s', k."table", k.name, k.definition);
    end loop;
end
$$;
commit;
vacuum analyze;
