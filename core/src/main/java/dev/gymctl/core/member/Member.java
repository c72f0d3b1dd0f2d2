package dev.gymctl.core.member;

import dev.gymctl.core.user.User;

/**
 * A member's file.
 *
 * @param memberRef the gym's own member number, or null
 * @param status {@code pending}, {@code active}, {@code frozen}, {@code cancelled} or {@code rejected}
 * @param membershipApproved null while that is not decided
 * @param paymentStatus {@code paid}, {@code due} or {@code overdue}
 * @param attendanceCount classes attended
 * @param prepaidFees class fees already paid and not yet used
 */
public record Member(
        User user,
        String memberRef,
        String status,
        Boolean membershipApproved,
        String paymentStatus,
        int attendanceCount,
        int prepaidFees) {}
