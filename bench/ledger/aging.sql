set search_path = gymctl;
copy (
    with open as (
        select c.id, c.member_id, c.due_on, c.amount - coalesce(a.amount, 0) as open
        from charges c
        left join (select charge_id, sum(amount) as amount from allocations a
                   where not exists (select from journal_entries r where r.reverses = a.entry_id)
                   group by charge_id) a on a.charge_id = c.id
        where c.amount <> coalesce(a.amount, 0)
          and not exists (select from journal_entries r where r.reverses = c.entry_id))
    select u.id, u.full_name, u.email,
           sum(open) filter (where current_date - due_on <= 0) as not_due,
           sum(open) filter (where current_date - due_on between 1 and 30) as to_30,
           sum(open) filter (where current_date - due_on between 31 and 60) as to_60,
           sum(open) filter (where current_date - due_on between 61 and 90) as to_90,
           sum(open) filter (where current_date - due_on > 90) as over_90,
           sum(open) as total, min(due_on) as oldest
    from open join users u on u.id = open.member_id
    group by u.id order by oldest, u.id
) to stdout with csv header;
