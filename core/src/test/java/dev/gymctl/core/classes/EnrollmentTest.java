package dev.gymctl.core.classes;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.db.SqlErrors;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.importing.ImportCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets a seat. Every test has classes of its own, at times of their own. */
class EnrollmentTest {
    private static final String COACH = "ada@gym.example";
    private static final Instant NOW = Instant.parse("2026-11-05T06:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static List<Long> members;
    private static Instant nextStart = NOW.plusSeconds(86_400);

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), NOW).in("Europe/Berlin");
        gym.coach(COACH);
        members = gym.activeMembers(20);
    }

    @Test
    void enrollsNoMoreThanCapacity() throws Exception {
        long id = upcoming(5);
        List<Callable<String>> attempts = new ArrayList<>();
        for (long member : members) {
            attempts.add(() -> gym.classes
                    .enroll(id, String.valueOf(member), false)
                    .now()
                    .status()
                    .code());
        }

        List<String> outcomes = atOnce(attempts);

        assertThat(outcomes).filteredOn("booked"::equals).hasSize(5);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.equals("booked"))
                .containsOnly("CONFLICT class " + id + " is full: 5 of 5 seats are taken");
        assertSeats(id, 5, 0);
    }

    @Test
    void enrollsAMemberOnceHoweverOftenAtOnce() throws Exception {
        long id = upcoming(5);
        Callable<String> attempt = () -> gym.classes
                .enroll(id, members.get(0).toString(), false)
                .now()
                .status()
                .code();

        assertThat(atOnce(Collections.nCopies(12, attempt))).containsOnly("booked");
        assertSeats(id, 1, 0);
    }

    @Test
    void booksAMemberIntoOneOfTwoOverlappingClassesAtOnce() throws Exception {
        long one = upcoming(20);
        long other = classAt(gym.classes.get(one).startsAt(), 20, true);
        List<Callable<String>> attempts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String member = members.get(i).toString();
            attempts.add(
                    () -> gym.classes.enroll(one, member, false).now().status().code());
            attempts.add(() ->
                    gym.classes.enroll(other, member, false).now().status().code());
        }

        List<String> outcomes = atOnce(attempts);

        assertThat(outcomes).filteredOn("booked"::equals).hasSize(8);
        assertThat(outcomes).noneMatch(outcome -> outcome.startsWith("BUSY"));
        assertThat(gym.classes.get(one).seatsTaken() + gym.classes.get(other).seatsTaken())
                .isEqualTo(8);
    }

    @Test
    void twoImportsOfTheSameFileAtOnceAddItOnce() throws Exception {
        String file = attendance(upcoming("twice", 10), 0, 10, "attended");
        Callable<String> attempt = () -> {
            ImportCounts counts = gym.importAttendance(TestGym.csv("attendance.csv", file));
            return counts.added() + " added, " + counts.same() + " same";
        };

        assertThat(atOnce(List.of(attempt, attempt))).containsExactlyInAnyOrder("10 added, 0 same", "0 added, 10 same");
    }

    @Test
    void importsInOppositeOrderDoNotDeadlock() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(upcoming("opposite " + i, 5) + "," + address(i % 20) + ",booked");
        }
        String forth = "class_ref,member,status\n" + String.join("\n", rows);
        Collections.reverse(rows);
        String back = "class_ref,member,status\n" + String.join("\n", rows);

        for (String status : List.of("attended", "no_show", "booked")) {
            assertThat(atOnce(List.of(
                            () -> gym.importAttendance(TestGym.csv("forth.csv", forth.replace("booked", status)))
                                    .file(),
                            () -> gym.importAttendance(TestGym.csv("back.csv", back.replace("booked", status)))
                                    .file())))
                    .containsExactly("forth.csv", "back.csv");
        }
    }

    @Test
    void classImportsInOppositeOrderDoNotDeadlock() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add("timetable %d,TITLE,%s,2028-01-01T%02d:%02d,10,5".formatted(i, COACH, i / 6, i % 6 * 10));
        }
        String header = "class_ref,class_title,coach,starts_at,duration_minutes,capacity\n";
        String forth = header + String.join("\n", rows);
        Collections.reverse(rows);
        String back = header + String.join("\n", rows);
        gym.importClasses(TestGym.csv("classes.csv", forth));

        for (int i = 0; i < 5; i++) {
            String round = "Yoga " + i;
            assertThat(atOnce(List.of(
                            () -> gym.importClasses(TestGym.csv("forth.csv", forth.replace("TITLE", round + "a")))
                                    .file(),
                            () -> gym.importClasses(TestGym.csv("back.csv", back.replace("TITLE", round + "b")))
                                    .file())))
                    .containsExactly("forth.csv", "back.csv");
        }
    }

    @Test
    void bookingsAndAnImportAtOnceStayWithinCapacity() throws Exception {
        String ref = upcoming("mixed", 5);
        long id = id(ref);
        List<Callable<String>> attempts = new ArrayList<>();
        for (int i = 3; i < 20; i++) {
            String member = members.get(i).toString();
            attempts.add(
                    () -> gym.classes.enroll(id, member, false).now().status().code());
            if (i == 8) {
                String file = attendance(ref, 0, 3, "attended");
                attempts.add(() -> "added "
                        + gym.importAttendance(TestGym.csv("a.csv", file)).added());
            }
        }

        List<String> outcomes = atOnce(attempts);

        assertThat(outcomes).noneMatch(outcome -> outcome.startsWith("BUSY"));
        assertThat(gym.classes.get(id).seatsTaken()).isEqualTo(5);
        assertThat(gym.classes.get(id).attended()).isIn(0, 3);
        assertThat(gym.value(
                        "select seats_taken = (select count(*) from enrollments e where e.class_id = c.id"
                                + " and e.status in ('booked', 'attended', 'no_show')) from classes c where id = ?",
                        id))
                .isEqualTo("t");
    }

    @Test
    void withdrawingFreesTheSeatAndComingBackTakesIt() {
        long id = upcoming(1);
        String one = members.get(0).toString();
        String two = members.get(1).toString();
        gym.classes.enroll(id, one, false);
        assertThat(refusal(() -> gym.classes.enroll(id, two, false)).kind()).isEqualTo(Kind.CONFLICT);

        assertThat(gym.classes.withdraw(id, one).now().status()).isEqualTo(EnrollmentStatus.CANCELLED);
        assertThat(gym.classes.withdraw(id, one).now().status()).isEqualTo(EnrollmentStatus.CANCELLED);
        assertSeats(id, 0, 0);
        gym.classes.enroll(id, two, false);
        assertThat(refusal(() -> gym.classes.enroll(id, one, false)).kind()).isEqualTo(Kind.CONFLICT);
        gym.classes.withdraw(id, two);
        String before = gym.value("select max(booked_at) from enrollments where class_id = ?", id);
        assertThat(gym.classes.enroll(id, one, false).now().status()).isEqualTo(EnrollmentStatus.BOOKED);
        assertSeats(id, 1, 0);
        assertThat(gym.value(
                        "select booked_at > ?::timestamptz from enrollments where class_id = ? and status = 'booked'",
                        before,
                        id))
                .as("booked again")
                .isEqualTo("t");
    }

    @Test
    void bookingTwiceIsTheSameBooking() {
        long id = upcoming(3);
        Outcome<Enrollment> first = gym.classes.enroll(id, members.get(0).toString(), false);
        assertThat(first.changed()).isTrue();
        String audit = gym.value("select count(*) from audit_log");

        assertThat(gym.classes.enroll(id, address(0).toUpperCase(Locale.ROOT), false))
                .isEqualTo(new Outcome<>(first.now(), false));
        assertThat(gym.value("select count(*) from audit_log")).isEqualTo(audit);
    }

    @Test
    void refusesClassesThatAreCancelledOrHaveStarted() {
        String member = members.get(0).toString();
        long cancelled = upcoming(3);
        gym.classes.enroll(cancelled, members.get(1).toString(), false);
        gym.classes.cancel(cancelled);
        assertRefused(
                Kind.CONFLICT,
                "class " + cancelled + " is cancelled",
                () -> gym.classes.enroll(cancelled, member, false));
        assertSeats(cancelled, 0, 0);

        long startsNow = classAt(NOW, 3, true);
        assertRefused(
                Kind.CONFLICT,
                "class " + startsNow + " has started already",
                () -> gym.classes.enroll(startsNow, member, false));

        assertRefused(Kind.NOT_FOUND, "there is no class 999999", () -> gym.classes.enroll(999_999, member, false));
        assertRefused(
                Kind.NOT_FOUND,
                "there is no member 'who@x.example'",
                () -> gym.classes.enroll(startsNow, "who@x.example", false));
        assertRefused(
                Kind.NOT_FOUND,
                "member " + member + " is not enrolled in class " + cancelled,
                () -> gym.classes.withdraw(cancelled, member));
    }

    @Test
    void aBookingCannotBeTakenBackOnceTheClassHasStarted() {
        long id = upcoming(3);
        String member = members.get(0).toString();
        gym.classes.enroll(id, member, false);
        Instant start = gym.classes.get(id).startsAt();

        assertRefused(
                Kind.CONFLICT,
                "class " + id + " has started already",
                () -> at(start).classes.withdraw(id, member));
        assertThat(at(start.minusMillis(1)).classes.withdraw(id, member).now().status())
                .isEqualTo(EnrollmentStatus.CANCELLED);
    }

    @Test
    void onlyActiveMembersBook() {
        long id = upcoming(3);
        long frozen = members.get(18);
        gym.sql("insert into member_freezes (member_id, during) values (?, '[2026-11-05,2026-11-05]')", frozen);
        assertRefused(
                Kind.CONFLICT,
                "member " + frozen + " is frozen: only active members can book",
                () -> gym.classes.enroll(id, String.valueOf(frozen), false));

        long deactivated = members.get(19);
        gym.sql("update users set is_active = false where id = ?", deactivated);
        assertRefused(
                Kind.CONFLICT,
                "member " + deactivated + " is deactivated: only active members can book",
                () -> gym.classes.enroll(id, String.valueOf(deactivated), false));

        gym.sql("delete from member_freezes");
        gym.sql("update users set is_active = true where id = ?", deactivated);
        assertThat(gym.classes.enroll(id, String.valueOf(frozen), false).now().status())
                .isEqualTo(EnrollmentStatus.BOOKED);
    }

    @Test
    void aMemberIsInOneClassAtATimeUnlessAllowed() {
        long one = upcoming(3);
        long other = classAt(gym.classes.get(one).startsAt().plusSeconds(600), 3, true);
        String member = members.get(0).toString();
        gym.classes.enroll(one, member, false);

        assertRefused(
                Kind.CONFLICT,
                "member " + member + " is in class " + one + " at that time",
                () -> gym.classes.enroll(other, member, false));
        gym.classes.enroll(other, member, true);

        TestGym then = at(gym.classes.get(other).startsAt());
        assertThat(then.classes
                        .attend(one, List.of(member), EnrollmentStatus.ATTENDED, false)
                        .now())
                .as("whose overlap was allowed may attend both")
                .hasSize(1);
        assertThat(then.classes
                        .attend(other, List.of(member), EnrollmentStatus.ATTENDED, false)
                        .now())
                .hasSize(1);
        String walkIn = members.get(1).toString();
        then.classes.attend(one, List.of(walkIn), EnrollmentStatus.ATTENDED, false);
        assertRefused(
                Kind.CONFLICT,
                "member " + walkIn + " is in class " + one + " at that time",
                () -> then.classes.attend(other, List.of(walkIn), EnrollmentStatus.ATTENDED, false));
    }

    @Test
    void attendanceOfSeveralIsRecordedForAllOrNone() {
        long id = upcoming(2);
        TestGym then = at(gym.classes.get(id).startsAt());
        List<String> three = members.subList(0, 3).stream().map(String::valueOf).toList();

        assertThat(refusal(() -> then.classes.attend(id, three, EnrollmentStatus.ATTENDED, false))
                        .kind())
                .isEqualTo(Kind.CONFLICT);
        assertThat(refusal(() -> then.classes.attend(
                                id, List.of(three.get(0), "who@x.example"), EnrollmentStatus.ATTENDED, false))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(gym.classes.enrollments(id)).isEmpty();

        then.classes.attend(id, three.subList(0, 2), EnrollmentStatus.ATTENDED, true);
        assertThat(gym.classes.enrollments(id)).as("a trial").isEmpty();

        then.classes.attend(id, three.subList(0, 2), EnrollmentStatus.ATTENDED, false);
        assertSeats(id, 2, 2);
        then.classes.attend(id, three.subList(0, 1), EnrollmentStatus.LATE_CANCEL, false);
        assertSeats(id, 1, 1);
        then.classes.attend(id, three.subList(2, 3), EnrollmentStatus.NO_SHOW, false);
        assertSeats(id, 2, 1);
    }

    @Test
    void whoIsNamedTwiceAttendsOnce() {
        long id = upcoming(2);
        TestGym then = at(gym.classes.get(id).startsAt());
        String one = members.get(0).toString();

        assertThat(then.classes
                        .attend(id, List.of(one, address(0), one), EnrollmentStatus.ATTENDED, false)
                        .now())
                .hasSize(1);
        assertSeats(id, 1, 1);
        assertThat(refusal(() -> then.classes.attend(id, List.of(one), EnrollmentStatus.WAITLISTED, false))
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void tellsWhetherAnythingIsChanged() {
        long id = upcoming(3);
        String one = members.get(0).toString();
        gym.classes.enroll(id, one, false);
        assertThat(gym.classes.withdraw(id, one).changed()).isTrue();
        assertThat(gym.classes.withdraw(id, one).changed()).isFalse();

        TestGym then = at(gym.classes.get(id).startsAt());
        assertThat(then.classes
                        .attend(id, List.of(one), EnrollmentStatus.ATTENDED, true)
                        .changed())
                .isTrue();
        assertThat(then.classes
                        .attend(id, List.of(one), EnrollmentStatus.ATTENDED, false)
                        .changed())
                .isTrue();
        assertThat(then.classes
                        .attend(id, List.of(one), EnrollmentStatus.ATTENDED, false)
                        .changed())
                .isFalse();
    }

    @Test
    void aCoachTeachesBesideAClassThatIsAllowedToOverlap() {
        long allowed = classAt(nextStart.plusSeconds(7200), 3, true);
        nextStart = nextStart.plusSeconds(7200);

        long beside = classAt(nextStart.plusSeconds(600), 3, false);
        assertRefused(
                Kind.CONFLICT,
                "coach " + gym.classes.get(allowed).coachId() + " teaches class " + beside + " at that time",
                () -> classAt(nextStart, 3, false));
    }

    @Test
    void attendanceIsForClassesThatHaveStarted() {
        long id = upcoming(2);
        assertRefused(
                Kind.CONFLICT,
                "class " + id + " has not started yet",
                () -> gym.classes.attend(id, List.of(address(0)), EnrollmentStatus.ATTENDED, false));
        gym.classes.cancel(id);
        assertRefused(
                Kind.CONFLICT,
                "class " + id + " is cancelled",
                () -> at(gym.classes.get(id).startsAt())
                        .classes
                        .attend(id, List.of(address(0)), EnrollmentStatus.ATTENDED, false));
    }

    @ParameterizedTest
    @EnumSource(
            value = EnrollmentStatus.class,
            names = {"ATTENDED", "NO_SHOW"})
    void aClassThatTookPlaceIsNotCancelled(EnrollmentStatus status) {
        long id = upcoming(2);
        at(gym.classes.get(id).startsAt()).classes.attend(id, List.of(address(0)), status, false);

        assertThat(refusal(() -> gym.classes.cancel(id)).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(gym.classes.get(id).status()).isEqualTo("scheduled");
    }

    @Test
    void capacityCannotBeSetBelowSeatsTaken() {
        long id = upcoming(3);
        gym.classes.enroll(id, address(0), false);
        gym.classes.enroll(id, address(1), false);

        gym.sql("update classes set capacity = 2 where id = ?", id);
        assertThat(refusal(() -> gym.sql("update classes set capacity = 1 where id = ?", id))
                        .kind())
                .isEqualTo(Kind.CONFLICT);
    }

    @Test
    void aClassMovedTakesItsBookingsAlong() {
        long one = upcoming(3);
        long later = upcoming(3);
        gym.classes.enroll(one, address(0), false);
        gym.classes.enroll(later, address(0), false);

        assertThat(refusal(() -> gym.sql(
                                "update classes set overlap_allowed = true, starts_at = (select starts_at from classes where id = ?),"
                                        + " ends_at = (select ends_at from classes where id = ?) where id = ?",
                                later,
                                later,
                                one))
                        .kind())
                .as("it would meet the member's other class")
                .isEqualTo(Kind.CONFLICT);
        gym.sql(
                "update classes set starts_at = starts_at + interval '1 year', ends_at = ends_at + interval '1 year' where id = ?",
                one);
        assertThat(gym.value(
                        "select bool_and(e.starts_at = c.starts_at) from enrollments e join classes c on c.id = e.class_id where c.id = ?",
                        one))
                .isEqualTo("t");
    }

    /** The outcomes, in order; a refusal as its kind and message. */
    private static List<String> atOnce(List<Callable<String>> attempts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(attempts.size());
        try {
            List<String> outcomes = new ArrayList<>();
            for (Future<String> attempt : threads.invokeAll(
                    attempts.stream().map(EnrollmentTest::saying).toList())) {
                outcomes.add(attempt.get());
            }
            return outcomes;
        } finally {
            threads.shutdown();
        }
    }

    private static Callable<String> saying(Callable<String> attempt) {
        return () -> {
            try {
                return attempt.call();
            } catch (RuntimeException e) {
                GymException refusal = SqlErrors.translate(e);
                if (refusal == null) {
                    throw e;
                }
                return refusal.kind() + " " + refusal.getMessage();
            }
        };
    }

    private static void assertRefused(Kind kind, String message, Callable<?> work) {
        assertThat(refusal(work::call)).satisfies(refusal -> {
            assertThat(refusal).hasMessage(message);
            assertThat(refusal.kind()).isEqualTo(kind);
        });
    }

    private static void assertSeats(long id, int taken, int attended) {
        assertThat(Arrays.asList(
                        gym.classes.get(id).seatsTaken(), gym.classes.get(id).attended()))
                .containsExactly(taken, attended);
    }

    private static TestGym at(Instant now) {
        return new TestGym(database.database(), now);
    }

    private static long upcoming(int capacity) {
        return id(upcoming("class of " + nextStart, capacity));
    }

    private static String upcoming(String ref, int capacity) {
        nextStart = nextStart.plusSeconds(7200);
        gym.classes.add(new NewClass(ref, "Yoga", COACH, nextStart, 60, capacity, null, false));
        return ref;
    }

    private static long classAt(Instant start, int capacity, boolean overlapAllowed) {
        return gym.classes
                .add(new NewClass(null, "Yoga", COACH, start, 60, capacity, null, overlapAllowed))
                .id();
    }

    private static long id(String ref) {
        return Long.parseLong(gym.value("select id from classes where class_ref = ?", ref));
    }

    private static String address(int member) {
        return "member" + member + "@mail.example";
    }

    private static String attendance(String ref, int from, int before, String status) {
        StringBuilder file = new StringBuilder("class_ref,member,status\n");
        for (int i = from; i < before; i++) {
            file.append(ref)
                    .append(',')
                    .append(address(i))
                    .append(',')
                    .append(status)
                    .append('\n');
        }
        return file.toString();
    }
}
