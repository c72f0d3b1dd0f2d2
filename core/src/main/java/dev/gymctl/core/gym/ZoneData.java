package dev.gymctl.core.gym;

import dev.gymctl.core.db.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What Java and PostgreSQL know of a time zone, each from tables of its own. Days and months are computed by both, so they
 * must agree.
 */
public final class ZoneData {
    private ZoneData() {}

    /** The offset from UTC that PostgreSQL sees at a moment. */
    private record Offset(Instant at, int seconds) {}

    /** The first day on which they differ, from two years ago to five years ahead; empty when there is none. */
    public static Optional<LocalDate> firstDifference(Database database, ZoneId zone, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Offset> offsets = database.read(
                """
                select at, extract(epoch from (at at time zone ?) - (at at time zone 'UTC'))::integer as seconds
                from generate_series(?::timestamptz, ?::timestamptz, '1 day') at
                """,
                row -> new Offset(row.getObject("at", OffsetDateTime.class).toInstant(), row.getInt("seconds")),
                zone.getId(),
                today.minusYears(2).atStartOfDay().atOffset(ZoneOffset.UTC),
                today.plusYears(5).atStartOfDay().atOffset(ZoneOffset.UTC));
        return offsets.stream()
                .filter(offset -> zone.getRules().getOffset(offset.at()).getTotalSeconds() != offset.seconds())
                .map(offset -> LocalDate.ofInstant(offset.at(), ZoneOffset.UTC))
                .findFirst();
    }
}
