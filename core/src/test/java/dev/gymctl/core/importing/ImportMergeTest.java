package dev.gymctl.core.importing;

import static dev.gymctl.core.TestGym.csv;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a good file changes: added, changed and same rows, and only those. */
class ImportMergeTest {
    private static final String CLASSES = "class_ref,class_title,coach,starts_at,duration_minutes,capacity,status\n";
    private static final String ATTENDANCE = "class_ref,member,status\n";
    private static final String RATES =
            "coach,class_title,per_class,per_hour,per_attendee,threshold,minimum,maximum,valid_from,valid_to\n";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        gym.importCoaches(csv("c", "first_name,last_name,email\nAda,L,ada@gym.example\n"));
        gym.activeMembers(3);
    }

    @Test
    void startsInAGapMoveForwardAndThoseInAnOverlapAreTheEarlier() {
        gym.importClasses(csv(
                "k",
                CLASSES
                        + "gap,Yoga,ada@gym.example,2026-03-29T02:30,10,5,\n"
                        + "overlap,Yoga,ada@gym.example,2026-10-25T02:30,10,5,\n"
                        + "later,Yoga,ada@gym.example,2026-10-25T02:30+01:00,10,5,\n"
                        + "offset,Yoga,ada@gym.example,2026-07-01T10:00-07:00,10,5,\n"));

        assertThat(gym.value(
                        "select string_agg(class_ref || ' ' || to_char(starts_at at time zone 'UTC', 'MM-DD HH24:MI'),"
                                + " ', ' order by starts_at) from classes"))
                .isEqualTo("gap 03-29 01:30, offset 07-01 17:00, overlap 10-25 00:30, later 10-25 01:30");
    }

    @Test
    void classesOfAFileMaySwapTheirTimes() {
        gym.importClasses(
                csv(
                        "k",
                        CLASSES + "A,Yoga,ada@gym.example,2026-10-03T10:00,60,5,\n"
                                + "B,Yoga,ada@gym.example,2026-10-03T11:00,60,5,\nC,Yoga,ada@gym.example,2026-10-03T12:00,60,5,\n"));
        gym.importAttendance(csv("a", ATTENDANCE + "A,member0@mail.example,booked\nB,member0@mail.example,booked\n"));
        gym.sql("update enrollments set overlap_allowed = false");

        assertThat(ImportRefusalTest.counts(gym.importClasses(csv(
                        "k",
                        CLASSES
                                + "A,Yoga,ada@gym.example,2026-10-03T11:00,60,5,\nB,Yoga,ada@gym.example,2026-10-03T10:00,60,5,\n"
                                + "C,Yoga,ada@gym.example,2026-10-03T12:00,60,5,\n"))))
                .isEqualTo("0 2 1");
        assertThat(gym.value("select string_agg(class_ref, ' ' order by starts_at) from classes"))
                .isEqualTo("B A C");
    }

    @Test
    void aClassCancelledByAFileEndsItsBookings() {
        gym.importClasses(csv("k", CLASSES + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,5,\n"));
        gym.importAttendance(csv("a", ATTENDANCE + "A,member0@mail.example,booked\n"));

        gym.importClasses(csv("k", CLASSES + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,5,cancelled\n"));

        assertThat(
                        gym.value(
                                "select c.status || ' ' || c.seats_taken || ' ' || e.status from classes c join enrollments e on e.class_id = c.id"))
                .isEqualTo("cancelled 0 cancelled");
    }

    @Test
    void aFileThatSaysNothingOfTheStatusLeavesACancelledClassCancelled() {
        String withStatus = CLASSES + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,5,%s\n";
        gym.importClasses(csv("k", withStatus.formatted("cancelled")));

        assertThat(ImportRefusalTest.counts(gym.importClasses(csv("k", withStatus.formatted("")))))
                .isEqualTo("0 0 1");
        assertThat(ImportRefusalTest.counts(gym.importClasses(csv("k", """
                        class_ref,class_title,coach,starts_at,duration_minutes,capacity
                        A,Yoga,ada@gym.example,2026-12-03T10:00,60,9
                        """)))).isEqualTo("0 1 0");
        assertThat(gym.value("select status from classes")).isEqualTo("cancelled");

        gym.importClasses(csv("k", withStatus.formatted("scheduled")));
        assertThat(gym.value("select status from classes")).isEqualTo("scheduled");
    }

    @Test
    void classesThatWereAllowedToOverlapAreTheSameWhenImportedAgain() {
        String file = CLASSES + "A,Yoga,ada@gym.example,2026-10-03T10:00,60,5,\n"
                + "B,Yoga,ada@gym.example,2026-10-03T10:30,60,5,\n";
        gym.classes.importFrom(csv("k", file), gym.gym(), true, false);

        assertThat(ImportRefusalTest.counts(gym.importClasses(csv("k", file)))).isEqualTo("0 0 2");
        assertThat(ImportRefusalTest.counts(
                        gym.importClasses(csv("k", CLASSES + "B,Yoga,ada@gym.example,2026-10-03T10:30,60,5,\n"))))
                .isEqualTo("0 0 1");
    }

    @Test
    void twoImportsOfTheSamePeopleAtOnceAddThemOnce() throws Exception {
        StringBuilder file = new StringBuilder("first_name,last_name,email\n");
        for (int i = 0; i < 500; i++) {
            file.append("Eve,E,eve").append(i).append("@x.example\n");
        }
        Callable<String> attempt = () -> ImportRefusalTest.counts(gym.importMembers(csv("m", file.toString())));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<String> one = threads.submit(attempt);
            Future<String> other = threads.submit(attempt);
            assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder("500 0 0", "0 0 500");
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void attendanceMaySwapSeatsWithinCapacity() {
        gym.importClasses(csv("k", CLASSES + "A,Yoga,ada@gym.example,2026-10-03T10:00,60,2,\n"));
        gym.importAttendance(csv("a", ATTENDANCE + "A,member0@mail.example,attended\nA,member1@mail.example,booked\n"));

        assertThat(
                        ImportRefusalTest.counts(
                                gym.importAttendance(
                                        csv(
                                                "a",
                                                ATTENDANCE
                                                        + "A,member2@mail.example,attended\nA,member0@mail.example,late_cancel\nA,member1@mail.example,attended\n"))))
                .isEqualTo("1 2 0");
        assertThat(gym.value("select seats_taken || ' ' || attended from classes"))
                .isEqualTo("2 2");
    }

    @Test
    void aFileEndsARateAndBeginsTheNext() {
        gym.importRates(csv("r", RATES + "ada@gym.example,,20,,,,,,2026-01-01,\n"));

        assertThat(
                        ImportRefusalTest.counts(
                                gym.importRates(
                                        csv(
                                                "r",
                                                RATES
                                                        + "ada@gym.example,,25,,,,,,2026-07-01,\nada@gym.example,,20,,,,,,2026-01-01,2026-06-30\n"))))
                .isEqualTo("1 1 0");
        assertThat(
                        gym.value(
                                "select string_agg(per_class || ' ' || coalesce(valid_to::text, 'open'), ', ' order by valid_from) from pay_rates"))
                .isEqualTo("2000 2026-06-30, 2500 open");
    }

    @Test
    void aMemberWhoBecomesACoachStaysOnePerson() {
        assertThat(ImportRefusalTest.counts(
                        gym.importCoaches(csv("c", "first_name,last_name,email\nMax,Member 0,MEMBER0@mail.example\n"))))
                .isEqualTo("1 0 0");
        assertThat(
                        gym.value(
                                "select role || ' ' || (select count(*) from users) from users where email = 'member0@mail.example'"))
                .isEqualTo("coach 4");
    }
}
