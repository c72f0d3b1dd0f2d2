package dev.gymctl.core.reconcile;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What a line, or a part of it, has become, and holds still.
 *
 * @param kind as stored: payment, cleared, return, fee, outside
 * @param payment null: it is not about one
 * @param entry the journal entry
 * @param refunded whether something of the payment was paid back
 */
record LineLink(String kind, Long payment, long entry, boolean refunded) {

    /** A line's, the oldest first. */
    static List<LineLink> of(Handle handle, long line) {
        return handle.createQuery("""
                        select k.kind, k.payment_id, k.entry_id,
                               exists (select from refunds f where f.payment_id = k.payment_id
                                       and not exists (select from reversed_entries r where r.entry_id = f.entry_id)) as refunded
                        from live_links k where k.line_id = :line order by k.id
                        """)
                .bind("line", line)
                .map((row, context) -> new LineLink(
                        row.getString("kind"),
                        row.getObject("payment_id", Long.class),
                        row.getLong("entry_id"),
                        row.getBoolean("refunded")))
                .list();
    }
}
