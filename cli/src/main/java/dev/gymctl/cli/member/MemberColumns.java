package dev.gymctl.cli.member;

import dev.gymctl.cli.Columns;
import dev.gymctl.cli.UserColumns;
import dev.gymctl.core.member.Member;

/** How a member is printed. */
final class MemberColumns {
    static final Columns<Member> ALL = UserColumns.details(
            UserColumns.<Member>names(Member::user)
                    .add("status", Member::status)
                    .add("payment_status", Member::paymentStatus)
                    .add("attendance_count", Member::attendanceCount)
                    .add("prepaid_fees", Member::prepaidFees)
                    .detail("membership_approved", Member::membershipApproved)
                    .detail("member_ref", Member::memberRef),
            Member::user);

    private MemberColumns() {}
}
