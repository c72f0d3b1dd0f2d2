package dev.gymctl.core.importing;

import java.util.List;

/**
 * What an undo did, or would do.
 *
 * @param recorded the import, as it is afterwards
 * @param removed rows that were added and are gone
 * @param restored rows that were changed and are as before
 * @param kept rows that were edited or used since, by line
 */
public record Undone(RecordedImport recorded, long removed, long restored, List<ImportedRow> kept) {

    /** Whether there was nothing that could be undone. */
    public boolean isNothing() {
        return removed + restored == 0;
    }
}
