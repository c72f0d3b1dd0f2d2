set search_path = gymctl;
copy (
    select code, name, coalesce(sum(debit), 0) as debit, coalesce(sum(credit), 0) as credit
    from accounts
    left join (select debit_account as code, amount as debit, 0 as credit from transfers
               union all
               select credit_account, 0, amount from transfers) side using (code)
    group by code, name order by code
) to stdout with csv header;
