package dev.gymctl.core.user;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The people. That nobody changes the role, e-mail or activity of someone of a higher role, and that only an admin
 * grants roles, is held by the schema: then every change here ends in DENIED.
 */
public final class Users {
    /** What {@link #edit} changes, by its name in the database. */
    public static final List<String> FIELDS = List.of(
            "first_name",
            "last_name",
            "email",
            "date_of_birth",
            "contact_email",
            "phone",
            "emergency_contact_name",
            "emergency_contact_phone",
            "guardian_name",
            "guardian_phone");

    private final Jdbi jdbi;
    private final Changes changes;

    public Users(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /**
     * Adds a person without a member file or coach file.
     *
     * @throws GymException CONFLICT if the e-mail is somebody's already
     */
    public User add(NewUser user, Role role) {
        return changes.make("user add", change -> {
            long id = add(change.handle(), user, role);
            change.note("user", id);
            change.note("role", role.code());
            return find(change.handle(), Long.toString(id)).orElseThrow();
        });
    }

    /**
     * Everybody, by id.
     *
     * @param role only those, or null for all
     */
    public List<User> list(Role role) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select <columns> from users u" + " where :role::text is null or u.role = :role order by u.id")
                .define("columns", User.COLUMNS)
                .bind("role", role == null ? null : role.code())
                .map((row, context) -> User.from(row))
                .list());
    }

    /**
     * One person.
     *
     * @throws GymException NOT_FOUND
     */
    public Profile get(String idOrEmail) {
        return jdbi.withHandle(handle -> profile(handle, idOrEmail));
    }

    /**
     * Changes some fields; the others stay.
     *
     * @param wanted by the names in {@link #FIELDS}; an empty value takes what was there away
     * @return the person after it, whether or not anything changed
     * @throws GymException NOT_FOUND; INVALID for a value that is none; CONFLICT if the e-mail is somebody else's
     */
    public Profile edit(String idOrEmail, Map<String, String> wanted) {
        return changes.make("user edit", change -> {
            Handle handle = change.handle();
            long id = lock(handle, idOrEmail).id();
            for (Map.Entry<String, String> field : wanted.entrySet()) {
                String name = field.getKey();
                Object value = value(name, Normalizer.normalize(field.getValue().strip(), Normalizer.Form.NFC));
                Object before = handle.createQuery("select <field> from users where id = :id")
                        .define("field", name)
                        .bind("id", id)
                        .map((row, context) ->
                                name.equals("date_of_birth") ? row.getObject(1, LocalDate.class) : row.getString(1))
                        .one();
                if (name.equals("email") && value != null) {
                    requireFree(handle, (String) value, id);
                }
                if (!Objects.equals(before, value)) {
                    handle.createUpdate("update users set <field> = :value where id = :id")
                            .define("field", name)
                            .bindByType("value", value, name.equals("date_of_birth") ? LocalDate.class : String.class)
                            .bind("id", id)
                            .execute();
                    change.note("user", id);
                    change.note(name, before, value);
                }
            }
            return profile(handle, Long.toString(id));
        });
    }

    /**
     * Gives a user a role.
     *
     * @return the user after it, whether or not anything changed
     * @throws GymException NOT_FOUND; DENIED unless an admin does it
     */
    public User setRole(String idOrEmail, Role role) {
        return changes.make("user role", change -> {
            User before = lock(change.handle(), idOrEmail);
            if (before.role() != role) {
                change.handle().execute("update users set role = ? where id = ?", role.code(), before.id());
                change.note("user", before.id());
                change.note("role", before.role().code(), role.code());
            }
            return find(change.handle(), Long.toString(before.id())).orElseThrow();
        });
    }

    /**
     * Lets a user log in and book, or not. Not to be active revokes all sessions and tokens.
     *
     * @throws GymException NOT_FOUND; DENIED for someone of a higher role
     */
    public Outcome<User> setActive(String idOrEmail, boolean active) {
        return changes.tell(active ? "user activate" : "user deactivate", false, change -> {
            User before = lock(change.handle(), idOrEmail);
            if (before.active() != active) {
                change.handle().execute("update users set is_active = ? where id = ?", active, before.id());
                change.note("user", before.id());
                change.note("is_active", before.active(), active);
            }
            return find(change.handle(), Long.toString(before.id())).orElseThrow();
        });
    }

    /**
     * Adds a person inside a change.
     *
     * @return the new user's id
     * @throws GymException CONFLICT if the e-mail is somebody's already
     */
    public static long add(Handle handle, NewUser user, Role role) {
        if (user.email() != null) {
            requireFree(handle, user.email(), 0);
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

    /** The person who is named by id or e-mail, if there is one. */
    public static Optional<User> find(Handle handle, String idOrEmail) {
        return select(handle, idOrEmail, "");
    }

    /**
     * The same inside a change, which nobody else changes until its end.
     *
     * @throws GymException NOT_FOUND
     */
    public static User lock(Handle handle, String idOrEmail) {
        return select(handle, idOrEmail, "for no key update of u").orElseThrow(() -> notFound(idOrEmail));
    }

    /** Removes, inside a change, whatever a person could log in with: for one who is erased. */
    public static void forgetLogin(Handle handle, long id) {
        handle.execute("delete from sessions where user_id = ?", id);
        handle.execute("delete from logins where user_id = ?", id);
    }

    /** The condition on {@code users u} that finds {@code :name}, an id or an e-mail. */
    public static String namedBy(String idOrEmail) {
        return namedBy(idOrEmail, ":name");
    }

    /** The same condition with another parameter. */
    public static String namedBy(String idOrEmail, String parameter) {
        return isId(idOrEmail) ? "u.id = " + parameter + "::bigint" : "lower(u.email) = lower(" + parameter + ")";
    }

    private static Optional<User> select(Handle handle, String idOrEmail, String locking) {
        return handle.createQuery("select <columns> from users u where <named> <locking>")
                .define("columns", User.COLUMNS)
                .define("named", namedBy(idOrEmail))
                .define("locking", locking)
                .bind("name", idOrEmail)
                .map((row, context) -> User.from(row))
                .findOne();
    }

    private static Profile profile(Handle handle, String idOrEmail) {
        return handle.createQuery("select <columns> from users u where <named>")
                .define("columns", Profile.COLUMNS)
                .define("named", namedBy(idOrEmail))
                .bind("name", idOrEmail)
                .map((row, context) -> Profile.from(row))
                .findOne()
                .orElseThrow(() -> notFound(idOrEmail));
    }

    private static void requireFree(Handle handle, String email, long exceptFor) {
        idOf(handle, email).filter(id -> id != exceptFor).ifPresent(taken -> {
            throw new GymException(Kind.CONFLICT, "the e-mail %s is user %d's already".formatted(email, taken));
        });
    }

    /** What the database is given for a field: null for what is empty. */
    private static Object value(String field, String text) {
        if (!FIELDS.contains(field)) {
            throw new GymException(Kind.INVALID, "a person has no '%s'".formatted(field));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new GymException(Kind.INVALID, "%s contains a control character".formatted(field));
        }
        return switch (field) {
            case "first_name" -> {
                if (text.isEmpty()) {
                    throw new GymException(Kind.INVALID, "the first name is empty");
                }
                yield text;
            }
            case "last_name" -> text;
            case "email", "contact_email" -> {
                if (!text.isEmpty()) {
                    NewUser.requireEmail(text);
                }
                yield emptyToNull(text);
            }
            case "date_of_birth" -> text.isEmpty() ? null : date(text);
            default -> emptyToNull(text);
        };
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new GymException(Kind.INVALID, "'%s' is not a date such as 1990-12-31".formatted(text), null, e);
        }
    }

    private static boolean isId(String idOrEmail) {
        return !idOrEmail.isEmpty()
                && idOrEmail.length() <= 18
                && idOrEmail.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** That there is nobody of this name. */
    public static GymException notFound(String idOrEmail) {
        return GymException.missing(
                "user", idOrEmail, "there is no user '%s'".formatted(idOrEmail), "gymctl user list shows them all");
    }
}
