-- Imports: what each made, so that it can be shown and undone as a whole.

create table imports (
    id              bigint generated always as identity primary key,
    kind            text        not null,
    file            text        not null, -- as the person named it
    format          text        not null, -- how it turned out to be written
    sha256_of_rows  text        not null,
    operator        text        not null,
    imported_at     timestamptz not null default now(), -- its transaction's, as in everything it recorded
    added           bigint      not null,
    changed         bigint      not null,
    same            bigint      not null,
    rejected        bigint      not null,
    undone_at       timestamptz,
    undone_by       text,
    kept            bigint,               -- rows that the undo left as they are
    constraint imports_kind_known check (kind in ('member', 'coach', 'rate', 'class', 'attendance')),
    constraint imports_counts_not_negative check (least(added, changed, same, rejected, kept) >= 0),
    constraint imports_undone_by_somebody
        check ((undone_at is null) = (undone_by is null) and (undone_at is null) = (kept is null))
);

-- The rows of a file that added or changed something, until they are undone. A million of them must cost an import little:
-- no foreign key (a million checks of one number), and of an added row no more than a digest.
create table import_rows (
    import_id bigint  not null, -- of imports
    key       bigint  not null, -- the user's, rate's, class's or enrollment's id
    digest    bigint  not null, -- of what the import made it to: another one now means that it was edited since
    line      integer not null, -- of the file
    added     boolean not null,
    before    jsonb,            -- what the import changed, as it was; null: there was no such row (no such person)
    kept      text,             -- why the undo left it as it is
    primary key (import_id, line)
);
create index import_rows_by_key on import_rows using brin (key) with (autosummarize = on);

create function changed_from(before jsonb, after jsonb) returns jsonb
    language sql immutable parallel safe
    return (select coalesce(jsonb_object_agg(b.key, b.value), '{}')
            from jsonb_each(before) b where after -> b.key is distinct from b.value);

-- What imports write, kind by kind: image, the columns that one may change, for people to be restored from; digest, over
-- all that it may write; written_in, the transaction that wrote the row; name, for people.
create view imported_coaches as
    select u.id as key,
           hash_record_extended(row(u.first_name, u.last_name, u.email, u.contact_email, u.phone, u.emergency_contact_name,
               u.emergency_contact_phone, u.guardian_name, u.guardian_phone, u.date_of_birth, u.date_joined, u.role,
               u.is_active), 0) as digest,
           jsonb_build_object('first_name', u.first_name, 'last_name', u.last_name, 'email', u.email,
               'contact_email', u.contact_email, 'phone', u.phone, 'emergency_contact_name', u.emergency_contact_name,
               'emergency_contact_phone', u.emergency_contact_phone, 'guardian_name', u.guardian_name,
               'guardian_phone', u.guardian_phone, 'date_of_birth', u.date_of_birth, 'date_joined', u.date_joined,
               'role', u.role, 'is_active', u.is_active) as image,
           u.xmin as written_in,
           'coach ' || u.id || ', ' || u.full_name as name
    from users u;

create view imported_members as
    select u.id as key,
           hash_record_extended(row(u.first_name, u.last_name, u.email, u.contact_email, u.phone, u.emergency_contact_name,
               u.emergency_contact_phone, u.guardian_name, u.guardian_phone, u.date_of_birth, u.date_joined, u.role,
               u.is_active, m.member_ref, f.days), 0) as digest,
           jsonb_build_object('first_name', u.first_name, 'last_name', u.last_name, 'email', u.email,
               'contact_email', u.contact_email, 'phone', u.phone, 'emergency_contact_name', u.emergency_contact_name,
               'emergency_contact_phone', u.emergency_contact_phone, 'guardian_name', u.guardian_name,
               'guardian_phone', u.guardian_phone, 'date_of_birth', u.date_of_birth, 'date_joined', u.date_joined,
               'role', u.role, 'is_active', u.is_active, 'member_ref', m.member_ref,
               'freezes', coalesce(f.freezes, '[]')) as image,
           u.xmin as written_in,
           'member ' || u.id || ', ' || u.full_name as name
    from users u
    left join members m on m.user_id = u.id
    left join (select member_id, string_agg(during::text, ' ' order by during) as days,
                      jsonb_agg(jsonb_build_object('during', during, 'reason', reason) order by during) as freezes
               from member_freezes group by member_id) f on f.member_id = u.id;

create view imported_rates as
    select r.id as key,
           hash_record_extended(row(r.coach_id, r.class_title, r.per_class, r.per_hour, r.per_attendee, r.threshold,
               r.minimum, r.maximum, r.valid_from, r.valid_to), 0) as digest,
           jsonb_build_object('valid_to', r.valid_to) as image,
           r.xmin as written_in,
           'rate ' || r.id as name
    from pay_rates r;

