package dev.gymctl.core.csv;

import java.util.List;

/**
 * A column an import knows. In a file it is found by its name or one of its aliases: exactly, but for blanks and case.
 *
 * @param name what the import calls it, and the messages too
 * @param required the header must have it
 * @param filled no row may leave it empty
 * @param aliases other headers it is known by
 * @param instead a column that does instead of this one, or null
 */
public record Column(String name, boolean required, boolean filled, List<String> aliases, String instead) {

    /** Keeps its own copy of the aliases. */
    public Column {
        aliases = List.copyOf(aliases);
    }

    /** A column that must be there and have a value in every row. */
    public static Column filled(String name, String... aliases) {
        return new Column(name, true, true, List.of(aliases), null);
    }

    /** A column that must be there; a row may leave it empty. */
    public static Column required(String name, String... aliases) {
        return new Column(name, true, false, List.of(aliases), null);
    }

    /** A column that may be missing altogether: then it is empty in every row. */
    public static Column optional(String name, String... aliases) {
        return new Column(name, false, false, List.of(aliases), null);
    }

    /** The same column, which may be missing or empty where another one is given. */
    public Column or(String other) {
        return new Column(name, required, filled, aliases, other);
    }
}
