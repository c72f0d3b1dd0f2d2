package dev.gymctl.core.member;

import dev.gymctl.core.importing.Import;
import org.jdbi.v3.core.Handle;

/** The prepaid fees that imported members bring along; they belong to finance, which knows members. */
public interface OpeningFees {

    /**
     * Rejects rows of the temporary table {@code people} (line, prepaid_fees; user_id of those who are there already) that
     * contradict fees that were opened before.
     */
    void check(Import people);

    /** Opens the fees of the rows that were added (user_id, prepaid_fees, outcome). */
    void open(Handle handle);
}
