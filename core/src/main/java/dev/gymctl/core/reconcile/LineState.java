package dev.gymctl.core.reconcile;

import java.util.Locale;

/** What became of a line. */
public enum LineState {
    UNMATCHED,
    SUGGESTED,
    PARTLY_ALLOCATED,
    RECONCILED,
    EXCLUDED,
    DUPLICATE,
    REVERSED,
    /** A detail that a bank told of, and whose line is not known yet. */
    ADVISED,
    /** Its details are lines of their own, of which something is made instead. */
    SPLIT;

    /** As the database has it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return code();
    }

    static LineState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
