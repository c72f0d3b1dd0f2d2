package dev.gymctl.cli;

import dev.gymctl.core.money.Money;
import java.time.Instant;
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
    private final Supplier<ZoneId> zone;
    private ZoneId knownZone;

    Values(Supplier<ZoneId> zone) {
        this.zone = zone;
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
