-- Very many rows at once: whoever wrote them lets PostgreSQL count them before they are asked for, for what it believes of a
-- table is from before, and after a dry run it believes that there is nothing in it.
--
-- Checks. What a check asks is planned once in a session, maybe while the tables are empty and any way
-- through them looks as good as another; a million rows later it is not. So these ask with variables or by `execute`, and are
-- planned each time.

-- The program's role may not do it itself.
create function count_rows(variadic tables regclass[]) returns void
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    counted regclass;
begin
    foreach counted in array tables loop
        execute format('analyze %s', counted);
    end loop;
end
$$;
revoke execute on function count_rows from public;
grant execute on function count_rows to gymctl_app;

alter function refuse_overdrawing(bigint[], bigint[]) set plan_cache_mode = force_custom_plan;

create or replace function refuse_late_transfers() returns trigger
    language plpgsql set search_path = gymctl, pg_temp set plan_cache_mode = force_custom_plan as
$$
declare
    this_transaction timestamptz := now();
begin
    if exists (select from new_rows t join journal_entries e on e.id = t.entry_id where e.recorded_at <> this_transaction) then
        raise exception using errcode = 'GY004', message = 'the ledger is append-only: an entry recorded earlier takes no more transfers';
    end if;
    return null;
end
$$;

create or replace function refuse_overallocation() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    if (select count(*) from new_rows) > 1000 then
        perform count_rows('allocations', 'payments');
    end if;
    execute $query$
        select p.id as payment, c.id as charge
        from new_rows n join payments p on p.id = n.payment_id join charges c on c.id = n.charge_id
        where p.member_id <> c.member_id limit 1
        $query$ into wrong;
    if wrong.payment is not null then
        raise exception using
            errcode = 'GY002', message = format('payment %s and charge %s are of two members', wrong.payment, wrong.charge);
    end if;
    perform refuse_overdrawing(array(select distinct payment_id from new_rows), array(select distinct charge_id from new_rows));
    return null;
end
$$;
