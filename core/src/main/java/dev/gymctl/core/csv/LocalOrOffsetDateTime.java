package dev.gymctl.core.csv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A date and time as a file gives it: the gym's wall clock, or a point in time by its offset from UTC.
 *
 * @param local the date and time as written
 * @param offset the offset as written, or null for the gym's own time
 */
public record LocalOrOffsetDateTime(LocalDateTime local, ZoneOffset offset) {

    /**
     * The point in time it means for a gym in this zone. A local time that daylight saving skips moves forward by the
     * gap; one that happens twice is the earlier.
     */
    public Instant in(ZoneId zone) {
        return offset == null ? local.atZone(zone).toInstant() : local.toInstant(offset);
    }
}
