package dev.gymctl.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A point in time as it is typed: local in the gym's zone, {@code 2026-10-03T18:30}, or with an offset,
 * {@code 2026-10-03T18:30+02:00}. Seconds may be given; the date and the time may also be separated by a blank.
 */
public final class DateTimeArgument {
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?");
    private static final Pattern OFFSET = Pattern.compile(LOCAL.pattern() + "(Z|[+-]\\d{2}:\\d{2})");

    private final LocalDateTime local;
    private final Instant instant;

    private DateTimeArgument(LocalDateTime local, Instant instant) {
        this.local = local;
        this.instant = instant;
    }

    static DateTimeArgument parse(String typed) {
        String text = typed.replace(' ', 'T');
        try {
            if (LOCAL.matcher(text).matches()) {
                return new DateTimeArgument(LocalDateTime.parse(text), null);
            } else if (OFFSET.matcher(text).matches()) {
                return new DateTimeArgument(null, OffsetDateTime.parse(text).toInstant());
            }
        } catch (DateTimeException e) {
            throw new TypeConversionException("no such time: '" + typed + "'");
        }
        throw new TypeConversionException(
                "a time is 2026-10-03T18:30, with an offset or in the gym's zone, not '" + typed + "'");
    }

    /**
     * The instant that is meant. A local time in the gap of a clock change moves forward by the gap, one in the overlap
     * is the earlier.
     */
    public Instant resolve(ZoneId zone) {
        return instant != null ? instant : local.atZone(zone).toInstant();
    }
}
