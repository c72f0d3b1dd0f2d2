-- Members: found among a million, their status a machine of dated events, and forgotten when they ask for it.

-- Finding ----------------------------------------------------------------------------------------------------------

-- What a search looks into, in lower case; a phone number also without what is put between its digits. An index over
-- its words or trigrams would make every import of members two to four times as long; reading a million of these takes
-- a fraction of a second, on several cores. Whoever wants one nevertheless: gin (search_text gin_trgm_ops).
alter table users add column search_text text not null generated always as (
    lower(first_name || ' ' || last_name || coalesce(' ' || email, '') || coalesce(' ' || contact_email, '')
        || coalesce(' ' || phone || ' ' || translate(phone, '+ -./()', ''), ''))) stored;

-- What holds of the events: what is decided later for an earlier day replaces what was planned for after it.
create view member_history as
    select e.*
    from member_events e
    where not exists (select from member_events s
                      where s.member_id = e.member_id and s.effective_on < e.effective_on and s.id > e.id);

-- One member's status on a day: derived from the events, never stored.
create function status_of(member bigint, as_of date)
    returns table (status text, membership_approved boolean)
    language sql stable parallel safe rows 1 as
$$
    select case coalesce(latest.kind, 'registered')
               when 'registered' then 'pending'
               when 'approved' then
                   case when exists (select from gymctl.member_freezes f where f.member_id = member and f.during @> as_of)
                        then 'frozen' else 'active' end
               else latest.kind
           end,
           case decision.kind when 'approved' then true when 'rejected' then false end
    from (values (true)) one
    left join lateral (
        select e.kind from gymctl.member_history e
        where e.member_id = member and e.effective_on <= as_of
        order by e.effective_on desc, e.id desc limit 1) latest on true
    left join lateral (
        select e.kind from gymctl.member_history e
        where e.member_id = member and e.effective_on <= as_of and e.kind in ('approved', 'rejected')
        order by e.effective_on desc, e.id desc limit 1) decision on true
$$;

create or replace function member_status(as_of date)
    returns table (member_id bigint, status text, membership_approved boolean)
    language sql stable parallel safe as
$$
    select m.user_id, s.status, s.membership_approved
    from gymctl.members m cross join lateral gymctl.status_of(m.user_id, as_of) s
$$;

-- One member's account on a day. payment_status: overdue (a charge past its due date), due (owes something), paid.
create function account_of(member bigint, as_of date)
    returns table (payment_status text, attendance_count integer, prepaid_fees integer)
    language sql stable parallel safe rows 1 as
$$
    select (select case when count(*) filter (where b.due_on < as_of) > 0 then 'overdue'
                        when count(*) > 0 then 'due'
                        else 'paid' end
            from gymctl.charge_balances b where b.member_id = member and b.open > 0),
           (select count(*) from gymctl.enrollments e where e.member_id = member and e.status = 'attended')::integer,
           coalesce((select sum(b.credits_left) from gymctl.prepaid_balances b
                     where b.member_id = member and coalesce(b.expires_on >= as_of, true)), 0)::integer
$$;

create or replace function member_accounts(as_of date)
    returns table (member_id bigint, payment_status text, attendance_count integer, prepaid_fees integer)
    language sql stable parallel safe as
$$
    select m.user_id, a.payment_status, a.attendance_count, a.prepaid_fees
    from gymctl.members m cross join lateral gymctl.account_of(m.user_id, as_of) a
$$;

-- The machine of a membership ------------------------------------------------------------------------------------

-- Each event must follow from the one before it: pending -> active -> cancelled, or rejected; another approval takes
-- somebody back in. Whoever decides about a member locks the member's row, so that of two decisions at once the second sees the first.
-- Members whom this very transaction adds or changes are locked already, and a file's history is taken as it is.
create function refuse_impossible_events() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    touched bigint[] := array(select distinct n.member_id
                              from new_rows n join members m on m.user_id = n.member_id
                              where m.xmin <> pg_current_xact_id()::xid);
    wrong record;
begin
    if cardinality(touched) = 0 then
        return null;
    end if;
    perform from members where user_id = any (touched) order by user_id for no key update;

    -- What was so on that day before the decision, and whether there is a plan that it takes back.
    select n.member_id, n.kind, n.effective_on as day, before.kind as before, before.effective_on as since into wrong
    from new_rows n
    left join lateral (
        select e.kind, e.effective_on from member_events e
        where e.member_id = n.member_id and e.id < n.id and e.effective_on <= n.effective_on
          and not exists (select from member_events s where s.member_id = e.member_id and s.effective_on < e.effective_on
                          and s.id > e.id and s.id < n.id)
        order by e.effective_on desc, e.id desc limit 1) before on true
    where n.member_id = any (touched)
      and (n.kind = 'registered'
              and exists (select from member_events e where e.member_id = n.member_id and e.id < n.id)
           or n.kind = 'approved' and before.kind = 'approved'
              and not exists (select from member_events e
                              where e.member_id = n.member_id and e.id < n.id and e.effective_on > n.effective_on)
           or n.kind = 'rejected' and before.kind = 'rejected'
           or n.kind = 'cancelled' and before.kind is distinct from 'approved')
    order by n.id limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = format('member %s cannot be %s on %s: ', wrong.member_id, wrong.kind, wrong.day)
                || case when wrong.before is null then 'is not registered yet'
                        else format('is %s since %s', replace(wrong.before, 'registered', 'pending'), wrong.since) end;
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
create trigger member_events_follow after insert on member_events
    referencing new table as new_rows for each statement execute function refuse_impossible_events();

