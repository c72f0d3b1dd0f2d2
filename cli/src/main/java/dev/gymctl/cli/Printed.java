package dev.gymctl.cli;

import java.util.List;

/**
 * One of the forms that a verb's JSON and CSV have.
 *
 * @param many whether it is a list of things, and not one
 */
public record Printed(boolean many, Columns<?> columns) {
    /** One thing. */
    public static List<Printed> one(Columns<?> columns) {
        return List.of(new Printed(false, columns));
    }

    /** A list of things. */
    public static List<Printed> list(Columns<?> columns) {
        return List.of(new Printed(true, columns));
    }
}
