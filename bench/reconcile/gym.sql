-- A gym of COUNT members, each with one open charge of October 2026.
set search_path = gymctl, pg_temp;
begin;
insert into plans (name, kind, price, covers) values ('Gold', 'dues', 4900, 'unlimited');
insert into users (first_name, last_name, email, date_joined)
select 'Member', n::text, 'member' || n || '@mail.example', '2024-01-01Z' from generate_series(1, COUNT) n;
insert into members (user_id) select id from users where role = 'member' order by id;
insert into memberships (member_id, plan_id, starts_on, bill_day) select user_id, 1, '2024-01-01', 1 from members order by user_id;
insert into journal_entries (id, effective_on, value_on, kind, memo, idempotency_key) overriding system value
select id, '2026-10-01', '2026-10-01', 'dues', 'Gold 2026-10', 'dues ' || id || ' 2026-10' from memberships order by id;
insert into transfers (entry_id, debit_account, debit_party, credit_account, amount)
select id, 'member_receivable', member_id, 'dues_income', 4900 from memberships order by id;
insert into charges (id, member_id, kind, memo, amount, charged_on, due_on, membership_id, period, entry_id) overriding system value
select id, member_id, 'dues', 'Gold 2026-10', 4900, '2026-10-01', '2026-10-01', id, '2026-10-01', id from memberships order by id;
select setval('journal_entries_id_seq', COUNT), setval('charges_id_seq', COUNT);
commit;
vacuum analyze;
