-- How CSV files of other systems are read, as the gym's people have saved it.

create table csv_profiles (
    name         text primary key,
    kind         text not null default 'member',
    columns      jsonb not null, -- ours: theirs
    date_formats jsonb not null, -- ours, or * for all others: format
    status_names jsonb not null, -- theirs: ours
    encoding     text,
    delimiter    text,
    several_lines boolean not null default false,
    constraint csv_profiles_name_is_a_word check (name ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    constraint csv_profiles_kind_known check (kind in ('member', 'bank')),
    constraint csv_profiles_delimiter_one_character check (length(delimiter) = 1)
);
grant select, insert, delete on csv_profiles to gymctl_app;

-- An import gives the users it adds their ids itself, so that it knows which row became whom.
grant insert (id) on users to gymctl_app;
grant usage on sequence users_id_seq to gymctl_app;
