-- Fee reconciliation: what banks say, and what became of each line of it.
--
-- Each line is booked once, when it comes in, between its bank account and Unidentified receipts; what it turns out to be
-- takes it from there, by a link whose entry says so. A link counts until its entry is reversed; a line's state, and whose a
-- payer's account is, follow from the links that count.

create table bank_accounts (
    id      bigint generated always as identity primary key,
    number  text not null, -- IBAN without blanks, or as the bank writes it
    account text not null references accounts,
    constraint bank_accounts_number_given check (number <> ''),
    constraint bank_accounts_once_per_number unique (number),
    constraint bank_accounts_each_its_own_account unique (account)
);

create table statements (
    id              bigint generated always as identity primary key,
    bank_account_id bigint references bank_accounts, -- null: the file does not say, and it is quarantined
    format          text   not null,
    bank_ref        text,
    file            text   not null,
    digest          text   not null, -- of balances and lines, in whatever order they are
    opening_on      date,
    opening         bigint,
    closing_on      date,
    closing         bigint,
    lines           integer not null, -- of the file; those of a quarantined statement are not kept
    quarantined     text,             -- why; null: balanced
    imported_at     timestamptz not null default now(),
    constraint statements_format_known check (format in ('camt053', 'camt054', 'mt940', 'ofx', 'csv')),
    constraint statements_once unique nulls not distinct (bank_account_id, digest),
    constraint statements_of_an_account check (bank_account_id is not null or quarantined is not null),
    constraint statements_quarantined_for_a_reason check (quarantined <> '')
);

create table statement_lines (
    id              bigint  generated always as identity primary key,
    statement_id    bigint  not null references statements,
    bank_account_id bigint  not null references bank_accounts,
    line            bigint  not null, -- of the file
    identity        text    not null, -- the bank's id, else what the line says
    occurrence      integer not null,
    duplicate_of    bigint references statement_lines,
    bank_id         text,
    batch_id        text,
    booked_on       date    not null,
    value_on        date    not null,
    amount          bigint  not null, -- greater than zero came in
    payer_name      text,
    payer_account   text,
    end_to_end_id   text,
    reference       text,
    text            text    not null default '',
    reversal        boolean not null default false,
    returned        text,
    fee             bigint,
    named           jsonb   not null default '[]', -- what of ours it names: [{"rule": 1, "kind": "charge", "value": "7"}, …]
    entry_id        bigint references journal_entries, -- null: a duplicate
    constraint statement_lines_amount_not_zero check (amount <> 0),
    constraint statement_lines_occurrence_positive check (occurrence > 0),
    constraint statement_lines_fee_positive check (fee > 0),
    constraint statement_lines_booked_unless_duplicate check ((entry_id is null) = (duplicate_of is not null))
);
create unique index statement_lines_once on statement_lines (bank_account_id, identity, occurrence) where duplicate_of is null;
create index statement_lines_by_statement on statement_lines (statement_id);
create index statement_lines_by_bank_id on statement_lines (bank_account_id, bank_id) where bank_id is not null;
create index statement_lines_by_end_to_end_id on statement_lines (end_to_end_id) where end_to_end_id is not null;
create index statement_lines_by_payer_account on statement_lines (payer_account) where payer_account is not null;
create index statement_lines_by_duplicate_of on statement_lines (duplicate_of);
create index statement_lines_by_day on statement_lines (bank_account_id, booked_on);
create index statement_lines_by_entry on statement_lines (entry_id);

-- What a line turned out to be, or a part of it.
create table line_links (
    id         bigint generated always as identity primary key,
    line_id    bigint not null references statement_lines,
    kind       text   not null,
    amount     bigint not null, -- greater than zero, whichever way the line goes
    payment_id bigint references payments,
    refund_id  bigint references refunds,
    rule       text   not null, -- 0 to 4, return, manual
    reason     text   not null,
    entry_id   bigint not null references journal_entries,
    constraint line_links_amount_positive check (amount > 0),
    -- payment: it is one; cleared: it was recorded before; return: a recorded payment went back; fee: the bank's; outside: not the gym's
    constraint line_links_kind_known check (kind in ('payment', 'cleared', 'return', 'fee', 'outside')),
    constraint line_links_of_something check (
        (kind in ('payment', 'return')) <= (payment_id is not null and refund_id is null)
        and (kind = 'cleared') <= (num_nonnulls(payment_id, refund_id) = 1)
        and (kind in ('fee', 'outside')) <= (num_nonnulls(payment_id, refund_id) = 0)),
    constraint line_links_rule_known check (rule in ('0', '1', '2', '3', '4', 'return', 'manual')),
    constraint line_links_reason_given check (reason <> ''),
    constraint line_links_once_per_entry unique (entry_id)
);
create index line_links_by_line on line_links (line_id);
create index line_links_by_payment on line_links (payment_id);
create index line_links_by_refund on line_links (refund_id);

-- A line that takes an earlier one back.
create table line_reversals (
    line_id  bigint primary key references statement_lines,
    reverses bigint not null unique references statement_lines,
    reason   text   not null,
    constraint line_reversals_of_another check (line_id <> reverses)
);

