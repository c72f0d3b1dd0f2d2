package dev.gymctl.core.member;

/**
 * Which part of a list of members is meant, and in what order. Members who are added or removed meanwhile neither shift
 * nor repeat the others, because a page begins after a member and not after a number of them.
 *
 * @param reversed from the end to the beginning
 * @param after the id of the member after whom it begins, or null for the beginning
 * @param limit how many at most, or null for all
 */
public record MemberPage(Sort sort, boolean reversed, Long after, Long limit) {
    /** By what members are sorted; those who are equal, by id. Text sorts by code point. */
    public enum Sort {
        ID("u.id"),
        /** Last name, then first name. */
        NAME("u.last_name collate \"C\", u.first_name collate \"C\", u.id"),
        JOINED("u.date_joined, u.id");

        private final String key;

        Sort(String key) {
            this.key = key;
        }
    }

    /** Everything, by id. */
    public static final MemberPage ALL = new MemberPage(Sort.ID, false, null, null);

    /** The order of {@code users u}. */
    String order() {
        return reversed ? sort.key.replace(",", " desc,") + " desc" : sort.key;
    }

    /** The condition on {@code users u} that it comes after the user with the id in the question mark. */
    String isAfter() {
        return "(%1$s) %2$s (select %3$s from users x where x.id = ?)"
                .formatted(sort.key, reversed ? "<" : ">", sort.key.replace("u.", "x."));
    }
}
