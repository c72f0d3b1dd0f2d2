package dev.gymctl.core.chat;

import dev.gymctl.core.db.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * A room, as one of its users sees it.
 *
 * @param name unique ignoring case
 * @param open whether anybody may join
 * @param classId of the class whose room it is, or null
 * @param pair the ids of the two whose room it is, or empty
 * @param users how many are in it
 * @param lastNumber of its newest message; 0 when there is none
 * @param lastSentAt when that was sent, or null
 * @param unread messages of others that the user has not read; null for who is not in it
 * @param archivedAt or null
 */
public record Room(
        long id,
        String name,
        boolean open,
        Long classId,
        List<Long> pair,
        long users,
        long lastNumber,
        Instant lastSentAt,
        Long unread,
        Instant archivedAt,
        Instant createdAt) {

    /** What {@link #from} reads, for a query over {@code rooms r} and {@code room_users me}, the user's own row. */
    static final String COLUMNS = """
            r.id, r.room_name, r.open, r.class_id, r.first_user, r.second_user, r.last_number, r.archived_at, r.created_at,
            (select count(*) from room_users u where u.room_id = r.id) as users,
            (select m.sent_at from messages m where m.room_id = r.id and m.number = r.last_number) as last_sent_at,
            case when me.user_id is not null then (
                select count(*) from messages m
                where m.room_id = r.id and m.number > me.read_number and m.user_id <> me.user_id
                  and m.deleted_at is null) end as unread""";

    static Room from(ResultSet row) throws SQLException {
        Long first = row.getObject("first_user", Long.class);
        return new Room(
                row.getLong("id"),
                row.getString("room_name"),
                row.getBoolean("open"),
                row.getObject("class_id", Long.class),
                first == null ? List.of() : List.of(first, row.getLong("second_user")),
                row.getLong("users"),
                row.getLong("last_number"),
                Rows.instant(row, "last_sent_at"),
                row.getObject("unread", Long.class),
                Rows.instant(row, "archived_at"),
                Rows.instant(row, "created_at"));
    }
}
