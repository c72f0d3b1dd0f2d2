package dev.gymctl.core.profile;

import dev.gymctl.core.csv.CsvProfile;

/**
 * A profile by its name.
 *
 * @param kind what it reads: {@code member}
 * @param builtIn whether it is part of the program, and cannot be removed
 */
public record Profile(CsvProfile csv, String kind, boolean builtIn) {

    public String name() {
        return csv.name();
    }
}
