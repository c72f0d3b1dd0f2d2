-- The first import fills a gym that has no members yet, with a hundred thousand of them or more. PostgreSQL checks a foreign
-- key row by row while it stands, and by one join when it is made; and sorts an index faster than it fills it. So the keys
-- of the tables that are filled, and two indexes that nothing looks into meanwhile, are set aside, and are back before the
-- transaction ends. It cannot end otherwise, whoever asked for it.

create table keys_aside ( -- holds rows within a transaction only
    name text primary key,
    made text not null    -- by which statement
);

create function refuse_keys_aside() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    if exists (select from keys_aside where name = new.name) then
        raise exception '% is set aside', new.name using errcode = 'foreign_key_violation';
    end if;
    return null;
end
$$;
create constraint trigger keys_aside_are_back after insert on keys_aside
    deferrable initially deferred for each row execute function refuse_keys_aside();

-- False, and nothing done: there are members already, or somebody is at work.
create function set_keys_aside() returns boolean
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    key record;
begin
    if exists (select from members) then
        return false;
    end if;
    begin
        -- Whoever records a change has the head of the audit log first, and then looks for its user.
        perform from audit_head for update nowait;
        lock table users, members, member_events, prepaid_lots, journal_entries, transfers, accounts
            in access exclusive mode nowait;
    exception when lock_not_available then
        return false;
    end;
    for key in
        select conrelid::regclass as in_table, conname as name, pg_get_constraintdef(oid) as definition
        from pg_constraint
        where contype = 'f'
          and conrelid in ('members'::regclass, 'member_events'::regclass, 'prepaid_lots'::regclass, 'transfers'::regclass)
          and confrelid in ('users'::regclass, 'members'::regclass, 'journal_entries'::regclass, 'accounts'::regclass)
    loop
        insert into keys_aside
        values (key.name, format('alter table %s add constraint %I %s', key.in_table, key.name, key.definition));
        execute format('alter table %s drop constraint %I', key.in_table, key.name);
    end loop;
    for key in
        select relname as name, pg_get_indexdef(oid) as definition from pg_class
        where oid in (to_regclass('users_by_name'), to_regclass('member_events_by_member'))
    loop
        insert into keys_aside values (key.name, key.definition);
        execute format('drop index %I', key.name);
    end loop;
    return true;
end
$$;

-- Fails where a row refers to nothing.
create function bring_keys_back() returns void
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    key keys_aside;
begin
    for key in delete from keys_aside returning * loop
        execute key.made;
    end loop;
end
$$;

revoke all on function set_keys_aside(), bring_keys_back(), refuse_keys_aside() from public;
grant execute on function set_keys_aside(), bring_keys_back() to gymctl_app;
