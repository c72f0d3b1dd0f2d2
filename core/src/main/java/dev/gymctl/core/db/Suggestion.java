package dev.gymctl.core.db;

/**
 * A value that may be meant by what was typed so far.
 *
 * @param value as a command takes it
 * @param description what it stands for, for people; may be empty
 */
public record Suggestion(String value, String description) {
    /** As many as anybody reads. */
    public static final int MOST = 50;
}
