package dev.gymctl.core.chat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.csv.Shown;

/**
 * A room that is to be made: of invited people, open to all, of a class, or of a pair.
 *
 * @param classId the class whose room it shall be, or null
 * @param direct id or e-mail of the other one of a pair, or null
 */
public record NewRoom(String name, boolean open, Long classId, String direct) {
    private static final int LONGEST = 100;

    /** Throws GymException INVALID for a name that cannot be typed again. */
    public NewRoom {
        if (name.isBlank()) {
            throw new GymException(Kind.INVALID, "a room needs a name");
        } else if (name.codePointCount(0, name.length()) > LONGEST) {
            throw new GymException(Kind.INVALID, "a room's name has at most %d characters".formatted(LONGEST));
        }
        for (int i = 0; i < name.length(); i++) {
            if (Shown.actsOnTerminal(name.charAt(i))) {
                throw new GymException(Kind.INVALID, "the name '%s' contains a control character".formatted(name));
            }
        }
    }
}
