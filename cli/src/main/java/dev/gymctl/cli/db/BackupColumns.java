package dev.gymctl.cli.db;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.backup.Backup;

/** How a backup is printed. */
final class BackupColumns {
    static final Columns<Backup> ALL = Columns.<Backup>of()
            .add("file", Backup::file)
            .add("way", Backup::way)
            .add("made_at", Backup::madeAt)
            .add("program_version", Backup::program)
            .add("postgres_version", Backup::postgres)
            .add("schema_version", Backup::schemaVersion)
            .add("tables", Backup::tables)
            .add("rows", Backup::rows)
            .add("bytes", Backup::bytes)
            .add("sha256", Backup::sha256);

    private BackupColumns() {}

    /** {@code 5120 rows of 34 tables}. */
    static String size(Backup backup) {
        return backup.rows() + (backup.rows() == 1 ? " row of " : " rows of ") + backup.tables() + " tables";
    }
}
