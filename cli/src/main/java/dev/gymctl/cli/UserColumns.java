package dev.gymctl.cli;

import dev.gymctl.core.user.User;
import java.util.function.Function;

/** How the person of a member file or coach file is printed: the fields of the original's user table. */
public final class UserColumns {
    private UserColumns() {}

    /** The columns of a file, beginning with the person's number and names. */
    public static <T> Columns<T> names(Function<T, User> user) {
        return Columns.<T>of()
                .add("id", file -> user.apply(file).id())
                .add("first_name", file -> user.apply(file).firstName())
                .add("last_name", file -> user.apply(file).lastName())
                .add("email", file -> user.apply(file).email());
    }

    /** And the person's other fields; of the password only whether there is one. */
    public static <T> Columns<T> details(Columns<T> columns, Function<T, User> user) {
        return columns.detail("user_id", file -> user.apply(file).id())
                .detail("date_of_birth", file -> user.apply(file).dateOfBirth())
                .detail("date_joined", file -> user.apply(file).dateJoined())
                .detail("is_active", file -> user.apply(file).active())
                .detail("role", file -> user.apply(file).role())
                .detail("password", file -> user.apply(file).passwordSet() ? "set" : null);
    }
}
