package dev.gymctl.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What an argument's value names, told by its label: an argument that is labelled {@code MEMBER} is completed with members,
 * one that is labelled {@code CHARGE|MEMBER} with charges and members.
 */
enum ValueKind {
    MEMBER("member list"),
    COACH("coach list"),
    USER("user list"),
    CLASS("class list"),
    ROOM("chat rooms"),
    PLAN("plan list"),
    PACK("plan list"),
    RATE("rate list"),
    PROFILE("profile list"),
    IMPORT("import list"),
    JOB("job list"),
    LINE("reconcile lines"),
    CHARGE("finance charges"),
    PAYMENT("finance payments"),
    ACCOUNT("finance trial-balance"),
    MONTH(null),
    DATE(null),
    TIME(null);

    /** Whoever may list all of them is offered them; null: everybody may. */
    private final String listing;

    ValueKind(String listing) {
        this.listing = listing;
    }

    String listing() {
        return listing;
    }

    /** Whether it names a person, so that somebody may name themselves. */
    boolean isPerson() {
        return this == MEMBER || this == COACH || this == USER;
    }

    /** What an argument names; none for one that is free text, a number, a file, or lists its values itself. */
    static List<ValueKind> of(ArgSpec argument) {
        List<ValueKind> kinds = new ArrayList<>();
        if (argument.completionCandidates() == null) {
            for (String label : argument.paramLabel().split("\\|", -1)) {
                for (ValueKind kind : values()) {
                    if (kind.name().equals(label)) {
                        kinds.add(kind);
                    }
                }
            }
        }
        return kinds;
    }
}
