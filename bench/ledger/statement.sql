set search_path = gymctl;
copy (
    select e.value_on, e.kind, e.memo, t.amount, sum(t.amount) over (order by e.value_on, e.id) as balance
    from (select entry_id, sum(amount) as amount
          from (select entry_id, amount from transfers
                where debit_account in ('member_receivable', 'member_credit') and debit_party = 1
                union all
                select entry_id, -amount from transfers
                where credit_account in ('member_receivable', 'member_credit') and credit_party = 1) side
          group by entry_id having sum(amount) <> 0) t
    join journal_entries e on e.id = t.entry_id
    order by e.value_on, e.id
) to stdout with csv header;
