package dev.gymctl.core.payroll;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * A rate to be set. Amounts are decimal, in the gym's currency; null is not given.
 *
 * @param coach id or e-mail, or null for everyone
 * @param classTitle or null for any
 * @param validTo the last day, or null for open
 */
public record NewPayRate(
        String coach,
        String classTitle,
        BigDecimal perClass,
        BigDecimal perHour,
        BigDecimal perAttendee,
        int threshold,
        BigDecimal minimum,
        BigDecimal maximum,
        LocalDate validFrom,
        LocalDate validTo) {

    /**
     * A rate that can be.
     *
     * @throws GymException INVALID without any amount, for a blank title, anything negative, a minimum above the maximum
     *     or an end before the beginning
     */
    public NewPayRate {
        classTitle = classTitle == null ? null : classTitle.strip();
        if (classTitle != null && classTitle.isEmpty()) {
            throw invalid("a class title cannot be blank");
        }
        if (perClass == null && perHour == null && perAttendee == null) {
            throw invalid("a rate is per class, per hour or per attendee: none is given");
        }
        if (Stream.of(perClass, perHour, perAttendee, minimum, maximum)
                        .anyMatch(amount -> amount != null && amount.signum() < 0)
                || threshold < 0) {
            throw invalid("a rate has no negative amounts and no negative threshold");
        }
        if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
            throw invalid("the minimum %s is above the maximum %s".formatted(minimum, maximum));
        }
        if (validTo != null && validTo.isBefore(validFrom)) {
            throw invalid("a rate cannot end on %s, before it begins on %s".formatted(validTo, validFrom));
        }
    }

    private static GymException invalid(String message) {
        return new GymException(Kind.INVALID, message);
    }
}
