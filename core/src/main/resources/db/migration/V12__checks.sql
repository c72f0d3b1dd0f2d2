-- Checks: of events of very many members who were there before, and of what a line of a bank has cleared. How a returned line
-- finds the one that it takes back.

-- As in version 8, but for the anti-join: PostgreSQL hashes `not in` only while its rows fit into memory, which is some
-- 300,000 members; beyond that it compared each event with each member.
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
          and not exists (select from unnest(known) k where k = n.member_id)) n
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

-- As in version 9, and: what was recorded and is on a bank's statement is not taken back as if it had never been.
create or replace function refuse_reversing_what_is_used() returns trigger
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
    -- The bank's line would clear nothing. What the bank itself gave back is written down before it is reversed.
    select k.line_id, 'payment ' || p.id as what into wrong
    from new_rows n join payments p on p.entry_id = n.reverses join live_links k on k.payment_id = p.id and k.kind = 'cleared'
    where not exists (select from returned_payments t where t.payment_id = p.id)
    union all
    select k.line_id, 'refund ' || f.id
    from new_rows n join refunds f on f.entry_id = n.reverses join live_links k on k.refund_id = f.id and k.kind = 'cleared'
    limit 1;
    if found then
        raise exception using
            errcode = 'GY002', message = format('%s is line %s of a bank''s statement', wrong.what, wrong.line_id),
            hint = format('gymctl reconcile unmatch %s says that it is not; gymctl finance return, that the bank gave it back', wrong.line_id);
    end if;
    perform refuse_overdrawing(
        array(select p.id from new_rows n join payments p on p.entry_id = n.reverses),
        array(select c.id from new_rows n join charges c on c.entry_id = n.reverses));
    return null;
end
$$;

create index statement_lines_back on statement_lines (id) where reversal or returned is not null;
create index statement_lines_by_reference on statement_lines (reference) where reference is not null;
