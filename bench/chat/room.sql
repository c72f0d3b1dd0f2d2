-- A room of MESSAGES messages of two people, a minute each. `kettlebell` is in every thousandth, `sauna` in every hundredth. The
-- index of words is made at the end, and numbers are given here, not by the trigger: else making it up takes longer than all that is measured.
set search_path = gymctl, pg_temp;
set maintenance_work_mem = '512MB';
begin;
insert into users (first_name, last_name, date_joined) values ('Ann', 'Bee', '2023-01-01Z'), ('Bob', 'Cee', '2023-01-01Z');
insert into rooms (room_name) values ('Lobby'), ('Hall');
insert into room_users (room_id, user_id) select r.id, u.id from rooms r cross join users u;
drop index messages_search;
alter table messages disable trigger user;
insert into messages (room_id, number, user_id, content, sent_at)
select (select id from rooms where room_name = 'Hall'), n, (select min(id) from users) + n % 2,
       'message ' || n || case when n % 1000 = 7 then ' the kettlebell is at the desk' when n % 100 = 3 then ' who is in the sauna'
                               else ' see you at ' || n % 24 || ' for class w' || n % 5000 end,
       '2023-01-01Z'::timestamptz + make_interval(mins => n)
from generate_series(1, MESSAGES) n;
alter table messages enable trigger user;
update rooms set last_number = MESSAGES where room_name = 'Hall';
create index messages_search on messages using gin (search);
commit;
vacuum analyze;
