package dev.gymctl.core.audit;

/**
 * On whose authority a change is made.
 *
 * @param userId the user's, or null for the owner, who holds the database's credentials
 * @param name as the audit log shows it, such as {@code owner (ada)}
 */
public record Operator(Long userId, String name) {

    /** Whoever holds the database's credentials, recorded with the name of the operating system's user. */
    public static Operator owner(String osUser) {
        return new Operator(null, "owner (" + osUser + ")");
    }
}
