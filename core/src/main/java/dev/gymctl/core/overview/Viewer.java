package dev.gymctl.core.overview;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.Users;

/**
 * Who looks.
 *
 * @param userId null for the owner of the database, who is nobody
 * @param role null for the owner
 * @param sessionId of the login that has to stay valid while somebody looks on, or null
 */
public record Viewer(Long userId, Role role, Long sessionId) {
    /** The owner of the database. */
    public static final Viewer OWNER = new Viewer(null, null, null);

    /**
     * A user, whose view the owner of the database takes.
     *
     * @throws GymException NOT_FOUND if there is no such user; CONFLICT if they may not log in
     */
    public static Viewer of(Database database, String idOrEmail) {
        record Found(Viewer viewer, boolean active) {}
        Found user = database
                .read(
                        "select u.id, u.role, u.is_active from users u where " + Users.namedBy(idOrEmail, "?"),
                        row -> new Found(
                                new Viewer(row.getLong(1), Role.of(row.getString(2)), null), row.getBoolean(3)),
                        idOrEmail)
                .stream()
                .findFirst()
                .orElseThrow(() -> Users.notFound(idOrEmail));
        if (!user.active()) {
            throw new GymException(
                    Kind.CONFLICT,
                    "user %d is not active".formatted(user.viewer().userId()));
        }
        return user.viewer();
    }

    /** Whether this one sees the whole gym, money and all; the others see what is theirs. */
    public boolean seesAll() {
        return role == null || role.compareTo(Role.TREASURER) >= 0;
    }

    /** Whether the classes that this one sees are those that they teach. */
    public boolean teaches() {
        return role == Role.COACH;
    }
}
