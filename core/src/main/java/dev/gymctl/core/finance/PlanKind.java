package dev.gymctl.core.finance;

import java.util.Locale;

/** What a plan sells. */
public enum PlanKind {
    /** A membership, by the month. */
    DUES,
    /** So many classes, paid ahead. */
    PACK,
    /** One class. */
    DROP_IN;

    /** As stored and shown. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PlanKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
