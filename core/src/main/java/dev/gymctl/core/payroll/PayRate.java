package dev.gymctl.core.payroll;

import dev.gymctl.core.money.Money;
import java.time.LocalDate;

/**
 * One pay formula and the days it is valid on.
 *
 * @param coachId whose classes, or null for everyone's
 * @param coachEmail of that coach, or null
 * @param coachName of that coach, or null
 * @param classTitle of which classes, or null for any
 * @param perHour for each 60 minutes
 * @param perAttendee for each attendee above the threshold
 * @param minimum of a class's pay, or null
 * @param maximum of a class's pay, or null
 * @param validTo the last day, or null for open
 */
public record PayRate(
        long id,
        Long coachId,
        String coachEmail,
        String coachName,
        String classTitle,
        Money perClass,
        Money perHour,
        Money perAttendee,
        int threshold,
        Money minimum,
        Money maximum,
        LocalDate validFrom,
        LocalDate validTo) {}
