-- Who may log in, who is logged in, and who may change whom.
--
-- The program's own role selects no hash: it asks for one person's or one token's by the functions below.

-- Passwords ------------------------------------------------------------------------------------------------------

create table logins (
    user_id        bigint primary key references users,
    password_hash  text        not null, -- PHC string, of the password or of a one-time code
    changed_at     timestamptz not null default clock_timestamp(),
    one_time_until timestamptz,          -- null: a password; else a code, which the first login changes
    constraint logins_hash_is_argon2id check (password_hash like '$argon2id$%')
);
insert into logins (user_id, password_hash) select id, password_hash from users where password_hash like '$argon2id$%';

create or replace view compat.users as
    select u.id,
           u.first_name::varchar as first_name,
           u.last_name::varchar as last_name,
           u.is_active,
           u.date_joined,
           u.email::varchar as email,
           (case when exists (select from gymctl.logins l where l.user_id = u.id and l.one_time_until is null)
                 then 'set' end)::varchar as password,
           u.role::varchar as role,
           u.date_of_birth
    from gymctl.users u;
alter table users drop column password_hash;

-- Failed logins in a row, of a user or of a name that nobody has: the two cannot be told apart from outside.
create table login_failures (
    name_digest    bytea primary key,
    failures       integer     not null,
    last_failed_at timestamptz not null,
    not_before     timestamptz not null -- the next attempt
);
create index login_failures_by_time on login_failures (last_failed_at);

-- Sessions -------------------------------------------------------------------------------------------------------

create table sessions (
    id           bigint generated always as identity primary key,
    user_id      bigint      not null references users,
    kind         text        not null, -- session: of a login; service: a named token, for cron
    name         text,
    token_hash   bytea       not null, -- sha256 of a random token of 256 bits
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz,          -- to the hour
    revoked_at   timestamptz,
    constraint sessions_kind_known check (kind in ('session', 'service')),
    constraint sessions_service_has_a_name check ((kind = 'service') = (name is not null) and name <> ''),
    constraint sessions_token_unique unique (token_hash),
    constraint sessions_token_is_sha256 check (octet_length(token_hash) = 32),
    constraint sessions_expire_later check (expires_at > created_at)
);
create unique index sessions_service_name_unique on sessions (name) where kind = 'service' and revoked_at is null;
create index sessions_by_user on sessions (user_id);

-- A session that was revoked stays so, and whose it is does not change.
create function refuse_reviving_sessions() returns trigger
    language plpgsql as
$$
begin
    raise exception using errcode = 'GY004', message = format('session %s is revoked', old.id);
end
$$;
create trigger sessions_stay_revoked before update of revoked_at on sessions
    for each row when (old.revoked_at is not null) execute function refuse_reviving_sessions();

create function revoke_sessions_of_inactive_user() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    update sessions set revoked_at = now() where user_id = new.id and revoked_at is null;
    return null;
end
$$;
create trigger users_inactive_have_no_session after update of is_active on users
    for each row when (old.is_active and not new.is_active) execute function revoke_sessions_of_inactive_user();

-- Whose live session a token is; none when it was never one, has expired or was revoked.
create function session_of(token_hash bytea, at timestamptz)
    returns table (id bigint, kind text, name text, expires_at timestamptz,
                   user_id bigint, full_name text, email text, role text)
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
#variable_conflict use_column
begin
    if current_setting('transaction_read_only') = 'off' then -- a standby answers too
        update sessions s set last_used_at = session_of.at
        where s.token_hash = session_of.token_hash and s.revoked_at is null and s.expires_at > session_of.at
          and coalesce(s.last_used_at < session_of.at - interval '1 hour', true);
    end if;
    return query
        select s.id, s.kind, s.name, s.expires_at, u.id, u.full_name, u.email, u.role
        from sessions s join users u on u.id = s.user_id
        where s.token_hash = session_of.token_hash and s.revoked_at is null and s.expires_at > session_of.at
          and u.is_active;
end
$$;

-- Who may change whom --------------------------------------------------------------------------------------------

create function role_rank(role text) returns integer
    language sql immutable strict parallel safe
    return array_position(array['member', 'coach', 'treasurer', 'admin'], role);

