package dev.gymctl.core.user;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The people. */
public final class Users {
    private Users() {}

    /**
     * Adds a person inside a change.
     *
     * @return the new user's id
     * @throws GymException CONFLICT if the e-mail is somebody's already
     */
    public static long add(Handle handle, NewUser user, Role role) {
        if (user.email() != null) {
            idOf(handle, user.email()).ifPresent(taken -> {
                throw new GymException(
                        Kind.CONFLICT, "the e-mail %s is user %d's already".formatted(user.email(), taken));
            });
        }
        return handle.createUpdate("""
                        insert into users (first_name, last_name, email, date_of_birth, date_joined, role)
                        values (:firstName, :lastName, :email, :dateOfBirth, :dateJoined, :role)
                        """)
                .bind("firstName", user.firstName())
                .bind("lastName", user.lastName())
                .bind("email", user.email())
                .bind("dateOfBirth", user.dateOfBirth())
                .bind("dateJoined", user.dateJoined())
                .bind("role", role.code())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one();
    }

    /** The id of a person who is named by id or e-mail, if there is one. */
    public static Optional<Long> idOf(Handle handle, String idOrEmail) {
        return handle.createQuery("select id from users u where " + namedBy(idOrEmail))
                .bind("name", idOrEmail)
                .mapTo(long.class)
                .findOne();
    }

    /** The condition on {@code users u} that finds {@code :name}, an id or an e-mail. */
    public static String namedBy(String idOrEmail) {
        return namedBy(idOrEmail, ":name");
    }

    /** The same condition with another parameter. */
    public static String namedBy(String idOrEmail, String parameter) {
        return isId(idOrEmail) ? "u.id = " + parameter + "::bigint" : "lower(u.email) = lower(" + parameter + ")";
    }

    private static boolean isId(String idOrEmail) {
        return !idOrEmail.isEmpty()
                && idOrEmail.length() <= 18
                && idOrEmail.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
