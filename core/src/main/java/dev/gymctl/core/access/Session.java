package dev.gymctl.core.access;

import dev.gymctl.core.user.Role;
import java.time.Instant;

/**
 * Somebody who has logged in, or a service token that acts for them.
 *
 * @param token the service token's name; null for a login
 * @param email or null
 * @param role the user's as it is now
 */
public record Session(long id, String token, Instant expiresAt, long userId, String fullName, String email, Role role) {

    /** Whether this is a service token's. */
    public boolean isService() {
        return token != null;
    }

    /** Whether this names the session's own user: exactly, so that nobody passes for another by a look-alike. */
    boolean isNamed(String idOrEmail) {
        return idOrEmail.equals(Long.toString(userId)) || idOrEmail.equals(email);
    }
}
