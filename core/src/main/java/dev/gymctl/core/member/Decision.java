package dev.gymctl.core.member;

/**
 * A member after a decision about the membership.
 *
 * @param changed whether it was not so before
 * @param bookingsTakenBack in classes of days on which the member cannot come any more
 */
public record Decision(Member member, boolean changed, int bookingsTakenBack) {}
