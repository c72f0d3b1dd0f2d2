package dev.gymctl.core.reconcile;

import java.util.List;

/**
 * What came in with banks' files.
 *
 * @param statements new ones that balance, advices not counted
 * @param lines new ones
 * @param duplicates lines of new statements that were there already
 * @param details lines of which an advice told more
 * @param quarantined each new statement that cannot be trusted, with its file and the reason
 */
public record ImportedStatements(int statements, int lines, int duplicates, int details, List<String> quarantined) {}
