package dev.gymctl.core.finance;

import java.util.Locale;

/** What a freeze does to a membership, besides that its days cost nothing. */
public enum OnFreeze {
    /** It ends when it would have. */
    SUSPEND,
    /** It ends so many days later. */
    EXTEND;

    /** As stored and shown. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OnFreeze of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
