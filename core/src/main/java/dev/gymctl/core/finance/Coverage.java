package dev.gymctl.core.finance;

/**
 * Which classes dues cover.
 *
 * @param kind {@code unlimited}, {@code classes} or {@code nothing}, as stored
 * @param classes how many a month; null unless they are counted
 */
public record Coverage(String kind, Integer classes) {
    public static final Coverage UNLIMITED = new Coverage("unlimited", null);
    public static final Coverage NOTHING = new Coverage("nothing", null);

    /** So many classes a month; at least one. */
    public static Coverage of(int classes) {
        return new Coverage("classes", classes);
    }

    /** As it is typed: {@code unlimited}, {@code nothing} or the number of classes. */
    @Override
    public String toString() {
        return classes == null ? kind : classes.toString();
    }
}
