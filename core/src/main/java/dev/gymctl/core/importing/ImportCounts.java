package dev.gymctl.core.importing;

/**
 * What an import did, in rows of the file.
 *
 * @param file as the person named it
 * @param format how it turned out to be written
 * @param added new
 * @param changed there already, brought up to date
 * @param same there already, as in the file
 */
public record ImportCounts(String file, String format, long added, long changed, long same) {

    /** All rows of the file: an import takes every row or none. */
    public long rows() {
        return added + changed + same;
    }
}