-- Only an active membership is frozen, and only while it lasts.
create function refuse_impossible_freezes() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    at_start record;
    ending record;
begin
    perform from members where user_id = new.member_id for no key update;
    select kind, effective_on into at_start from member_history
    where member_id = new.member_id and effective_on <= lower(new.during)
    order by effective_on desc, id desc limit 1;
    if at_start.kind is distinct from 'approved' then
        raise exception using
            errcode = 'GY002',
            message = format('member %s is %s on %s: only an active membership can be frozen', new.member_id,
                coalesce(nullif(at_start.kind, 'registered'), 'pending'), lower(new.during));
    end if;
    select e.kind, e.effective_on into ending
    from member_history e
    where e.member_id = new.member_id and new.during @> e.effective_on and e.effective_on > lower(new.during) and e.kind <> 'approved'
      and not exists (select from member_history l
                      where l.member_id = e.member_id and l.effective_on = e.effective_on and l.id > e.id)
    order by e.effective_on, e.id limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = format('member %s is %s from %s on: a freeze must end before that', new.member_id, ending.kind, ending.effective_on),
            hint = format('--to %s is the last day it can have', ending.effective_on - 1);
    end if;
    return null;
end
$$;
create trigger member_freezes_within_the_membership after insert or update of member_id, during on member_freezes
    for each row execute function refuse_impossible_freezes();

-- Audit: whom a row is about, and what is erased of it ---------------------------------------------------------------

-- The people whom a payload names: under member, coach or user, or by keys such as member_17.
create function audit_persons(payload jsonb) returns bigint[]
    language sql immutable parallel safe
    return array(
        select distinct coalesce(substring(key from '^(?:member|coach|user)_(\d{1,18})$'),
                                 case when key in ('member', 'coach', 'user') and value ~ '^\d{1,18}$' then value end)::bigint
        from jsonb_each_text(payload)
        where key ~ '^(member|coach|user)_\d{1,18}$' or key in ('member', 'coach', 'user') and value ~ '^\d{1,18}$');
create index audit_log_by_person on audit_log using gin (audit_persons(payload)) where payload is not null;
create index audit_log_by_action on audit_log (action, id);

-- Of a fact only the payload may go, and with it the salt: the chain covers their digest, and so stays whole.
drop trigger audit_log_is_fact on audit_log;
create trigger audit_log_is_fact
    before delete or truncate or update of id, recorded_at, operator_id, operator, action, payload_digest, previous_hash, hash
    on audit_log for each statement execute function refuse_rewriting();
create trigger audit_log_payload_is_only_erased before update of payload, salt on audit_log
    for each row when (new.payload is not null or new.salt is not null) execute function refuse_rewriting();

-- Rows up to one of that number which are not what the chain says, and how; and those whose payload was erased.
create function audit_broken(up_to bigint) returns table (id bigint, problem text)
    language sql stable as
$$
    with erased as materialized (
        select unnest(string_to_array(e.payload ->> 'audit_rows', ','))::bigint as id
        from gymctl.audit_log e where e.action = 'member erase' and e.payload ->> 'audit_rows' <> ''),
    row as (
        select a.id, a.payload is null or a.salt is null as bare,
               a.id - 1 - lag(a.id, 1, 0::bigint) over by_id as missing,
               a.previous_hash = lag(a.hash, 1, sha256('gymctl')) over by_id as follows,
               a.payload_digest = sha256(a.salt || convert_to(a.payload::text, 'UTF8')) as payload_holds,
               a.hash = gymctl.audit_hash(a.previous_hash, a.id, a.recorded_at, a.operator_id, a.operator, a.action,
                   a.payload_digest) as holds
        from gymctl.audit_log a
        where a.id <= up_to
        window by_id as (order by a.id))
    select row.id,
           case
               when missing = 1 then format('row %s before it is missing', row.id - 1)
               when missing > 1 then format('rows %s to %s before it are missing', row.id - missing, row.id - 1)
               when not holds then 'it was edited'
               when not follows then 'it does not follow the row before it'
               when not bare and not payload_holds then 'its payload was edited'
               when bare and row.id not in (select erased.id from erased) then 'its payload was taken away, and no erasure says so'
               else 'erased'
           end
    from row
    where missing <> 0 or not follows or not holds or bare or not payload_holds
    order by row.id
$$;

-- Forgetting ---------------------------------------------------------------------------------------------------------

alter table users add column erased_at timestamptz;

