package dev.gymctl.core.importing;

/**
 * A row of an imported file that added or changed something and is not undone.
 *
 * @param line of the file
 * @param outcome {@code added} or {@code changed}
 * @param id of what it became: the user's, rate's, class's or enrollment's
 * @param name for people: {@code member 12, Ada Lovelace}; null when it is gone
 * @param kept why an undo leaves it as it is, or null when it can be undone
 */
public record ImportedRow(long line, String outcome, long id, String name, String kept) {}
