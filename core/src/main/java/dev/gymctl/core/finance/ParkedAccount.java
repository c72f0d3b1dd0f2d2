package dev.gymctl.core.finance;

import java.time.Instant;
import java.time.YearMonth;

/**
 * A member's account that a billing run left alone because it looks wrong.
 *
 * @param reason what looks wrong
 * @param acceptedAt when somebody said that it is right so; null: nobody has
 */
public record ParkedAccount(
        long memberId, String fullName, YearMonth month, String reason, Instant parkedAt, Instant acceptedAt) {}
