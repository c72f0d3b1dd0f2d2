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

    @Override
    public String toString() {
        return code();
    }

    /** For a sentence: {@code a coach}, {@code an admin}. */
    public String withArticle() {
        return (this == ADMIN ? "an " : "a ") + code();
    }

    /** The role of a code. */
    public static Role of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
