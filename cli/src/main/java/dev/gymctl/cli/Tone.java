package dev.gymctl.cli;

import java.util.Locale;
import java.util.Set;

/** What a state means to whoever reads it: colours say that, and nothing else. */
public enum Tone {
    PLAIN(""),
    GOOD("32"),
    WAITS("33"),
    BAD("31"),
    OVER("2");

    private static final Set<String> STATES = Set.of("status", "payment_status", "state", "outcome");

    private final String style;

    Tone(String style) {
        this.style = style;
    }

    /** As a terminal takes it between {@code ESC [} and {@code m}; empty for none. */
    public String style() {
        return style;
    }

    /** The tone of what stands in a column; plain unless the column holds states. */
    static Tone of(String column, String state) {
        return STATES.contains(column) ? of(state) : PLAIN;
    }

    /** The tone of a state: {@code overdue}. */
    static Tone of(String state) {
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "OK", "COMPLETED", "DONE", "RECONCILED", "ATTENDED" -> GOOD;
            case "WARNING",
                    "PENDING",
                    "DUE",
                    "FROZEN",
                    "RUNNING",
                    "STOPPED",
                    "UNMATCHED",
                    "SUGGESTED",
                    "PARTLY_ALLOCATED",
                    "WAITLISTED",
                    "LATE_CANCEL" -> WAITS;
            case "PROBLEM", "OVERDUE", "FAILED", "INTERRUPTED", "NO_SHOW" -> BAD;
            case "CANCELLED", "REJECTED", "EXCLUDED", "DUPLICATE", "REVERSED", "ALREADY_DONE" -> OVER;
            default -> PLAIN;
        };
    }

    /** The text, which is safe, in this tone's colour if there are any. */
    String paint(String text, boolean colors) {
        return colors && !text.isEmpty() ? Row.of(text, style).styled() : text;
    }
}
