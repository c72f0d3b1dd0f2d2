-- A gym of COUNT memberships: most run on, some begin or ended in the month, some are frozen or cancelled.
set search_path = gymctl, pg_temp;
begin;
insert into plans (name, kind, price, covers) values ('Gold', 'dues', 4900, 'unlimited'), ('Silver', 'dues', 2950, 'nothing'), ('Bronze', 'dues', 1999, 'nothing');
insert into users (first_name, last_name, email, date_joined)
select 'Member', n::text, 'member' || n || '@mail.example', '2024-01-01Z' from generate_series(1, COUNT) n;
insert into members (user_id) select id from users where role = 'member' order by id;
insert into member_events (member_id, kind, effective_on) select user_id, 'registered', '2024-01-01' from members order by user_id;
insert into member_events (member_id, kind, effective_on) select user_id, 'approved', '2024-01-01' from members order by user_id;
insert into member_events (member_id, kind, effective_on) select user_id, 'cancelled', '2026-09-01' from members where user_id % 100 = 1 order by user_id;
insert into member_freezes (member_id, during) select user_id, '[2026-09-15,2026-11-15)' from members where user_id % 100 = 2 order by user_id;
insert into memberships (member_id, plan_id, starts_on, ends_on, bill_day)
select user_id, 1 + user_id % 3, case when user_id % 50 = 3 then date '2026-10-16' else date '2024-01-15' end,
       case when user_id % 100 = 4 then date '2026-08-31' end, 1 + user_id % 31
from members order by user_id;
commit;
vacuum analyze;
