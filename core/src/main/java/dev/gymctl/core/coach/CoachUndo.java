package dev.gymctl.core.coach;

import dev.gymctl.core.importing.Undo;
import dev.gymctl.core.importing.UndoRules;
import dev.gymctl.core.user.PeopleUndo;
import java.util.Set;

/** How a file of coaches is undone. */
public final class CoachUndo implements UndoRules {
    @Override
    public void keep(Undo undo) {
        PeopleUndo.keep(undo, Set.of("coaches"));
        undo.keepUsed("coaches", "r.added", Set.of());
        undo.keepAllFound(PeopleUndo.EMAIL_TAKEN);
    }

    @Override
    public void apply(Undo undo) {
        undo.delete();
        PeopleUndo.restore(undo);
    }
}
