package dev.gymctl.cli.member;

import dev.gymctl.cli.Columns;
import dev.gymctl.cli.UserColumns;
import dev.gymctl.core.member.Freeze;
import dev.gymctl.core.member.Member;
import dev.gymctl.core.member.MemberFile;
import dev.gymctl.core.member.MemberFile.Booking;
import dev.gymctl.core.member.MemberFile.Event;
import dev.gymctl.core.user.User;
import java.util.function.Function;

/** How a member is printed. */
final class MemberColumns {
    static final Columns<Member> ALL = of(Function.identity());

    static final Columns<Freeze> FREEZE =
            Columns.<Freeze>of().add("from", Freeze::from).add("to", Freeze::to).add("reason", Freeze::reason);

    static final Columns<Booking> BOOKING = Columns.<Booking>of()
            .add("class_id", Booking::classId)
            .add("class_title", Booking::classTitle)
            .add("class_datetime", Booking::startsAt)
            .add("status", Booking::status);

    static final Columns<Event> EVENT =
            Columns.<Event>of().add("on", Event::on).add("event", Event::kind).add("reason", Event::reason);

    static final Columns<MemberFile> FILE = of(MemberFile::member)
            .detail("contact_email", file -> file.profile().contactEmail())
            .detail("phone", file -> file.profile().phone())
            .detail("emergency_contact_name", file -> file.profile().emergencyContactName())
            .detail("emergency_contact_phone", file -> file.profile().emergencyContactPhone())
            .detail("guardian_name", file -> file.profile().guardianName())
            .detail("guardian_phone", file -> file.profile().guardianPhone())
            .detail("balance", MemberFile::balance)
            .detail("owed", MemberFile::owed)
            .detail("credit", MemberFile::credit)
            .detail("currency", file -> file.balance().currency().getCurrencyCode())
            .nested("freezes", MemberFile::freezes, FREEZE)
            .nested("next_classes", MemberFile::next, BOOKING)
            .nested("recent_classes", MemberFile::recent, BOOKING)
            .nested("events", MemberFile::events, EVENT);

    private MemberColumns() {}

    /** A member as a sentence names them: {@code member 7, Ada Lovelace}. */
    static String name(Member member) {
        return "member %d, %s".formatted(member.user().id(), member.user().fullName());
    }

    private static <T> Columns<T> of(Function<T, Member> member) {
        Function<T, User> user = file -> member.apply(file).user();
        return UserColumns.details(
                UserColumns.names(user)
                        .add("status", file -> member.apply(file).status())
                        .add("payment_status", file -> member.apply(file).paymentStatus())
                        .add("attendance_count", file -> member.apply(file).attendanceCount())
                        .add("prepaid_fees", file -> member.apply(file).prepaidFees())
                        .detail(
                                "membership_approved",
                                file -> member.apply(file).membershipApproved())
                        .detail("member_ref", file -> member.apply(file).memberRef()),
                user);
    }
}
