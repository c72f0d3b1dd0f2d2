package dev.gymctl.cli;

import dev.gymctl.core.money.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** How single values are written: exactly for programs, readably for people. */
final class Values {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration A_WEEK = Duration.ofDays(7);

    private final Supplier<ZoneId> zone;
    private final Clock clock;
    private ZoneId knownZone;

    Values(Supplier<ZoneId> zone, Clock clock) {
        this.zone = zone;
        this.clock = clock;
    }

    /** The value as CSV has it, and JSON in quotes; empty for null. */
    String text(Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof Instant instant) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(instant, zone()));
        } else if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        } else if (value instanceof List<?> list) {
            return joined(list);
        } else if (value instanceof Map<?, ?> map) {
            return joined(map.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                    .toList());
        }
        return value.toString();
    }

    /** The value as a table shows it: safe, numbers to the right, instants as the gym's wall clock shows them. */
    Table.Cell cell(Object value) {
        if (value instanceof Boolean yes) {
            return new Table.Cell(yes ? "yes" : "no", false);
        } else if (value instanceof Instant instant) {
            String local = LocalDateTime.ofInstant(instant, zone()).toString();
            return new Table.Cell(local.substring(0, 16).replace('T', ' '), false);
        }
        return new Table.Cell(SafeText.of(text(value)), isNumber(value));
    }

    /** The same, but for a moment how long ago that was, or how soon it is: {@code 3 h ago}; far away, its day. */
    Table.Cell recent(Object value) {
        if (!(value instanceof Instant instant)) {
            return cell(value);
        }
        Duration ago = Duration.between(instant, clock.instant());
        Duration away = ago.abs();
        if (away.compareTo(A_WEEK) > 0) {
            return new Table.Cell(LocalDate.ofInstant(instant, zone()).toString(), false);
        } else if (away.compareTo(A_MINUTE) < 0) {
            return new Table.Cell("now", false);
        }
        String length = away.toDays() > 1
                ? away.toDays() + " days"
                : away.toHours() > 0 ? away.toHours() + " h" : away.toMinutes() + " min";
        return new Table.Cell(ago.isNegative() ? "in " + length : length + " ago", false);
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Money;
    }

    private String joined(List<?> list) {
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            texts.add(text(element));
        }
        return String.join("; ", texts);
    }

    private ZoneId zone() {
        if (knownZone == null) {
            knownZone = zone.get();
        }
        return knownZone;
    }
}
