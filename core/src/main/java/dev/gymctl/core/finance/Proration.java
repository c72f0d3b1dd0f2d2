package dev.gymctl.core.finance;

import java.util.Locale;

/** What a month costs on whose every day a membership does not run. */
public enum Proration {
    /** The price by its days, rounded half to even. */
    DAILY,
    /** The whole price. */
    FULL,
    /** Nothing. */
    FREE;

    /** As stored and shown. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Proration of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
