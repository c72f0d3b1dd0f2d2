package dev.gymctl.core.user;

import java.util.Locale;

/** What a user may do; in rising order. */
public enum Role {
    MEMBER,
    COACH,
    TREASURER,
    ADMIN;

    /** As stored and shown. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
