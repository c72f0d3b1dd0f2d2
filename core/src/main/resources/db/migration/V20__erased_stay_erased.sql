-- Whoever is erased gets no new name, role or login: it could never be erased again.
create function refuse_erased() returns trigger
    language plpgsql as
$$
begin
    raise exception using errcode = 'GY002', message = format('user %s is erased', old.id);
end
$$;
create trigger users_erased_stay_erased before update on users
    for each row when (old.erased_at is not null) execute function refuse_erased();
create function refuse_login_of_erased() returns trigger
    language plpgsql set search_path = gymctl, pg_temp as
$$
begin
    if exists (select from users where id = new.user_id and erased_at is not null) then
        raise exception using errcode = 'GY002', message = format('user %s is erased', new.user_id);
    end if;
    return new;
end
$$;
create trigger logins_of_nobody_erased before insert on logins
    for each row execute function refuse_login_of_erased();
create trigger sessions_of_nobody_erased before insert on sessions
    for each row execute function refuse_login_of_erased();
