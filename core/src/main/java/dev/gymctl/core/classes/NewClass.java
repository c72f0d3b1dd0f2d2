package dev.gymctl.core.classes;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.time.Instant;

/**
 * A class to be added; INVALID outside the limits.
 *
 * @param classRef the gym's own key, or null
 * @param title not blank
 * @param coach id or e-mail
 * @param durationMinutes 1 to 1440
 * @param capacity at least 1
 * @param place or null
 * @param overlapAllowed whether the coach may teach another class at the same time
 */
public record NewClass(
        String classRef,
        String title,
        String coach,
        Instant startsAt,
        int durationMinutes,
        int capacity,
        String place,
        boolean overlapAllowed) {
    private static final int A_DAY = 1440;

    public NewClass {
        if (title.isBlank()) {
            throw new GymException(Kind.INVALID, "a class needs a title");
        } else if (durationMinutes < 1 || durationMinutes > A_DAY) {
            throw new GymException(
                    Kind.INVALID, "a class takes 1 to %d minutes, not %d".formatted(A_DAY, durationMinutes));
        } else if (capacity < 1) {
            throw new GymException(Kind.INVALID, "a class has a seat at least, not %d".formatted(capacity));
        }
    }
}
