-- What gymctl billing run does, as somebody would write it who knows that freezes and cancellations take whole months here.
set search_path = gymctl, pg_temp;
begin;
with due as materialized (
    select m.id, m.member_id, p.name || ' 2026-10' as memo, 'dues ' || m.id || ' 2026-10' as key,
           greatest(m.starts_on, '2026-10-01') as charged_on,
           greatest(m.starts_on, date '2026-10-01' + least(m.bill_day, 31) - 1) as due_on,
           case when m.starts_on <= '2026-10-01' then p.price
                else half_even(p.price * (date '2026-11-01' - m.starts_on), 31) end as amount
    from memberships m join plans p on p.id = m.plan_id
    where m.starts_on <= '2026-10-31' and coalesce(m.ends_on >= '2026-10-31', true)
      and exists (select from member_events e where e.member_id = m.member_id and e.kind = 'approved' and e.effective_on <= '2026-10-01')
      and not exists (select from member_events e where e.member_id = m.member_id and e.kind = 'cancelled' and e.effective_on <= '2026-10-01')
      and not exists (select from member_freezes f where f.member_id = m.member_id and f.during @> daterange('2026-10-01', '2026-11-01'))),
entry as (
    insert into journal_entries (effective_on, value_on, kind, memo, idempotency_key)
    select charged_on, charged_on, 'dues', memo, key from due
    returning id, idempotency_key),
transfer as (
    insert into transfers (entry_id, debit_account, debit_party, credit_account, amount)
    select entry.id, 'member_receivable', due.member_id, 'dues_income', due.amount
    from due join entry on entry.idempotency_key = due.key)
insert into charges (member_id, kind, memo, amount, charged_on, due_on, membership_id, period, entry_id)
select due.member_id, 'dues', due.memo, due.amount, due.charged_on, due.due_on, due.id, '2026-10-01', entry.id
from due join entry on entry.idempotency_key = due.key;
commit;
