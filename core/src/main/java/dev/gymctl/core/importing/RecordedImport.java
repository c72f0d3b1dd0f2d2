package dev.gymctl.core.importing;

import java.time.Instant;

/**
 * An import that added or changed something.
 *
 * @param file as the person named it
 * @param format how it turned out to be written
 * @param sha256OfRows of what was read, in hexadecimal
 * @param operator who imported it
 * @param rejected rows that were left out
 * @param undoneAt when it was undone (the last time, if rows that were kept at first went later), or null
 * @param undoneBy who undid it, or null
 * @param kept rows that the undo left as they are; null unless undone
 */
public record RecordedImport(
        long id,
        ImportKind kind,
        String file,
        String format,
        String sha256OfRows,
        String operator,
        Instant importedAt,
        long added,
        long changed,
        long same,
        long rejected,
        Instant undoneAt,
        String undoneBy,
        Long kept) {

    public boolean isUndone() {
        return undoneAt != null;
    }
}
