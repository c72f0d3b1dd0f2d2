package dev.gymctl.core.member;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Takes bookings back; it belongs to the classes, which know members. */
@FunctionalInterface
public interface Bookings {

    /**
     * Takes back what a member has booked, or waits for, in classes that have not started.
     *
     * @param from the first day, in the gym's zone
     * @param to the last day, inclusive; null for all that follow
     * @return how many bookings that were
     */
    int takeBack(Handle handle, long memberId, LocalDate from, LocalDate to);
}