create view imported_classes as
    select c.id as key,
           hash_record_extended(row(c.class_ref, c.class_title, c.coach_id, c.starts_at, c.ends_at, c.capacity, c.place,
               c.status, c.overlap_allowed), 0) as digest,
           jsonb_build_object('class_title', c.class_title, 'coach_id', c.coach_id, 'starts_at', c.starts_at,
               'ends_at', c.ends_at, 'capacity', c.capacity, 'place', c.place, 'status', c.status,
               'overlap_allowed', c.overlap_allowed,
               'bookings', (select jsonb_object_agg(e.id, e.status) from enrollments e
                            where e.class_id = c.id and e.status in ('booked', 'waitlisted'))) as image,
           c.xmin as written_in,
           'class ' || c.id || ', ' || c.class_title as name
    from classes c;

create view imported_enrollments as
    select e.id as key,
           hash_record_extended(row(e.class_id, e.member_id, e.status, e.overlap_allowed, e.booked_at), 0) as digest,
           jsonb_build_object('status', e.status, 'overlap_allowed', e.overlap_allowed) as image,
           e.xmin as written_in,
           'member ' || e.member_id || ' in class ' || e.class_id as name
    from enrollments e;

-- Money that came in by an import goes out by reversal ----------------------------------------------------------------

-- Lots are facts; a lot that was reversed has no credits any more.
create table prepaid_lot_reversals (
    lot_id      bigint primary key references prepaid_lots,
    reversed_on date not null,
    entry_id    bigint references journal_entries -- null: the lot was free and never booked
);
create index prepaid_lot_reversals_by_entry on prepaid_lot_reversals (entry_id);
create trigger prepaid_lot_reversals_are_facts before update or delete or truncate on prepaid_lot_reversals
    for each statement execute function refuse_rewriting();

create or replace view prepaid_balances as
    select l.id as lot_id, l.member_id, l.expires_on,
           l.credits - (select count(*) from prepaid_spends s where s.lot_id = l.id and not s.undone)::integer as credits_left
    from prepaid_lots l
    where not exists (select from prepaid_lot_reversals v where v.lot_id = l.id);

-- The fees that members brought along and still have, or have spent.
create view opening_lots as
    select l.*
    from prepaid_lots l
    where l.key like 'opening fees of member %' and not exists (select from prepaid_lot_reversals v where v.lot_id = l.id);

-- A member file that an import added may go, but for the money in the books: that stays with the person, who has no name then.
alter table prepaid_lots
    drop constraint prepaid_lots_member_id_fkey,
    add constraint prepaid_lots_member_id_fkey foreign key (member_id) references users;

create function refuse_lots_of_nobody() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong bigint;
begin
    perform from members where user_id in (select member_id from new_rows) order by user_id for key share;
    select n.member_id into wrong from new_rows n
    where not exists (select from members m where m.user_id = n.member_id) limit 1;
    if found then
        raise exception using errcode = 'GY001', message = format('there is no member %s', wrong);
    end if;
    return null;
end
$$;
create trigger prepaid_lots_of_members after insert on prepaid_lots
    referencing new table as new_rows for each statement execute function refuse_lots_of_nobody();

-- A lot is either spent or reversed: its row's lock lets one of both through.
create function refuse_reversing_spent_lots() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong bigint;
begin
    perform from prepaid_lots where id in (select lot_id from new_rows) order by id for update;
    select s.lot_id into wrong from prepaid_spends s join new_rows n using (lot_id) where not s.undone limit 1;
    if found then
        raise exception using errcode = 'GY002', message = format('credits of prepaid lot %s are spent', wrong);
    end if;
    return null;
end
$$;
create trigger prepaid_lot_reversals_of_unspent_lots after insert on prepaid_lot_reversals
    referencing new table as new_rows for each statement execute function refuse_reversing_spent_lots();

create function refuse_spending_reversed_lots() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong bigint;
begin
    perform from prepaid_lots where id in (select lot_id from new_rows where not undone) order by id for key share;
    select n.lot_id into wrong from new_rows n join prepaid_lot_reversals v using (lot_id) where not n.undone limit 1;
    if found then
        raise exception using errcode = 'GY002', message = format('prepaid lot %s was reversed', wrong);
    end if;
    return null;
end
$$;
create trigger prepaid_spends_of_lots_inserted after insert on prepaid_spends
    referencing new table as new_rows for each statement execute function refuse_spending_reversed_lots();
create trigger prepaid_spends_of_lots_updated after update on prepaid_spends
    referencing new table as new_rows for each statement execute function refuse_spending_reversed_lots();

-- Undo: the program's role may delete what an import added, and nothing else -------------------------------------------

