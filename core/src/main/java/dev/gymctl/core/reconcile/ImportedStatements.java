package dev.gymctl.core.reconcile;

import java.util.List;

/**
 * What came in with banks' files.
 *
 * @param statements new ones that can be trusted, advices too
 * @param lines new ones that are booked
 * @param duplicates lines of new statements that were there already
 * @param details of advices: those that split lines, or told more of one
 * @param advised details of new advices that wait for their booking
 * @param quarantined each new statement that cannot be trusted, with its file and the reason
 */
public record ImportedStatements(
        int statements, int lines, int duplicates, int details, int advised, List<String> quarantined) {}
