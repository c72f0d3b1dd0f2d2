package dev.gymctl.core.chat;

import dev.gymctl.core.db.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What somebody sent to a room. It is never edited; of one that was deleted only who sent it and when is left.
 *
 * @param number 1, 2, 3 … in the room, in the order of the commits
 * @param title or null
 * @param content empty when it was deleted
 * @param deletedAt or null
 */
public record Message(
        long id,
        long roomId,
        String roomName,
        long number,
        long userId,
        String sender,
        String title,
        String content,
        Instant sentAt,
        Instant deletedAt) {

    /** What {@link #from} reads, for a query over {@link #TABLES}. */
    static final String COLUMNS = "m.id, m.room_id, r.room_name, m.number, m.user_id, s.full_name, m.title, m.content,"
            + " m.sent_at, m.deleted_at";

    static final String TABLES = "messages m join rooms r on r.id = m.room_id join users s on s.id = m.user_id";

    static Message from(ResultSet row) throws SQLException {
        return new Message(
                row.getLong("id"),
                row.getLong("room_id"),
                row.getString("room_name"),
                row.getLong("number"),
                row.getLong("user_id"),
                row.getString("full_name"),
                row.getString("title"),
                row.getString("content"),
                Rows.instant(row, "sent_at"),
                Rows.instant(row, "deleted_at"));
    }
}
