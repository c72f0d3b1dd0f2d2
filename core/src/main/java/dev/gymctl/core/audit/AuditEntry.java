package dev.gymctl.core.audit;

import java.time.Instant;
import java.util.Map;

/**
 * What the audit log says of one change.
 *
 * @param operatorId the user who made it, or null for the owner
 * @param operator as they are recorded: {@code owner (ada)}
 * @param action as on the command line: {@code class enroll}
 * @param payload what was changed, by name; empty when it was erased
 * @param erased whether the payload was erased with the person it was about
 * @param hash of the chain up to here, in hexadecimal digits
 */
public record AuditEntry(
        long id,
        Instant recordedAt,
        Long operatorId,
        String operator,
        String action,
        Map<String, String> payload,
        boolean erased,
        String hash) {}