-- Nobody changes the role, e-mail, password or activity of someone of a higher role, and only an admin grants roles.
-- What a transaction changes of these is noted in it; its audit row, which says who made it, is measured against that.
create function note_role_needed(role text) returns void
    language sql as
$$
    select set_config('gymctl.role_needed',
        greatest(coalesce(nullif(current_setting('gymctl.role_needed', true), ''), '0')::integer, gymctl.role_rank(role))::text,
        true)
$$;

create function note_admin_needed() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    perform note_role_needed('admin');
    return null;
end
$$;
create trigger users_role_is_granted after insert on users
    for each row when (new.role <> 'member') execute function note_admin_needed();
create trigger users_role_is_changed after update of role on users
    for each row when (old.role <> new.role) execute function note_admin_needed();

create function note_equal_role_needed() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
begin
    perform note_role_needed(old.role);
    return null;
end
$$;
create trigger users_changed_from_below after update of email, is_active on users
    for each row when (old.role <> 'member' and (old.email, old.is_active) is distinct from (new.email, new.is_active))
    execute function note_equal_role_needed();

create function refuse_changes_from_below() returns trigger
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
declare
    needed integer := nullif(current_setting('gymctl.role_needed', true), '')::integer;
    acting text;
begin
    if needed is not null and new.operator_id is not null then
        select role into acting from users where id = new.operator_id;
        if role_rank(acting) < needed then
            raise exception using
                errcode = 'GY004',
                message = format('only %s may do this, and user %s is %s',
                    case needed when 4 then 'an admin' when 3 then 'a treasurer or an admin' else 'a coach, a treasurer or an admin' end,
                    new.operator_id, case acting when 'admin' then 'an admin' else 'a ' || acting end),
                hint = 'only an admin grants roles; nobody changes the e-mail, password or activity of someone of a higher role';
        end if;
    end if;
    return new;
end
$$;
create trigger audit_log_operator_may before insert on audit_log
    for each row execute function refuse_changes_from_below();

-- Passwords, again: written and read only by these -----------------------------------------------------------------

-- What a login is checked against; locks nothing.
create function password_of(user_id bigint)
    returns table (password_hash text, changed_at timestamptz, one_time_until timestamptz)
    language sql stable security definer set search_path = gymctl, pg_temp as
$$
    select l.password_hash, l.changed_at, l.one_time_until from logins l where l.user_id = password_of.user_id
$$;

-- Sets a password, or a one-time code, and with it revokes whatever the old one had opened.
create function set_password(user_id bigint, password_hash text, one_time_until timestamptz) returns void
    language plpgsql security definer set search_path = gymctl, pg_temp as
$$
#variable_conflict use_column
begin
    perform note_role_needed(u.role) from users u where u.id = set_password.user_id for no key update;
    insert into logins (user_id, password_hash, one_time_until)
    values (set_password.user_id, set_password.password_hash, set_password.one_time_until)
    on conflict (user_id) do update
    set password_hash = excluded.password_hash, one_time_until = excluded.one_time_until, changed_at = clock_timestamp();
    update sessions s set revoked_at = now() where s.user_id = set_password.user_id and s.revoked_at is null;
end
$$;

-- The same password under stronger parameters: nothing is revoked, and a password set meanwhile stays.
create function rehash_password(user_id bigint, before text, after text) returns void
    language sql security definer set search_path = gymctl, pg_temp as
$$
    update logins l set password_hash = rehash_password.after
    where l.user_id = rehash_password.user_id and l.password_hash = rehash_password.before
$$;

-- What the program's own role may do -------------------------------------------------------------------------------

revoke all on function session_of(bytea, timestamptz), password_of(bigint),
    set_password(bigint, text, timestamptz), rehash_password(bigint, text, text) from public;
grant execute on function session_of(bytea, timestamptz), password_of(bigint),
    set_password(bigint, text, timestamptz), rehash_password(bigint, text, text) to gymctl_app;

grant select (user_id, changed_at, one_time_until), delete on logins to gymctl_app;
grant select, insert, update, delete on login_failures to gymctl_app;
grant select (id, user_id, kind, name, created_at, expires_at, last_used_at, revoked_at) on sessions to gymctl_app;
grant insert (user_id, kind, name, token_hash, created_at, expires_at) on sessions to gymctl_app;
grant update (revoked_at), delete on sessions to gymctl_app;
