package dev.gymctl.core.importing;

import java.util.List;

/**
 * What an import did, in rows of the file. Every row that was read is in one of the counts.
 *
 * @param id by which it is shown and undone; null when it changed nothing
 * @param file as the person named it
 * @param format how it turned out to be written
 * @param profile by which it was read, or null
 * @param leftAlone its headers that the profile does not name, of which nothing was read
 * @param added new
 * @param changed there already, brought up to date
 * @param same there already, as in the file
 * @param merged further rows of somebody who has several
 * @param skipped left out because the person said so
 * @param rejected not taken, but written to the file of rejected rows
 * @param problems why rows were rejected, a line each and not too many; null when none were
 */
public record ImportCounts(
        Long id,
        String file,
        String format,
        String profile,
        List<String> leftAlone,
        long added,
        long changed,
        long same,
        long merged,
        long skipped,
        long rejected,
        String problems) {

    ImportCounts recordedAs(long recorded) {
        return new ImportCounts(
                recorded, file, format, profile, leftAlone, added, changed, same, merged, skipped, rejected, problems);
    }

    /** All rows of the file. */
    public long rows() {
        return added + changed + same + merged + skipped + rejected;
    }
}
