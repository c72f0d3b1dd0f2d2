-- What gymctl reconcile run does with that statement, as somebody would write it who knows that each line pays one charge whole.
-- The lines come as CSV, already read; LINES is the file.
set search_path = gymctl, pg_temp;
begin;
create temp table bank_rows (
    line bigint, bank_id text, booked_on date, amount bigint, payer_name text, payer_account text, reference text, text text) on commit drop;
\copy bank_rows from 'LINES' (format csv)
analyze bank_rows;
insert into accounts (code, name, type) values ('bank_1', 'Bank DE02120300000000202051', 'asset');
insert into bank_accounts (number, account) values ('DE02120300000000202051', 'bank_1');
insert into statements (bank_account_id, format, bank_ref, file, digest, opening_on, opening, closing_on, closing, lines)
select 1, 'camt053', 'S1', 'october.xml', 'of the file', '2026-10-01', 0, '2026-10-31', sum(amount), count(*) from bank_rows;
create temp table bank_lines on commit drop as select nextval('statement_lines_id_seq') as id, nextval('journal_entries_id_seq') as entry_id, r.* from bank_rows r;
analyze bank_lines;
insert into journal_entries (id, effective_on, value_on, kind, memo, idempotency_key) overriding system value
select entry_id, booked_on, booked_on, 'bank_line', 'line ' || id, 'bank line ' || id from bank_lines;
insert into transfers (entry_id, debit_account, credit_account, amount) select entry_id, 'bank_1', 'unidentified_receipts', amount from bank_lines;
insert into statement_lines (id, statement_id, bank_account_id, line, identity, occurrence, bank_id, booked_on, value_on, amount, payer_name,
                             payer_account, reference, text, entry_id) overriding system value
select id, 1, 1, line, 'id ' || bank_id || ' ' || booked_on || ' ' || amount || ' ' || md5(text), 1, bank_id, booked_on, booked_on, amount,
       payer_name, payer_account, reference, text, entry_id
from bank_lines;
create temp table matched on commit drop as
select l.id as line_id, l.booked_on, l.amount, l.reference, c.id as charge_id, c.member_id, nextval('payments_id_seq') as payment_id,
       nextval('journal_entries_id_seq') as payment_entry, nextval('allocations_id_seq') as allocation_id,
       nextval('journal_entries_id_seq') as allocation_entry, case when l.reference is null then '2' else '1' end as rule
from bank_lines l join charges c on c.id = coalesce(substring(l.reference, '^RF..C(\d+)$'), substring(l.text, 'charge (\d+)'))::bigint;
analyze matched;
insert into journal_entries (id, effective_on, value_on, kind, memo, idempotency_key) overriding system value
select payment_entry, booked_on, booked_on, 'payment', 'bank transfer, line ' || line_id, 'payment line ' || line_id || ' no. 1' from matched;
insert into transfers (entry_id, debit_account, credit_account, credit_party, amount)
select payment_entry, 'unidentified_receipts', 'member_credit', member_id, amount from matched;
insert into payments (id, member_id, amount, method, received_on, key, reference, entry_id) overriding system value
select payment_id, member_id, amount, 'bank_transfer', booked_on, 'line ' || line_id || ' no. 1', reference, payment_entry from matched;
select count_rows('statement_lines', 'payments');
insert into line_links (line_id, kind, amount, payment_id, rule, reason, entry_id)
select line_id, 'payment', amount, payment_id, rule, 'names charge ' || charge_id, payment_entry from matched;
insert into journal_entries (id, effective_on, value_on, kind, memo, idempotency_key) overriding system value
select allocation_entry, booked_on, booked_on, 'allocation', 'payment ' || payment_id || ' to charge ' || charge_id, 'allocation ' || allocation_id from matched;
insert into transfers (entry_id, debit_account, debit_party, credit_account, credit_party, amount)
select allocation_entry, 'member_credit', member_id, 'member_receivable', member_id, amount from matched;
insert into allocations (id, payment_id, charge_id, amount, entry_id) overriding system value
select allocation_id, payment_id, charge_id, amount, allocation_entry from matched;
insert into line_findings (line_id, rule, reason)
select id, '', 'names nobody, and its payer is not known' from bank_lines l where not exists (select from matched m where m.line_id = l.id);
commit;
