package dev.gymctl.core.overview;

import java.time.Instant;

/**
 * A class, and how full it is.
 *
 * @param place or null
 * @param seatsTaken by members booked, attended or not shown
 * @param waitlisted how many wait for a seat
 */
public record TodaysClass(
        long id,
        String title,
        long coachId,
        String coach,
        Instant startsAt,
        Instant endsAt,
        String place,
        boolean cancelled,
        int capacity,
        int seatsTaken,
        int attended,
        int waitlisted) {

    /** Whether it is on. */
    public boolean isOn(Instant now) {
        return !cancelled && !now.isBefore(startsAt) && now.isBefore(endsAt);
    }

    /** Whether it is still to come. */
    public boolean isAhead(Instant now) {
        return !cancelled && now.isBefore(startsAt);
    }
}
