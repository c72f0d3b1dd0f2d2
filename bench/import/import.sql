-- What gymctl member import does with new members, as somebody who knows the tables would write it for psql.
\set ON_ERROR_STOP on
set search_path = gymctl;
begin;
create temporary table staging (
    id bigint not null default nextval('users_id_seq'),
    line integer generated always as identity,
    first_name text, last_name text, email text, phone text, date_of_birth date, date_joined date,
    membership_approved boolean, is_active boolean, prepaid_fees integer
) on commit drop;
\copy staging (first_name, last_name, email, phone, date_of_birth, date_joined, membership_approved, is_active, prepaid_fees) from 'FILE' with (format csv, header)
analyze staging;
insert into users (id, first_name, last_name, email, phone, date_of_birth, date_joined, is_active, role)
    overriding system value
    select id, first_name, last_name, email, phone, date_of_birth, date_joined::timestamp at time zone 'UTC', is_active, 'member'
    from staging s
    where not exists (select from users u where lower(u.email) = lower(s.email));
insert into members (user_id) select id from staging;
insert into member_events (member_id, kind, effective_on)
    select id, e.kind, date_joined
    from staging cross join lateral (values
        ('registered'), (case when membership_approved then 'approved' when not membership_approved then 'rejected' end)) e (kind)
    where e.kind is not null;
insert into prepaid_lots (member_id, credits, price, bought_on, key)
    select id, prepaid_fees, prepaid_fees * 1000, current_date, 'opening fees of member ' || id
    from staging where prepaid_fees > 0;
with posting as materialized (
    select id, 'opening fees of member ' || id as key, prepaid_fees from staging where prepaid_fees > 0),
entry as (
    insert into journal_entries (effective_on, value_on, kind, memo, idempotency_key)
    select current_date, current_date, 'opening', prepaid_fees || ' prepaid fees', key from posting
    returning id, idempotency_key)
insert into transfers (entry_id, debit_account, credit_account, credit_party, amount)
    select entry.id, 'opening_balances', 'prepaid_fees', p.id, p.prepaid_fees * 1000
    from posting p join entry on entry.idempotency_key = p.key;
with recorded as (
    insert into imports (kind, file, format, sha256_of_rows, operator, added, changed, same, rejected)
    select 'member', 'FILE', 'CSV', '', 'psql', count(*), 0, 0, 0 from staging
    returning id)
insert into import_rows (import_id, key, digest, line, added)
    select recorded.id, m.key, m.digest, s.line, true
    from recorded cross join staging s join imported_members m on m.key = s.id;
select audit_append(null, 'psql', 'member import', '{}') \g /dev/null
commit;
