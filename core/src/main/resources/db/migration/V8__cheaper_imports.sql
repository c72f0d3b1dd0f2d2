-- Imports of a million members: what is checked of new ones is checked for all of them at once.

-- Each event must follow from the one before it: pending -> active -> cancelled, or rejected; another approval takes
-- somebody back in. Whoever decides about a member locks the member's row, so that of two decisions at once the second sees the first.
-- New are members whom this very transaction added, for nobody else sees them, and of whom these are the first events: one that it
-- merely changed has events from before. Who is new is registered first, and then nothing twice; a file's history is taken as
-- it is otherwise, for it tells how a membership ended and not always how it began.
create or replace function refuse_impossible_events() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp
    set plan_cache_mode = force_custom_plan -- one event is not looked for in the way that a million are
    as
$$
declare
    known bigint[] := array(
        select n.member_id from new_rows n join members m on m.user_id = n.member_id
        where m.xmin <> pg_current_xact_id()::xid
        union
        select n.member_id from new_rows n join member_events e on e.member_id = n.member_id
        where e.id < (select min(id) from new_rows));
    wrong record;
begin
    perform from members where user_id = any (known) order by user_id for no key update;

    -- What was so on that day before the decision, and whether there is a plan that it takes back.
    select n.member_id, n.kind, n.effective_on as day, n.before, n.since into wrong
    from (
        select n.*, before.kind as before, before.effective_on as since
        from new_rows n
        left join lateral (
            select e.kind, e.effective_on from member_events e
            where e.member_id = n.member_id and e.id < n.id and e.effective_on <= n.effective_on
              and not exists (select from member_events s where s.member_id = e.member_id and s.effective_on < e.effective_on
                              and s.id > e.id and s.id < n.id)
            order by e.effective_on desc, e.id desc limit 1) before on true
        where n.member_id in (select unnest(known))
          and (n.kind = 'registered'
                  and exists (select from member_events e where e.member_id = n.member_id and e.id < n.id)
               or n.kind = 'approved' and before.kind = 'approved'
                  and not exists (select from member_events e
                                  where e.member_id = n.member_id and e.id < n.id and e.effective_on > n.effective_on)
               or n.kind = 'rejected' and before.kind = 'rejected'
               or n.kind = 'cancelled' and before.kind is distinct from 'approved')
        union all
        select n.*
        from (select n.*, lag(n.kind) over earlier as before, lag(n.effective_on) over earlier as since
              from new_rows n window earlier as (partition by n.member_id order by n.id)) n
        where ((n.kind = 'registered') <> (n.before is null) or n.kind = n.before)
          and n.member_id not in (select unnest(known))) n
    order by n.id limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = format('member %s cannot be %s on %s: ', wrong.member_id, wrong.kind, wrong.day)
                || case when wrong.before is null then 'is not registered yet'
                        else format('is %s since %s', replace(wrong.before, 'registered', 'pending'), wrong.since) end;
    end if;
    if cardinality(known) = 0 then
        return null;
    end if;

    -- No freeze outlasts the membership.
    delete from member_freezes f using new_rows n
    where n.kind in ('cancelled', 'rejected') and f.member_id = n.member_id and lower(f.during) >= n.effective_on;
    update member_freezes f set during = daterange(lower(f.during), n.effective_on)
    from new_rows n
    where n.kind in ('cancelled', 'rejected') and f.member_id = n.member_id and f.during @> n.effective_on;
    return null;
end
$$;

-- Most members have no number of their own.
alter table members drop constraint members_member_ref_unique;
create unique index members_member_ref_unique on members (member_ref) where member_ref is not null;

-- A page of a list by name begins where it begins.
create index users_by_name on users (last_name collate "C", first_name collate "C", id);
