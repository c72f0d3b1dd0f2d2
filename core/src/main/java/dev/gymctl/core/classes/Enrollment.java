package dev.gymctl.core.classes;

/** A member's enrollment in a class, as a change left it. */
public record Enrollment(long id, long classId, long memberId, String memberName, EnrollmentStatus status) {}
