package dev.gymctl.core.member;

import dev.gymctl.core.importing.Import;
import org.jdbi.v3.core.Handle;

/** Opens the prepaid fees that imported members bring along; it belongs to finance, which knows members. */
public interface OpeningFees {

    /**
     * Opens them for the rows of the temporary table {@code people} (line, user_id, prepaid_fees, outcome), rejecting
     * what contradicts fees that were opened before.
     */
    void open(Handle handle, Import people);
}
