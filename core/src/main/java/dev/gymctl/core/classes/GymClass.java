package dev.gymctl.core.classes;

import java.time.Instant;
import java.util.List;

/**
 * A class that is or was offered.
 *
 * @param classRef the gym's own key, or null
 * @param coachName the coach's full name
 * @param coachEmail or null
 * @param place or null
 * @param status {@code scheduled} or {@code cancelled}
 * @param seatsTaken by members booked, attended or not shown; never more than the capacity
 * @param attended how many attended
 * @param participants the full names of members booked or attended, by name
 */
public record GymClass(
        long id,
        String classRef,
        String title,
        long coachId,
        String coachName,
        String coachEmail,
        Instant startsAt,
        int durationMinutes,
        int capacity,
        String place,
        String status,
        int seatsTaken,
        int attended,
        List<String> participants) {}
