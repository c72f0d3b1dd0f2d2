-- Whoever has a room open sees at once that a message was deleted, and not only with the next one.
create function tell_what_was_deleted() returns trigger
    language plpgsql as
$$
begin
    perform pg_notify('gymctl_chat', new.room_id::text);
    return null;
end
$$;
create trigger messages_are_deleted after update on messages
    for each row when (old.deleted_at is null and new.deleted_at is not null)
    execute function tell_what_was_deleted();
