package dev.gymctl.core.backup;

import java.util.Locale;

/** How the rows get into a backup and out of it again. */
public enum Way {
    /** By {@code COPY} in one snapshot: needs nothing but gymctl, and is restored anywhere. */
    COPY,
    /** By PostgreSQL's own {@code pg_dump} and {@code pg_restore}. */
    PG_DUMP;

    /** As people write it: {@code copy}, {@code pg_dump}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
