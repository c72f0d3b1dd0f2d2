package dev.gymctl.core.member;

import java.util.Locale;

/** Where a membership stands on a day; it follows from its dated events. */
public enum MemberStatus {
    PENDING,
    ACTIVE,
    FROZEN,
    CANCELLED,
    REJECTED;

    /** As stored and shown. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