-- What an advice (camt.054) tells of a line.
create table line_details (
    line_id       bigint primary key references statement_lines,
    payer_name    text,
    payer_account text,
    end_to_end_id text,
    reference     text,
    text          text  not null default '',
    named         jsonb not null default '[]'
);

-- Why a line waits, and whom it may be from: looked at anew by every run.
create table line_findings (
    line_id   bigint primary key references statement_lines,
    rule      text   not null,
    reason    text   not null,
    member_id bigint references members,
    charge_id bigint references charges,
    constraint line_findings_reason_given check (reason <> '')
);
create index line_findings_by_member on line_findings (member_id);
create index line_findings_by_charge on line_findings (charge_id);

-- The words of a name, in whatever order they are written.
create function words(name text) returns text[]
    language sql immutable strict parallel safe
    return (select array_agg(word order by word) from regexp_split_to_table(lower(name), '[^[:alnum:]]+') word where word <> '');

create view live_links as
    select l.* from line_links l where not exists (select from journal_entries r where r.reverses = l.entry_id);

create view line_balances as
    select l.id as line_id, l.bank_account_id, l.amount,
           case when l.duplicate_of is not null or v.line_id is not null then 0
                else abs(l.amount) - coalesce(k.amount, 0) end::bigint as open,
           case when l.duplicate_of is not null then 'duplicate'
                when v.line_id is not null then 'reversed'
                when coalesce(k.outside, false) then 'excluded'
                when k.amount = abs(l.amount) then 'reconciled'
                when k.amount > 0 then 'partly_allocated'
                when f.member_id is not null then 'suggested'
                else 'unmatched' end as state
    from statement_lines l
    left join lateral (select sum(amount)::bigint as amount, bool_or(kind = 'outside') as outside
                       from live_links where line_id = l.id) k on true
    left join lateral (select line_id from line_reversals where line_id = l.id or reverses = l.id limit 1) v on true
    left join line_findings f on f.line_id = l.id;

-- Whose accounts are known: from matches that a person confirmed, or that the payer's own words decided.
create view payer_accounts as
    select distinct coalesce(l.payer_account, d.payer_account) as payer_account, p.member_id
    from live_links k
    join statement_lines l on l.id = k.line_id left join line_details d on d.line_id = l.id
    join payments p on p.id = k.payment_id
    where k.kind in ('payment', 'cleared') and k.rule in ('0', '1', '2', 'manual')
      and coalesce(l.payer_account, d.payer_account) is not null;

create trigger bank_accounts_are_facts before update or delete or truncate on bank_accounts
    for each statement execute function refuse_rewriting();
create trigger statements_are_facts before update or delete or truncate on statements
    for each statement execute function refuse_rewriting();
create trigger statement_lines_are_facts before update or delete or truncate on statement_lines
    for each statement execute function refuse_rewriting();
create trigger line_links_are_facts before update or delete or truncate on line_links
    for each statement execute function refuse_rewriting();
create trigger line_reversals_are_facts before update or delete or truncate on line_reversals
    for each statement execute function refuse_rewriting();
create trigger line_details_are_facts before update or delete or truncate on line_details
    for each statement execute function refuse_rewriting();

-- No more is made of a line than it has, and what was recorded is on a statement once: in, and out again. Rows are locked in
-- id order, lines before payments before refunds.
create function refuse_overmatching() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    perform from statement_lines where id in (select line_id from new_rows) order by id for no key update;
    perform from payments where id in (select payment_id from new_rows where kind <> 'payment') order by id for no key update;
    perform from refunds where id in (select refund_id from new_rows) order by id for no key update;
    select l.id into wrong
    from statement_lines l
    where l.id in (select line_id from new_rows)
      and (l.duplicate_of is not null
           or exists (select from line_reversals v where l.id in (v.line_id, v.reverses))
           or (select sum(k.amount) from live_links k where k.line_id = l.id) > abs(l.amount))
    order by l.id limit 1;
    if found then
        raise exception using errcode = 'GY002', message = format('line %s has not that much left', wrong.id);
    end if;
    select n.payment_id, n.refund_id into wrong
    from new_rows n
    where n.kind <> 'payment' and num_nonnulls(n.payment_id, n.refund_id) = 1
      and (select count(*) from live_links k
           where k.kind = n.kind and coalesce(k.payment_id = n.payment_id, k.refund_id = n.refund_id)) > 1
    limit 1;
    if found then
        raise exception using
            errcode = 'GY002',
            message = case when wrong.payment_id is null then format('refund %s is on a statement already', wrong.refund_id)
                else format('payment %s is on a statement already', wrong.payment_id) end;
    end if;
    return null;
end
$$;
create trigger line_links_within_bounds after insert on line_links
    referencing new table as new_rows for each statement execute function refuse_overmatching();

