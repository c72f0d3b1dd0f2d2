package dev.gymctl.core.audit;

import java.time.Instant;

/**
 * Which rows of the audit log are meant: those of which everything that is given is true; null is not given.
 *
 * @param operator a user's id, or a part of how the operator is recorded, ignoring case
 * @param action whole, {@code member approve}, or its noun, {@code member}
 * @param about what the change was made to: {@code class=12}; a person by id or e-mail, {@code member=7}
 * @param since the first instant
 * @param until the first instant after it
 * @param after the id of the row after which it goes on, to older ones
 * @param limit how many at most
 */
public record AuditFilter(
        String operator, String action, About about, Instant since, Instant until, Long after, int limit) {

    /**
     * What a change was made to.
     *
     * @param kind as the payload names it: {@code member}, {@code class}, {@code rate} …
     * @param id as the payload has it; of a person the e-mail will do
     */
    public record About(String kind, String id) {
        boolean isPerson() {
            return kind.equals("member") || kind.equals("coach") || kind.equals("user");
        }
    }
}
