package dev.gymctl.core.importing;

/** How the imports of a kind are undone; the feature that reads the file knows. */
public interface UndoRules {

    /** Says which rows are kept, and why. */
    void keep(Undo undo);

    /** Undoes all the others. */
    void apply(Undo undo);
}
