package dev.gymctl.core.classes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What became of a member's enrollment in a class. */
public enum EnrollmentStatus {
    BOOKED,
    WAITLISTED,
    ATTENDED,
    NO_SHOW,
    LATE_CANCEL,
    CANCELLED;

    /** As stored, shown and imported. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EnrollmentStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The codes that attendance may have, in a file or at the desk: a history knows no waiting list. */
    public static List<String> importable() {
        return Arrays.stream(values())
                .filter(s -> s != WAITLISTED)
                .map(EnrollmentStatus::code)
                .toList();
    }
}
