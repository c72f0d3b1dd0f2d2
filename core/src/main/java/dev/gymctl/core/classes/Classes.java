package dev.gymctl.core.classes;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.coach.Coaches;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.member.Members;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The classes and who is enrolled in them. Capacity and overlaps are held by the schema. */
public final class Classes {
    private final Jdbi jdbi;
    private final Changes changes;
    private final Clock clock;
    private final Settling settling;

    public Classes(Jdbi jdbi, Changes changes, Clock clock, Settling settling) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.clock = clock;
        this.settling = settling;
    }

    /** Adds a class; CONFLICT if its coach teaches another at that time, or the class_ref is taken. */
    public GymClass add(NewClass wanted) {
        long id = changes.make("class add", change -> {
            Handle handle = change.handle();
            long coach = Coaches.id(handle, wanted.coach());
            Instant end = wanted.startsAt().plus(Duration.ofMinutes(wanted.durationMinutes()));
            refuseTakenRef(handle, wanted.classRef());
            if (!wanted.overlapAllowed()) {
                refuseOverlap(handle, coach, wanted.startsAt(), end);
            }
            long added = handle.createUpdate("""
                            insert into classes
                                (class_ref, class_title, coach_id, starts_at, ends_at, capacity, place, overlap_allowed)
                            values (:ref, :title, :coach, :start, :end, :capacity, :place, :overlap)
                            """)
                    .bind("ref", wanted.classRef())
                    .bind("title", wanted.title())
                    .bind("coach", coach)
                    .bind("start", wanted.startsAt())
                    .bind("end", end)
                    .bind("capacity", wanted.capacity())
                    .bind("place", wanted.place())
                    .bind("overlap", wanted.overlapAllowed())
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(long.class)
                    .one();
            change.note("class", added);
            change.note("class_title", wanted.title());
            return added;
        });
        return get(id);
    }

    /**
     * Classes that start in a span of time, by start and id.
     *
     * @param coach id or e-mail, or empty for all coaches
     */
    public List<GymClass> list(Instant from, Instant before, Optional<String> coach) {
        return jdbi.withHandle(handle -> {
            String condition = "c.starts_at >= :from and c.starts_at < :before";
            if (coach.isPresent()) {
                condition += " and c.coach_id = " + Coaches.id(handle, coach.get());
            }
            return select(handle, condition, from, before, 0);
        });
    }

    /** One class; NOT_FOUND if there is none of that id. */
    public GymClass get(long id) {
        return jdbi.withHandle(handle -> select(handle, "c.id = :id", Instant.EPOCH, Instant.EPOCH, id)).stream()
                .findFirst()
                .orElseThrow(() -> notFound(id));
    }

    /** Everyone who is or was enrolled in a class, by name. */
    public List<Enrollment> enrollments(long classId) {
        return jdbi.withHandle(handle -> enrollments(handle, classId, null));
    }

    /**
     * Cancels a class: its bookings end with it. One that is cancelled already stays so.
     *
     * @throws GymException CONFLICT if members have attended it
     */
    public GymClass cancel(long id) {
        return cancel(id, false);
    }

    /**
     * The same, or only a trial of it.
     *
     * @param trial everything but the commit
     */
    public GymClass cancel(long id, boolean trial) {
        return changes.make("class cancel", trial, change -> {
            Handle handle = change.handle();
            GymClass before = lock(handle, id);
            if (before.status().equals("cancelled")) {
                return before;
            }
            int held = handle.createQuery(
                            "select count(*) from enrollments where class_id = :id and status in ('attended', 'no_show')")
                    .bind("id", id)
                    .mapTo(int.class)
                    .one();
            if (held > 0) {
                throw new GymException(
                        Kind.CONFLICT,
                        "class %d took place: %d members are marked attended or no_show".formatted(id, held),
                        "correct their attendance first");
            }
            int bookings = handle.execute(
                    "update enrollments set status = 'cancelled' where class_id = ? and status in ('booked', 'waitlisted')",
                    id);
            handle.execute("update classes set status = 'cancelled' where id = ?", id);
            change.note("class", id);
            change.note("status", "scheduled", "cancelled");
            change.note("bookings_cancelled", bookings);
            return select(handle, "c.id = :id", Instant.EPOCH, Instant.EPOCH, id)
                    .get(0);
        });
    }

    /**
     * Books a member into a class. One who is booked already stays so.
     *
     * @param member id or e-mail
     * @throws GymException CONFLICT if the class is full, cancelled or started, the member is not active, or attends
     *     another class at that time
     */
    public Outcome<Enrollment> enroll(long classId, String member, boolean overlapAllowed) {
        return changes.tell("class enroll", false, change -> {
            Handle handle = change.handle();
            GymClass gymClass = lock(handle, classId);
            long memberId = Members.id(handle, member);
            Optional<Enrollment> before = find(handle, classId, memberId);
            if (before.isPresent() && takesSeat(before.get().status())) {
                return before.get();
            }
            if (gymClass.status().equals("cancelled")) {
                throw new GymException(Kind.CONFLICT, "class %d is cancelled".formatted(classId));
            }
            if (!clock.instant().isBefore(gymClass.startsAt())) {
                throw new GymException(
                        Kind.CONFLICT,
                        "class %d has started already".formatted(classId),
                        "gymctl class attend %d %s records who came".formatted(classId, member));
            }
            refuseInactive(handle, memberId, gymClass.startsAt());
            if (!overlapAllowed) {
                refuseOtherClass(handle, gymClass, memberId);
            }
            return put(change, gymClass, memberId, EnrollmentStatus.BOOKED, overlapAllowed);
        });
    }

    /**
     * Takes a member's booking back; the seat is free again. One who withdrew already stays so.
     *
     * @throws GymException NOT_FOUND if the member is not enrolled; CONFLICT after the class has started
     */
    public Outcome<Enrollment> withdraw(long classId, String member) {
        return changes.tell("class withdraw", false, change -> {
            Handle handle = change.handle();
            GymClass gymClass = lock(handle, classId);
            long memberId = Members.id(handle, member);
            Enrollment before = find(handle, classId, memberId)
                    .orElseThrow(() -> new GymException(
                            Kind.NOT_FOUND, "member %d is not enrolled in class %d".formatted(memberId, classId)));
            switch (before.status()) {
                case CANCELLED, LATE_CANCEL -> {
                    return before;
                }
                case ATTENDED, NO_SHOW ->
                    throw new GymException(
                            Kind.CONFLICT,
                            "member %d is marked %s in class %d"
                                    .formatted(memberId, before.status().code(), classId));
                case BOOKED, WAITLISTED -> {
                    if (!clock.instant().isBefore(gymClass.startsAt())) {
                        throw new GymException(
                                Kind.CONFLICT,
                                "class %d has started already".formatted(classId),
                                "gymctl class attend %d %s --status late_cancel".formatted(classId, member));
                    }
                    return put(change, gymClass, memberId, EnrollmentStatus.CANCELLED, false);
                }
            }
            throw new AssertionError(before.status());
        });
    }

    /**
     * Takes back what a member has booked, or waits for, in classes that have not started; inside a change, which says
     * why. See {@link dev.gymctl.core.member.Bookings}.
     */
    public int takeBack(Handle handle, long memberId, LocalDate from, LocalDate to) {
        List<Long> booked = handle.createQuery("""
                        select c.id from classes c
                        where c.id in (select e.class_id from enrollments e
                                       where e.member_id = :member and e.status in ('booked', 'waitlisted')
                                         and e.starts_at > :now and local_date(e.starts_at) between :from and :to)
                        order by c.id for no key update
                        """)
                .bind("member", memberId)
                .bind("now", clock.instant())
                .bind("from", from)
                .bind("to", to == null ? LocalDate.of(9999, 12, 31) : to)
                .mapTo(long.class)
                .list();
        handle.createUpdate("""
                        update enrollments set status = 'cancelled'
                        where member_id = :member and class_id = any (:classes) and status in ('booked', 'waitlisted')
                        """)
                .registerArrayType(Long.class, "bigint")
                .bind("member", memberId)
                .bindArray("classes", Long.class, booked)
                .execute();
        return booked.size();
    }

    /**
     * Records what became of members in a class, all or none; a status that is so already stays. Attendances are settled
     * with it, and what was settled is taken back when it turns out that it was none.
     *
     * @param members ids or e-mails; one who is named twice counts once
     * @param trial everything but the commit
     * @throws GymException INVALID for waitlisted, which is not recorded but comes of a booking; CONFLICT if the class is
     *     full, cancelled or has not started, or a member attends another class at that time
     */
    public Outcome<List<Enrollment>> attend(
            long classId, List<String> members, EnrollmentStatus status, boolean trial) {
        if (status == EnrollmentStatus.WAITLISTED) {
            throw new GymException(Kind.INVALID, "waitlisted is not what becomes of a member in a class");
        }
        return changes.tell("class attend", trial, change -> {
            Handle handle = change.handle();
            Set<Long> memberIds = new LinkedHashSet<>();
            for (String member : members) {
                memberIds.add(Members.id(handle, member));
            }
            lockMembers(handle, memberIds);
            GymClass gymClass = lock(handle, classId);
            if (gymClass.status().equals("cancelled")) {
                throw new GymException(Kind.CONFLICT, "class %d is cancelled".formatted(classId));
            }
            if (clock.instant().isBefore(gymClass.startsAt())) {
                throw new GymException(
                        Kind.CONFLICT,
                        "class %d has not started yet".formatted(classId),
                        "gymctl class enroll %d MEMBER books a seat".formatted(classId));
            }
            List<Enrollment> recorded = new ArrayList<>();
            List<Long> changed = new ArrayList<>();
            for (long memberId : memberIds) {
                Optional<Enrollment> before = find(handle, classId, memberId);
                if (before.isPresent() && before.get().status() == status) {
                    recorded.add(before.get());
                } else {
                    boolean booked = before.isPresent() && before.get().status() == EnrollmentStatus.BOOKED;
                    if (status == EnrollmentStatus.ATTENDED && !booked) {
                        refuseOtherClass(handle, gymClass, memberId);
                    }
                    Enrollment now = put(change, gymClass, memberId, status, false);
                    recorded.add(now);
                    changed.add(now.id());
                }
            }
            settle(handle, changed, status);
            return recorded;
        });
    }

    /**
     * Adds the classes of a file, known by their {@code class_ref}, or brings them up to date.
     *
     * @param overlapAllowed whether coaches may teach several of them at once
     * @param trial everything but the commit
     * @throws GymException INVALID with every line that cannot be taken; then nothing is
     */
    public ImportCounts importFrom(CsvSource source, Gym gym, boolean overlapAllowed, boolean trial) {
        return changes.make("class import", trial, change -> ClassImport.run(change, source, gym, overlapAllowed));
    }

    /**
     * Takes attendance over from a file, known by class and member. It is history: joining dates and booking rules are not
     * applied to it, capacity is. Nor are overlaps: two rows of history are both facts, even where nobody should have been
     * in two classes at once.
     *
     * @param trial everything but the commit
     * @throws GymException INVALID with every line that cannot be taken; then nothing is
     */
    public ImportCounts importAttendance(CsvSource source, boolean trial) {
        return changes.make("class attend", trial, change -> AttendanceImport.run(change, source, settling));
    }

    private void settle(Handle handle, List<Long> enrollments, EnrollmentStatus status) {
        if (!enrollments.isEmpty()) {
            String those = "select id as enrollment_id from enrollments where id in (%s)"
                    .formatted(enrollments.stream().map(String::valueOf).collect(Collectors.joining(", ")));
            if (status == EnrollmentStatus.ATTENDED) {
                settling.settle(handle, those, Map.of());
            } else {
                settling.undo(handle, those, Map.of());
            }
        }
    }

    /** Locks them before the class, as whoever takes back a member's bookings does. */
    private static void lockMembers(Handle handle, Set<Long> members) {
        handle.createQuery("select user_id from members where user_id = any (:ids) order by user_id for no key update")
                .registerArrayType(Long.class, "bigint")
                .bindArray("ids", Long.class, members.toArray())
                .mapTo(long.class)
                .list();
    }

    private static boolean takesSeat(EnrollmentStatus status) {
        return switch (status) {
            case BOOKED, ATTENDED, NO_SHOW -> true;
            case WAITLISTED, LATE_CANCEL, CANCELLED -> false;
        };
    }

    private static Enrollment put(
            Change change, GymClass gymClass, long memberId, EnrollmentStatus status, boolean overlapAllowed) {
        change.handle()
                .createUpdate("""
                        insert into enrollments (class_id, member_id, starts_at, ends_at, status, overlap_allowed)
                        select id, :member, starts_at, ends_at, :status, :overlap from classes where id = :class
                        on conflict (class_id, member_id) do update
                        set status = excluded.status, overlap_allowed = enrollments.overlap_allowed or excluded.overlap_allowed,
                            booked_at = case when excluded.status = 'booked' and enrollments.status in ('late_cancel', 'cancelled')
                                        then now() else enrollments.booked_at end
                        """)
                .bind("member", memberId)
                .bind("status", status.code())
                .bind("overlap", overlapAllowed)
                .bind("class", gymClass.id())
                .execute();
        change.note("class", gymClass.id());
        change.note("member_" + memberId, status.code());
        return find(change.handle(), gymClass.id(), memberId).orElseThrow();
    }

    private static Optional<Enrollment> find(Handle handle, long classId, long memberId) {
        return enrollments(handle, classId, memberId).stream().findFirst();
    }

    /** A class's enrollments, of one member if memberId is not null. */
    private static List<Enrollment> enrollments(Handle handle, long classId, Long memberId) {
        return handle.createQuery("""
                        select e.id, e.class_id, e.member_id, u.full_name, e.status
                        from enrollments e join users u on u.id = e.member_id
                        where e.class_id = :class and e.member_id = coalesce(:member::bigint, e.member_id)
                        order by u.full_name collate "C", e.member_id
                        """)
                .bind("class", classId)
                .bind("member", memberId)
                .map((row, context) -> new Enrollment(
                        row.getLong("id"),
                        row.getLong("class_id"),
                        row.getLong("member_id"),
                        row.getString("full_name"),
                        EnrollmentStatus.of(row.getString("status"))))
                .list();
    }

    /** Only who is active now, and will be on the day of the class, can book it. */
    private void refuseInactive(Handle handle, long memberId, Instant start) {
        handle.createQuery("""
                        select case when not u.is_active then 'is deactivated'
                                    when s.status <> 'active' then 'is ' || s.status
                                    else 'will be ' || at_start.status || ' on ' || day.of_class end
                        from users u
                        cross join (select local_date(:now) as today, local_date(:start) as of_class) day
                        cross join lateral status_of(u.id, day.today) s
                        cross join lateral status_of(u.id, day.of_class) at_start
                        where u.id = :member and not (u.is_active and s.status = 'active' and at_start.status = 'active')
                        """)
                .bind("now", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
                .bind("start", start)
                .bind("member", memberId)
                .mapTo(String.class)
                .findOne()
                .ifPresent(status -> {
                    throw new GymException(
                            Kind.CONFLICT, "member %d %s: only active members can book".formatted(memberId, status));
                });
    }

    /**
     * Refuses another class at the same time also if that one is marked as allowed to overlap: imported attendance always
     * is, without anybody having allowed it.
     */
    private static void refuseOtherClass(Handle handle, GymClass gymClass, long memberId) {
        handle.createQuery("""
                        select other.class_id
                        from enrollments other join classes c on c.id = :class
                        where other.member_id = :member and other.class_id <> c.id
                          and other.status in ('booked', 'attended')
                          and tstzrange(other.starts_at, other.ends_at) && tstzrange(c.starts_at, c.ends_at)
                        order by other.class_id limit 1
                        """)
                .bind("class", gymClass.id())
                .bind("member", memberId)
                .mapTo(long.class)
                .findOne()
                .ifPresent(other -> {
                    throw new GymException(
                            Kind.CONFLICT,
                            "member %d is in class %d at that time".formatted(memberId, other),
                            "an admin may allow it: --allow-overlap");
                });
    }

    private static void refuseOverlap(Handle handle, long coach, Instant start, Instant end) {
        handle.createQuery("""
                        select id from classes
                        where coach_id = :coach and status = 'scheduled' and not overlap_allowed
                          and starts_at < :end and ends_at > :start
                        order by id limit 1
                        """)
                .bind("coach", coach)
                .bind("start", start)
                .bind("end", end)
                .mapTo(long.class)
                .findOne()
                .ifPresent(other -> {
                    throw new GymException(
                            Kind.CONFLICT,
                            "coach %d teaches class %d at that time".formatted(coach, other),
                            "an admin may allow it: --allow-overlap");
                });
    }

    private static void refuseTakenRef(Handle handle, String classRef) {
        handle.createQuery("select id from classes where class_ref = :ref")
                .bind("ref", classRef)
                .mapTo(long.class)
                .findOne()
                .ifPresent(taken -> {
                    throw new GymException(
                            Kind.CONFLICT, "the class_ref %s is class %d's already".formatted(classRef, taken));
                });
    }

    /** The class, its row locked until the transaction ends. */
    private static GymClass lock(Handle handle, long id) {
        handle.execute("select id from classes where id = ? for no key update", id);
        return select(handle, "c.id = :id", Instant.EPOCH, Instant.EPOCH, id).stream()
                .findFirst()
                .orElseThrow(() -> notFound(id));
    }

    private static List<GymClass> select(Handle handle, String condition, Instant from, Instant before, long id) {
        return handle.createQuery("""
                        select c.id, c.class_ref, c.class_title, c.coach_id, u.full_name, u.email, c.starts_at,
                               c.duration_minutes, c.capacity, c.place, c.status, c.seats_taken, c.attended,
                               array(select m.full_name
                                     from enrollments e join users m on m.id = e.member_id
                                     where e.class_id = c.id and e.status in ('booked', 'attended')
                                     order by m.full_name collate "C", m.id) as participants
                        from classes c join users u on u.id = c.coach_id
                        where <condition>
                        order by c.starts_at, c.id
                        """)
                .define("condition", condition)
                .bind("from", from)
                .bind("before", before)
                .bind("id", id)
                .map((row, context) -> new GymClass(
                        row.getLong("id"),
                        row.getString("class_ref"),
                        row.getString("class_title"),
                        row.getLong("coach_id"),
                        row.getString("full_name"),
                        row.getString("email"),
                        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        row.getInt("duration_minutes"),
                        row.getInt("capacity"),
                        row.getString("place"),
                        row.getString("status"),
                        row.getInt("seats_taken"),
                        row.getInt("attended"),
                        strings(row, "participants")))
                .list();
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    private static GymException notFound(long id) {
        return new GymException(
                Kind.NOT_FOUND, "there is no class %d".formatted(id), "gymctl class list shows them all");
    }
}
