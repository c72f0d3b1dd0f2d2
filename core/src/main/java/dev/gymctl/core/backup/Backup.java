package dev.gymctl.core.backup;

import java.time.OffsetDateTime;

/**
 * A backup as it says of itself.
 *
 * @param file as the person named it
 * @param madeAt when its snapshot was taken, by the database's clock
 * @param program the version of the gymctl that made it
 * @param postgres the version of the server that it was made of
 * @param rows in all tables together
 * @param bytes of the file
 * @param sha256 of the manifest, which holds the digest of every table: whoever keeps it elsewhere knows the file again
 */
public record Backup(
        String file,
        Way way,
        OffsetDateTime madeAt,
        String program,
        String postgres,
        int schemaVersion,
        int tables,
        long rows,
        long bytes,
        String sha256) {}