-- A line takes back one that is opposite and of the same account, once nothing is made of either.
create function refuse_impossible_reversals() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    wrong record;
begin
    perform from statement_lines where id in (select line_id from new_rows union select reverses from new_rows)
    order by id for no key update;
    select n.line_id, n.reverses into wrong
    from new_rows n join statement_lines l on l.id = n.line_id join statement_lines o on o.id = n.reverses
    where l.bank_account_id <> o.bank_account_id or l.duplicate_of is not null or o.duplicate_of is not null
       or exists (select from line_reversals v where v.reverses = n.line_id or v.line_id = n.reverses)
       or exists (select from live_links k where k.line_id = o.id)
       or l.amount <> -o.amount + case when l.amount < 0 then -1 else 1 end
            * coalesce((select sum(k.amount) from live_links k where k.line_id = l.id), 0)
       or exists (select from live_links k where k.line_id = l.id and k.kind <> 'fee')
    limit 1;
    if found then
        raise exception using errcode = 'GY002', message = format('line %s cannot take back line %s', wrong.line_id, wrong.reverses);
    end if;
    return null;
end
$$;
create trigger line_reversals_fit after insert on line_reversals
    referencing new table as new_rows for each statement execute function refuse_impossible_reversals();

-- What the program's role may do ----------------------------------------------------------------------------------------

grant select on bank_accounts, statements, statement_lines, line_links, line_reversals, line_details, line_findings,
    live_links, line_balances, payer_accounts to gymctl_app;
grant insert on bank_accounts, statement_lines, line_links, line_reversals, line_details to gymctl_app;
grant insert (bank_account_id, format, bank_ref, file, digest, opening_on, opening, closing_on, closing, lines, quarantined)
    on statements to gymctl_app;
grant insert, update, delete on line_findings to gymctl_app;
grant usage on sequence bank_accounts_id_seq, statement_lines_id_seq, line_links_id_seq to gymctl_app;

-- What is held about people -----------------------------------------------------------------------------------------------

-- What a bank's line may be goes; the lines themselves stay with the books, as what was charged and paid.
create or replace function erase_person(person bigint) returns bigint[]
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
    delete from parked_accounts where member_id = person;
    delete from line_findings where member_id = person;
    with erased as (
        update audit_log set payload = null, salt = null
        where payload is not null and audit_persons(payload) @> array[person]
        returning id)
    select coalesce(array_agg(id order by id), '{}') into gone from erased;
    return gone;
end
$$;

create or replace function held_about(person bigint) returns jsonb
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
        'memberships', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'plan', p.name, 'starts_on', m.starts_on,
                                            'ends_on', m.ends_on, 'bill_day', m.bill_day) order by m.starts_on, m.id), '[]')
                        from gymctl.memberships m join gymctl.plans p on p.id = m.plan_id where m.member_id = person),
        'charges', (select coalesce(jsonb_agg(to_jsonb(c) - 'member_id' || jsonb_build_object(
                                        'amount', gymctl.decimal_text(c.amount, digits)) order by c.charged_on, c.id), '[]')
                    from gymctl.charges c, money where c.member_id = person),
        'payments', (select coalesce(jsonb_agg(to_jsonb(p) - 'member_id' || jsonb_build_object(
                                        'amount', gymctl.decimal_text(p.amount, digits)) order by p.received_on, p.id), '[]')
                     from gymctl.payments p, money where p.member_id = person),
        'returned_payments', (select coalesce(jsonb_agg(to_jsonb(t) || jsonb_build_object(
                                                 'fee', gymctl.decimal_text(t.fee, digits)) order by t.returned_on, t.payment_id), '[]')
                              from gymctl.returned_payments t join gymctl.payments p on p.id = t.payment_id, money
                              where p.member_id = person),
        'refunds', (select coalesce(jsonb_agg(to_jsonb(f) || jsonb_build_object(
                                       'amount', gymctl.decimal_text(f.amount, digits)) order by f.refunded_on, f.id), '[]')
                    from gymctl.refunds f join gymctl.payments p on p.id = f.payment_id, money where p.member_id = person),
        'write_offs', (select coalesce(jsonb_agg(to_jsonb(w) || jsonb_build_object(
                                          'amount', gymctl.decimal_text(w.amount, digits)) order by w.written_off_on, w.id), '[]')
                       from gymctl.write_offs w join gymctl.charges c on c.id = w.charge_id, money where c.member_id = person),
        'settlements', (select coalesce(jsonb_agg(to_jsonb(s) order by s.id), '[]')
                        from gymctl.settlements s join gymctl.enrollments e on e.id = s.enrollment_id where e.member_id = person),
        'bank_lines', (select coalesce(jsonb_agg(jsonb_build_object('line', l.id, 'booked_on', l.booked_on,
                                          'amount', gymctl.decimal_text(l.amount, digits), 'payer_name', l.payer_name,
                                          'payer_account', l.payer_account, 'reference', l.reference, 'text', l.text)
                                      order by l.id), '[]')
                       from gymctl.statement_lines l, money
                       where exists (select from gymctl.live_links k join gymctl.payments p on p.id = k.payment_id
                                     where k.line_id = l.id and p.member_id = person)),
        'parked', (select coalesce(jsonb_agg(to_jsonb(k) - 'member_id' order by k.month), '[]')
                   from gymctl.parked_accounts k where k.member_id = person),
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
