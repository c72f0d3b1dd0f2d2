package dev.gymctl.core.member;

import dev.gymctl.core.money.Money;
import dev.gymctl.core.user.Profile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Everything that somebody at the desk wants to know of a member.
 *
 * @param owed what the member owes
 * @param credit what the gym owes the member
 * @param freezes all there were and are to come, by day
 * @param next classes booked or waited for, the next first; at most {@value #SHOWN}
 * @param recent classes that have started, the latest first; at most {@value #SHOWN}
 * @param events the latest first; at most {@value #SHOWN}
 */
public record MemberFile(
        Member member,
        Profile profile,
        Money owed,
        Money credit,
        List<Freeze> freezes,
        List<Booking> next,
        List<Booking> recent,
        List<Event> events) {
    static final int SHOWN = 5;

    /** What the member owes, less the credit; less than zero when the gym owes it. */
    public Money balance() {
        return new Money(owed.minorUnits() - credit.minorUnits(), owed.currency());
    }

    /**
     * A member's place in a class.
     *
     * @param status as in {@code class show}: {@code booked}, {@code attended} …
     */
    public record Booking(long classId, String classTitle, Instant startsAt, String status) {}

    /**
     * What happened to the membership.
     *
     * @param kind {@code registered}, {@code approved}, {@code rejected} or {@code cancelled}
     * @param reason or null
     */
    public record Event(LocalDate on, String kind, String reason) {}
}
