package dev.gymctl.cli;

import java.util.Locale;

/** How data is printed: for people, or one of the three contracts for programs. */
public enum Format {
    TABLE,
    JSON,
    CSV,
    NDJSON;

    /** The name as it is typed after {@code -o}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of this name, which {@code origin} has. */
    public static Format named(String name, String origin) {
        for (Format format : values()) {
            if (format.toString().equals(name)) {
                return format;
            }
        }
        throw new UsageException(
                "unknown output format \"" + name + "\" (" + origin + ")", "use table, json, csv or ndjson");
    }
}
