package dev.gymctl.core.chat;

import java.time.Instant;

/**
 * Which messages of a room are meant: the newest ones before a number, or the first ones after it.
 *
 * @param before only messages with a smaller number, or null
 * @param after only messages with a greater number, or null
 * @param since only messages that were sent then or later, or null
 * @param limit how many at most
 */
public record HistoryPage(Long before, Long after, Instant since, int limit) {
    /** Whether it begins with the oldest message that is meant, and not with the newest. */
    boolean goesForward() {
        return after != null || since != null;
    }
}
