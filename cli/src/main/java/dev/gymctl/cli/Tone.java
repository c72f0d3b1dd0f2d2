package dev.gymctl.cli;

import java.util.Locale;
import java.util.Set;

/** What a state means to whoever reads it: colours say that, and nothing else. */
enum Tone {
    PLAIN(""),
    GOOD("\u001b[32m"),
    WAITS("\u001b[33m"),
    BAD("\u001b[31m"),
    OVER("\u001b[2m");

    private static final Set<String> STATES = Set.of("status", "payment_status", "state", "outcome");

    private static final String PLAIN_AGAIN = "\u001b[0m";

    private final String begin;

    Tone(String begin) {
        this.begin = begin;
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
        return colors && this != PLAIN && !text.isEmpty() ? begin + text + PLAIN_AGAIN : text;
    }
}
