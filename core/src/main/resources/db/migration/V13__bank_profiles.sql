-- Profiles of banks' statements: what a CSV of members has no need of.

alter table csv_profiles
    add column direction_names jsonb   not null default '{}', -- theirs: debit or credit
    add column decimal_mark    text,                          -- null: the amounts of a file tell
    add column negated         boolean not null default false,
    add column skipped_lines   integer not null default 0,    -- before the header
    add column header          boolean not null default true, -- without one, columns are numbers
    add column account         text,                          -- null: a column tells it, or nothing does
    add constraint csv_profiles_decimal_mark_known check (decimal_mark in ('comma', 'point')),
    add constraint csv_profiles_skipped_lines_few check (skipped_lines between 0 and 1000),
    add constraint csv_profiles_of_banks check (
        kind = 'bank' or direction_names = '{}' and decimal_mark is null and not negated and skipped_lines = 0 and header
                         and account is null);
