package dev.gymctl.cli.classes;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.classes.Enrollment;
import dev.gymctl.core.classes.GymClass;

/** How a class and its enrollments are printed. */
final class ClassColumns {
    static final Columns<Enrollment> ENROLLMENT = Columns.<Enrollment>of()
            .add("id", Enrollment::id)
            .add("class_id", Enrollment::classId)
            .add("member_id", Enrollment::memberId)
            .add("member", Enrollment::memberName)
            .add("status", Enrollment::status);

    static final Columns<GymClass> LIST = Columns.<GymClass>of()
            .add("id", GymClass::id)
            .add("class_title", GymClass::title)
            .add("instructor_name", GymClass::coachName)
            .add("class_datetime", GymClass::startsAt)
            .add("duration_minutes", GymClass::durationMinutes)
            .add("seats_taken", GymClass::seatsTaken)
            .add("capacity", GymClass::capacity)
            .add("status", GymClass::status)
            .detail("attended", GymClass::attended)
            .detail("place", GymClass::place)
            .detail("coach", GymClass::coachEmail)
            .detail("coach_id", GymClass::coachId)
            .detail("class_ref", GymClass::classRef)
            .detail("participants", GymClass::participants);

    private ClassColumns() {}

    /** Whose enrollment it is, in a sentence. */
    static String member(Enrollment enrollment) {
        return "member %d, %s,".formatted(enrollment.memberId(), enrollment.memberName());
    }
}