-- Takes everything away that says who somebody is, and nothing else: what was paid and posted stays, for as long as the
-- law wants it, with a person who has no name. Whatever else is kept about people must be removed here too.
-- Returns the ids of the audit rows whose payload is gone.
create function erase_person(person bigint) returns bigint[]
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    gone bigint[];
begin
    update users
    set first_name = 'erased', last_name = id::text, email = null, contact_email = null, phone = null,
        emergency_contact_name = null, emergency_contact_phone = null, guardian_name = null, guardian_phone = null,
        date_of_birth = null, is_active = false, erased_at = now()
    where id = person;
    update members set member_ref = null where user_id = person;
    update member_events set reason = null where member_id = person and reason is not null;
    update member_freezes set reason = null where member_id = person and reason is not null;
    update messages set title = null, content = '', deleted_at = coalesce(deleted_at, now()) where user_id = person;
    delete from room_users where user_id = person;
    delete from logins where user_id = person;
    delete from sessions where user_id = person;
    delete from import_rows r using imports i
    where i.id = r.import_id and i.kind in ('member', 'coach') and r.key = person;
    with erased as (
        update audit_log set payload = null, salt = null
        where payload is not null and audit_persons(payload) @> array[person]
        returning id)
    select coalesce(array_agg(id order by id), '{}') into gone from erased;
    return gone;
end
$$;

-- An amount of minor units as people write it: 12.50.
create function decimal_text(amount bigint, digits integer) returns text
    language sql immutable strict parallel safe
    return round(amount / (10 ^ digits)::numeric, digits)::text;

-- Everything that is held about somebody, as they may ask for it; money in decimals of the gym's currency.
create function held_about(person bigint) returns jsonb
    language sql stable as
$$
    with money as (select currency, currency_digits as digits from gymctl.gym)
    select jsonb_build_object(
        'user', (select to_jsonb(u) - array['search_text', 'erased_at'] from gymctl.users u where u.id = person),
        'member_ref', (select m.member_ref from gymctl.members m where m.user_id = person),
        'currency', (select currency from money),
        'events', (select coalesce(jsonb_agg(to_jsonb(e) - 'member_id' order by e.effective_on, e.id), '[]')
                   from gymctl.member_events e where e.member_id = person),
        'freezes', (select coalesce(jsonb_agg(jsonb_build_object('from', lower(f.during), 'to', upper(f.during) - 1, 'reason', f.reason)
                                    order by f.during), '[]')
                    from gymctl.member_freezes f where f.member_id = person),
        'enrollments', (select coalesce(jsonb_agg(jsonb_build_object('class_id', c.id, 'class_title', c.class_title,
                                            'class_datetime', c.starts_at, 'status', e.status, 'booked_at', e.booked_at)
                                        order by c.starts_at, e.id), '[]')
                        from gymctl.enrollments e join gymctl.classes c on c.id = e.class_id where e.member_id = person),
        'charges', (select coalesce(jsonb_agg(to_jsonb(c) - 'member_id' || jsonb_build_object(
                                        'amount', gymctl.decimal_text(c.amount, digits)) order by c.charged_on, c.id), '[]')
                    from gymctl.charges c, money where c.member_id = person),
        'payments', (select coalesce(jsonb_agg(to_jsonb(p) - 'member_id' || jsonb_build_object(
                                        'amount', gymctl.decimal_text(p.amount, digits)) order by p.received_on, p.id), '[]')
                     from gymctl.payments p, money where p.member_id = person),
        'prepaid_fees', (select coalesce(jsonb_agg(to_jsonb(l) - 'member_id' || jsonb_build_object(
                                            'price', gymctl.decimal_text(l.price, digits), 'credits_left', b.credits_left)
                                        order by l.bought_on, l.id), '[]')
                         from gymctl.prepaid_lots l join gymctl.prepaid_balances b on b.lot_id = l.id, money where l.member_id = person),
        'postings', (select coalesce(jsonb_agg(jsonb_build_object('value_on', j.value_on, 'kind', j.kind, 'memo', j.memo,
                                         'debit', t.debit_account, 'credit', t.credit_account,
                                         'amount', gymctl.decimal_text(t.amount, digits)) order by j.value_on, t.id), '[]')
                     from gymctl.transfers t join gymctl.journal_entries j on j.id = t.entry_id, money
                     where t.debit_party = person or t.credit_party = person),
        'messages', (select coalesce(jsonb_agg(jsonb_build_object('room_name', r.room_name, 'class_datetime', s.sent_at,
                                         'title', s.title, 'content', s.content) order by s.sent_at, s.id), '[]')
                     from gymctl.messages s join gymctl.rooms r on r.id = s.room_id
                     where s.user_id = person and s.deleted_at is null),
        'audit', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'recorded_at', a.recorded_at, 'operator', a.operator,
                                      'action', a.action, 'payload', a.payload) order by a.id), '[]')
                  from gymctl.audit_log a where a.payload is not null and gymctl.audit_persons(a.payload) @> array[person]))
$$;

revoke all on function erase_person(bigint) from public;
grant execute on function erase_person(bigint) to gymctl_app;
grant select on member_history to gymctl_app;
