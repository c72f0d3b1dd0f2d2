package dev.gymctl.core.importing;

import java.util.Locale;

/** What a file holds. */
public enum ImportKind {
    MEMBER("members", "people"),
    COACH("coaches", "people"),
    RATE("rates", "rate_rows"),
    CLASS("classes", "class_rows"),
    ATTENDANCE("enrollments", "attendance_rows");

    private final String things;
    private final String table;

    ImportKind(String things, String table) {
        this.things = things;
        this.table = table;
    }

    /** As stored, shown and typed. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return code();
    }

    /** Many of what a row is. */
    public String things() {
        return things;
    }

    /** The temporary table that {@link Import#load} makes of such a file; imports and undos wait for each other by it. */
    String table() {
        return table;
    }

    /** The view of all such things: key, digest, image, written_in, name. */
    String view() {
        return "imported_" + things;
    }

    static ImportKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