-- Locks what an import made, in id order: whoever is about to use it waits, and is refused or seen.
create function import_lock(import bigint) returns void
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    analyze import_rows;
    case (select kind from imports where id = import)
        when 'member', 'coach' then
            perform from users where id in (select key from import_rows where import_id = import) order by id for update;
            perform from members where user_id in (select key from import_rows where import_id = import) order by user_id for update;
            perform from coaches where user_id in (select key from import_rows where import_id = import) order by user_id for update;
        when 'rate' then
            lock table payroll_periods in share mode;
            perform from pay_rates where id in (select key from import_rows where import_id = import) order by id for update;
        when 'class' then
            perform from classes where id in (select key from import_rows where import_id = import) order by id for update;
        when 'attendance' then
            perform from classes where id in (
                select e.class_id from enrollments e join import_rows r on r.key = e.id and r.import_id = import)
            order by id for no key update;
            perform from enrollments where id in (select key from import_rows where import_id = import) order by id for update;
    end case;
end
$$;

-- Which rows of an import, of those not kept yet, what other table uses by now. Whatever tables there are are looked at, so
-- that a new one need not be told of here, but for those that are excepted.
create function import_uses(import bigint, used regclass, excepted text[]) returns table (line integer, used_in text)
    language plpgsql stable security definer set search_path = gymctl, pg_temp as
$$
declare
    reference record;
begin
    for reference in
        select distinct f.conrelid::regclass::text as referring, a.attname
        from pg_constraint f
        cross join lateral unnest(f.conkey, f.confkey) k (referring, referred)
        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.referring
        join pg_index p on p.indrelid = f.confrelid and p.indisprimary and k.referred = any (p.indkey)
        where f.contype = 'f' and f.confrelid = used
    loop
        if reference.referring <> all (excepted) then
            return query execute format(
                'select r.line, %L from import_rows r where r.import_id = $1 and r.kept is null and exists (select from %s x where x.%I = r.key)',
                reference.referring, reference.referring, reference.attname) using import;
        end if;
    end loop;
end
$$;

-- Deletes what an import added, but for the rows that are kept. A person whom the ledger knows loses name and file instead.
create function import_delete(import bigint) returns void
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    what imports;
begin
    select * into what from imports where id = import;
    case what.kind
        when 'member' then
            delete from member_events e using import_rows r
            where r.import_id = import and r.kept is null and e.member_id = r.key and e.recorded_at = what.imported_at;
            delete from members m using import_rows r
            where r.import_id = import and r.kept is null and r.added and m.user_id = r.key;
        when 'coach' then
            delete from coaches c using import_rows r
            where r.import_id = import and r.kept is null and r.added and c.user_id = r.key;
        when 'rate' then
            delete from pay_rates p using import_rows r
            where r.import_id = import and r.kept is null and r.added and p.id = r.key;
        when 'class' then
            delete from classes c using import_rows r
            where r.import_id = import and r.kept is null and r.added and c.id = r.key;
        when 'attendance' then
            delete from enrollments e using import_rows r
            where r.import_id = import and r.kept is null and r.added and e.id = r.key;
    end case;
    if what.kind in ('member', 'coach') then
        delete from users u using import_rows r
        where r.import_id = import and r.kept is null and r.added and r.before is null and u.id = r.key
          and not exists (select from transfers t where t.debit_party = u.id)
          and not exists (select from transfers t where t.credit_party = u.id)
          and not exists (select from prepaid_lots l where l.member_id = u.id);
        update users u
        set first_name = '', last_name = 'undone import ' || import, email = null, contact_email = null, phone = null,
            emergency_contact_name = null, emergency_contact_phone = null, guardian_name = null, guardian_phone = null,
            date_of_birth = null, date_joined = what.imported_at, role = 'member', is_active = false
        from import_rows r
        where r.import_id = import and r.kept is null and r.added and r.before is null and u.id = r.key;
    end if;
end
$$;

revoke all on function import_lock(bigint), import_uses(bigint, regclass, text[]), import_delete(bigint) from public;
grant execute on function import_lock(bigint), import_uses(bigint, regclass, text[]), import_delete(bigint) to gymctl_app;
grant select on imports, import_rows, prepaid_lot_reversals, opening_lots, imported_coaches, imported_members, imported_rates,
    imported_classes, imported_enrollments to gymctl_app;
grant insert (kind, file, format, sha256_of_rows, operator, added, changed, same, rejected) on imports to gymctl_app;
grant update (undone_at, undone_by, kept) on imports to gymctl_app;
grant insert (import_id, key, digest, line, added, before), update (kept), delete on import_rows to gymctl_app;
grant insert on prepaid_lot_reversals to gymctl_app;
