package dev.gymctl.cli;

/** What a state means to whoever reads it: colours say that, and nothing else. */
enum Tone {
    PLAIN(""),
    GOOD("\u001b[32m"),
    WAITS("\u001b[33m"),
    BAD("\u001b[31m"),
    OVER("\u001b[2m");

    private static final String PLAIN_AGAIN = "\u001b[0m";

    private final String begin;

    Tone(String begin) {
        this.begin = begin;
    }

    /** The tone of a state; all else is plain. */
    static Tone of(Object value) {
        if (!(value instanceof Enum<?> state)) {
            return PLAIN;
        }
        return switch (state.name()) {
            case "OK", "ACTIVE", "PAID", "COMPLETED", "DONE", "RECONCILED", "ATTENDED" -> GOOD;
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
