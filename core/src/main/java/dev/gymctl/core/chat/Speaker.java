package dev.gymctl.core.chat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.Users;

/**
 * For whom the chat works: a user, or the owner of the database.
 *
 * @param userId null for an owner who names nobody: sees every room, and is in none
 * @param role null for the owner, who may do everything; also on behalf of a user
 * @param sessionId of the login that has to stay valid while somebody reads on, or null
 */
public record Speaker(Long userId, Role role, Long sessionId) {
    /** The owner of the database, who is no user. */
    public static final Speaker OWNER = new Speaker(null, null, null);

    /**
     * The owner of the database on behalf of a user.
     *
     * @throws GymException NOT_FOUND if there is no such user; CONFLICT if they may not log in
     */
    public static Speaker ownerAs(Database database, String idOrEmail) {
        record Found(long id, boolean active) {}
        Found user = database
                .read(
                        "select u.id, u.is_active from users u where " + Users.namedBy(idOrEmail, "?"),
                        row -> new Found(row.getLong(1), row.getBoolean(2)),
                        idOrEmail)
                .stream()
                .findFirst()
                .orElseThrow(() -> Users.notFound(idOrEmail));
        if (!user.active()) {
            throw new GymException(Kind.CONFLICT, "user %d is not active".formatted(user.id()));
        }
        return new Speaker(user.id(), null, null);
    }

    /** Whether this is a user. */
    public boolean isSomebody() {
        return userId != null;
    }

    /** Whether it is the owner of the database who speaks in the name of a user; what is said so is audited. */
    boolean isSpokenFor() {
        return userId != null && role == null;
    }

    /** Whether this one may see to rooms without being in them. */
    boolean seesToAll() {
        return role == null || role == Role.ADMIN;
    }

    /** Whether this one may take somebody of that role out of a room. */
    boolean mayTakeOut(Role other) {
        return role == null || (role != Role.MEMBER && role.compareTo(other) >= 0);
    }

    /** The user's id, where somebody has to be one. */
    long user() {
        if (userId == null) {
            throw new GymException(
                    Kind.INVALID, "the owner of the database is in no room", "say as which user, or log in");
        }
        return userId;
    }
}
