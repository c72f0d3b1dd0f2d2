package dev.gymctl.core.member;

import dev.gymctl.core.importing.Undo;

/** Takes back the prepaid fees that imported members brought along; it belongs to finance, which knows members. */
public interface ReversedFees {

    /** Reverses those of the members whom the undo removes. */
    void reverse(Undo undo);
}
