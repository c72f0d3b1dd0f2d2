package dev.gymctl.core.classes;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/** How attendances are paid for; it belongs to finance, which knows classes. */
public interface Settling {
    /**
     * Settles attendances, each once: those that are settled already, and enrollments of another status, are left out.
     *
     * @param handle inside the transaction that records them
     * @param enrollments a query with the column enrollment_id
     * @param parameters of that query
     */
    void settle(Handle handle, String enrollments, Map<String, ?> parameters);

    /**
     * Takes back how enrollments were settled that are no attendances any more; the others are left out.
     *
     * @param handle inside the transaction that corrects them
     * @param enrollments a query with the column enrollment_id
     * @param parameters of that query
     */
    void undo(Handle handle, String enrollments, Map<String, ?> parameters);
}
