-- Chat: what has to hold of the rooms, their users and their messages, which are there since version 1.

alter table rooms
    add column open boolean not null default false, -- whoever can log in may join
    add constraint rooms_name_up_to_100_characters check (char_length(room_name) <= 100),
    add constraint rooms_of_a_class_or_a_pair check (num_nonnulls(class_id, first_user) <= 1),
    add constraint rooms_open_to_all_or_some check (not open or num_nonnulls(class_id, first_user) = 0);

alter table messages
    add constraint messages_title_up_to_200_characters check (title <> '' and char_length(title) <= 200),
    add constraint messages_say_something_until_deleted
        check (case when deleted_at is null then content <> '' else content = '' and title is null end);
create index messages_by_time on messages (room_id, sent_at);

update rooms r set last_number = s.newest
from (select room_id, max(number) as newest from messages group by room_id) s
where s.room_id = r.id and r.last_number < s.newest;

-- Sending ------------------------------------------------------------------------------------------------------------

-- A message's number is given under the lock of its room's row, which is held until the commit: so numbers have no gap,
-- are seen in their order, and who has seen one has seen all before it. NOTIFY only wakes readers up; what there is to
-- read they ask by number.
create function number_message() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    room rooms;
begin
    perform from users where id = new.user_id for key share; -- before the room, as who erases somebody does
    update rooms set last_number = last_number + 1 where id = new.room_id returning * into room;
    if room.id is null then
        raise exception using errcode = 'GY001', message = format('there is no room %s', new.room_id);
    end if;
    if room.archived_at is not null then
        raise exception using errcode = 'GY002', message = format('the room ''%s'' is archived', room.room_name);
    end if;
    perform from room_users where room_id = room.id and user_id = new.user_id for key share; -- who leaves has to wait
    if not found then
        raise exception using
            errcode = 'GY004', message = format('user %s is not in the room ''%s''', new.user_id, room.room_name);
    end if;
    new.number := room.last_number;
    new.sent_at := clock_timestamp();
    perform pg_notify('gymctl_chat', room.id::text);
    return new;
end
$$;
create trigger messages_are_numbered before insert on messages
    for each row execute function number_message();

create function refuse_editing_messages() returns trigger
    language plpgsql as
$$
begin
    raise exception using errcode = 'GY004', message = 'a message is not edited, it can only be deleted';
end
$$;
create trigger messages_are_not_edited before update on messages
    for each row when (
        new.id is distinct from old.id or new.room_id is distinct from old.room_id
        or new.number is distinct from old.number or new.user_id is distinct from old.user_id
        or new.sent_at is distinct from old.sent_at or new.deleted_at is null)
    execute function refuse_editing_messages();

-- Who is in a room ---------------------------------------------------------------------------------------------------

create function refuse_third_user_of_pair() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    if exists (select from rooms r where r.id = new.room_id and new.user_id not in (r.first_user, r.second_user)) then
        raise exception using errcode = 'GY002', message = format('room %s is of two people alone', new.room_id);
    end if;
    return new;
end
$$;
create trigger room_users_of_a_pair before insert on room_users
    for each row execute function refuse_third_user_of_pair();

-- Whoever reads there is woken up, to see no more.
create function tell_who_left() returns trigger
    language plpgsql as
$$
begin
    perform pg_notify('gymctl_chat', old.room_id::text);
    return null;
end
$$;
create trigger room_users_leave after delete on room_users
    for each row execute function tell_who_left();

-- What is held about people ------------------------------------------------------------------------------------------

-- A room of two is about these two: its name may say who they are.
create function forget_rooms_of_erased() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    update rooms set room_name = 'erased pair ' || id, archived_at = coalesce(archived_at, now())
    where first_user = new.id or second_user = new.id;
    return null;
end
$$;
create trigger users_erased_leave_no_room_name after update of erased_at on users
    for each row when (old.erased_at is null and new.erased_at is not null) execute function forget_rooms_of_erased();

alter function held_about(bigint) rename to held_about_but_rooms;

create function held_about(person bigint) returns jsonb
    language sql stable as
$$
    select gymctl.held_about_but_rooms(person) || jsonb_build_object(
        'rooms', (select coalesce(jsonb_agg(jsonb_build_object('room_name', r.room_name, 'joined_at', u.joined_at,
                                      'read_number', u.read_number) order by u.joined_at, u.id), '[]')
                  from gymctl.room_users u join gymctl.rooms r on r.id = u.room_id where u.user_id = person))
$$;

-- What the program's role may do -------------------------------------------------------------------------------------

revoke insert, update on rooms, room_users, messages from gymctl_app;
grant insert (room_name, class_id, first_user, second_user, open), update (archived_at) on rooms to gymctl_app;
grant insert (room_id, user_id, read_number), update (read_number) on room_users to gymctl_app;
grant insert (room_id, user_id, title, content), update (title, content, deleted_at) on messages to gymctl_app;
