package dev.gymctl.core.payroll;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a class pays, part by part, and which rate it pays by. Every test has coaches of its own. */
class PayFormulaTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static int coaches;

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        gym.activeMembers(12);
    }

    @ParameterizedTest(name = "{0}: {9}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
        WHAT                              | CLASS | HOUR  | ATTENDEE | THRESHOLD | MIN   | MAX   | MINUTES | ATTENDED | PAY
        per class                         | 11.00 |       |          | 0         |       |       | 60      | 3        | 11.00
        nobody came                       | 11.00 |       |          | 0         |       |       | 60      | 0        | 11.00
        per hour                          |       | 37.00 |          | 0         |       |       | 60      | 3        | 37.00
        per hour, 90 minutes              |       | 37.00 |          | 0         |       |       | 90      | 3        | 55.50
        half a cent goes down to even     |       | 32.50 |          | 0         |       |       | 15      | 0        | 8.12
        half a cent goes up to even       |       | 32.54 |          | 0         |       |       | 15      | 0        | 8.14
        less than half a cent goes down   |       | 32.49 |          | 0         |       |       | 15      | 0        | 8.12
        more than half a cent goes up     |       | 32.51 |          | 0         |       |       | 15      | 0        | 8.13
        odd minutes                       |       | 33.33 |          | 0         |       |       | 47      | 0        | 26.11
        one minute                        |       | 37.70 |          | 0         |       |       | 1       | 0        | 0.63
        a day                             |       | 0.01  |          | 0         |       |       | 1440    | 0        | 0.24
        only the hours are rounded        | 0.01  | 32.50 |          | 0         |       |       | 15      | 0        | 8.13
        only the hours are rounded, up    | 0.01  | 32.54 |          | 0         |       |       | 15      | 0        | 8.15
        per attendee                      |       |       | 1.50     | 0         |       |       | 60      | 3        | 4.50
        attendees below the threshold     | 2.00  |       | 1.50     | 5         |       |       | 60      | 4        | 2.00
        attendees equal to the threshold  | 2.00  |       | 1.50     | 5         |       |       | 60      | 5        | 2.00
        attendees above the threshold     | 2.00  |       | 1.50     | 5         |       |       | 60      | 6        | 3.50
        many attendees                    | 2.00  |       | 1.50     | 5         |       |       | 60      | 12       | 12.50
        all parts                         | 8.25  | 33.33 | 7.50     | 2         |       |       | 50      | 5        | 58.53
        raised to the minimum             |       | 10.00 |          | 0         | 12.50 |       | 60      | 0        | 12.50
        above the minimum                 |       | 10.00 |          | 0         | 9.99  |       | 60      | 0        | 10.00
        cut to the maximum                | 8.25  | 33.33 | 7.50     | 2         |       | 45.00 | 50      | 5        | 45.00
        below the maximum                 | 8.25  |       |          | 0         |       | 45.00 | 50      | 5        | 8.25
        between minimum and maximum       | 8.25  |       |          | 0         | 8.24  | 8.26  | 50      | 5        | 8.25
        minimum is maximum, raised        | 0.00  |       | 4.70     | 8         | 12.50 | 12.50 | 50      | 0        | 12.50
        minimum is maximum, cut           | 0.00  |       | 4.70     | 8         | 12.50 | 12.50 | 50      | 12       | 12.50
        the minimum raises a zero         | 0.00  |       |          | 0         | 5.00  |       | 50      | 0        | 5.00
        a rate of nothing                 | 0.00  |       |          | 0         |       |       | 50      | 5        | 0.00
        a maximum of nothing              | 9.00  |       |          | 0         |       | 0.00  | 50      | 5        | 0.00
        """)
    void paysByTheFormula(
            String what,
            BigDecimal perClass,
            BigDecimal perHour,
            BigDecimal perAttendee,
            int threshold,
            BigDecimal minimum,
            BigDecimal maximum,
            int minutes,
            int attended,
            String pay) {
        String coach = coach();
        gym.rates.set(
                new NewPayRate(
                        coach,
                        null,
                        perClass,
                        perHour,
                        perAttendee,
                        threshold,
                        minimum,
                        maximum,
                        LocalDate.of(2026, 1, 1),
                        null),
                gym.gym());
        long id = gym.taught(coach, "Yoga", "2026-10-03T10:00", minutes);
        gym.attended(id, attended);

        assertThat(pay(id)).as(what).isEqualTo(pay);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        Yoga |      |       | 0  |      |      |            | a rate is per class, per hour or per attendee: none is given
        " "  | 1.00 |       | 0  |      |      |            | a class title cannot be blank
        Yoga | 1.00 | -0.01 | 0  |      |      |            | a rate has no negative amounts and no negative threshold
        Yoga | 1.00 |       | -1 |      |      |            | a rate has no negative amounts and no negative threshold
        Yoga | 1.00 |       | 0  | 2.01 | 2.00 |            | the minimum 2.01 is above the maximum 2.00
        Yoga | 1.00 |       | 0  |      |      | 2025-12-31 | a rate cannot end on 2025-12-31, before it begins on 2026-01-01
        """)
    void refusesARateThatCannotBe(
            String title,
            BigDecimal perClass,
            BigDecimal perHour,
            int threshold,
            BigDecimal minimum,
            BigDecimal maximum,
            LocalDate to,
            String message) {
        LocalDate from = LocalDate.of(2026, 1, 1);
        assertThat(refusal(() ->
                        new NewPayRate(null, title, perClass, perHour, null, threshold, minimum, maximum, from, to)))
                .satisfies(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
                    assertThat(refusal).hasMessage(message);
                });
    }

    @Test
    void onlyARateThatBeginsBeforeCanBeEndedForAnother() {
        String coach = coach();
        rate(coach, " Yoga ", "20.00", null, "2026-07-01", null);

        assertThat(refusal(() -> rate(coach, "Yoga", "25.00", null, "2026-10-01", null))
                        .hint()
                        .orElseThrow())
                .endsWith("--on 2026-09-30 ends it before this one begins");
        assertThat(refusal(() -> rate(coach, "Yoga", "25.00", null, "2026-07-01", null))
                        .hint())
                .isEmpty();
        assertThat(refusal(() -> rate(coach, "Yoga", "25.00", null, "2026-01-01", null))
                        .hint())
                .isEmpty();
    }

    @Test
    void onlyAttendedCounts() {
        String coach = coach();
        rate(coach, null, null, "1.00", "2026-01-01", null);
        long id = gym.taught(coach, "Yoga", "2026-10-03T10:00", 60);
        gym.attended(id, 8);
        gym.sql("""
            update enrollments e set status = s.status
            from (select id, (array['attended', 'attended', 'no_show', 'booked', 'late_cancel', 'cancelled', 'waitlisted',
                                    'no_show'])[row_number() over (order by id)] as status
                  from enrollments where class_id = ?) s
            where s.id = e.id
            """, id);

        assertThat(pay(id)).isEqualTo("2.00");
    }

    @Test
    void aCancelledClassPaysNothing() {
        String coach = coach();
        rate(coach, null, "7.00", null, "2026-01-01", null);
        gym.taught(coach, "Yoga", "2026-10-03T10:00", 60);
        gym.classes.cancel(gym.taught(coach, "Yoga", "2026-10-04T10:00", 60));

        assertThat(preview(coach))
                .extracting(Payslip::classesTaught, p -> p.total().toString())
                .containsExactly(1, "7.00");
    }

    @Test
    void theMostSpecificRateWins() {
        String coach = coach();
        String other = coach();
        rate(null, null, "1.00", null, "2030-01-01", "2030-12-31");
        rate(null, "Boxing", "2.00", null, "2030-01-01", "2030-12-31");
        rate(coach, null, "3.00", null, "2030-01-01", "2030-12-31");
        rate(coach, "Boxing", "4.00", null, "2030-01-01", "2030-12-31");

        String third = coach();
        rate(third, null, "5.00", null, "2030-01-01", "2030-12-31");

        assertThat(pay(gym.taught(third, "Boxing", "2030-06-02T10:00", 60)))
                .as("the coach's before the title's")
                .isEqualTo("5.00");
        assertThat(pay(gym.taught(other, "Tennis", "2030-06-01T10:00", 60))).isEqualTo("1.00");
        assertThat(pay(gym.taught(other, "Boxing", "2030-06-02T10:00", 60))).isEqualTo("2.00");
        assertThat(pay(gym.taught(coach, "Tennis", "2030-06-01T10:00", 60))).isEqualTo("3.00");
        assertThat(pay(gym.taught(coach, "Boxing", "2030-06-02T10:00", 60))).isEqualTo("4.00");
        assertThat(pay(gym.taught(coach, "boxing", "2030-06-03T10:00", 60)))
                .as("a title is a title only as it is written")
                .isEqualTo("3.00");
    }

    @Test
    void aMoreSpecificRateThatIsNotValidThatDayDoesNotCount() {
        String coach = coach();
        rate(coach, null, "3.00", null, "2031-01-01", null);
        rate(coach, "Spinning", "4.00", null, "2031-06-02", "2031-06-02");

        assertThat(pay(gym.taught(coach, "Spinning", "2031-06-01T10:00", 60))).isEqualTo("3.00");
        assertThat(pay(gym.taught(coach, "Spinning", "2031-06-02T10:00", 60))).isEqualTo("4.00");
        assertThat(pay(gym.taught(coach, "Spinning", "2031-06-03T10:00", 60))).isEqualTo("3.00");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-04T23:59, 10.00", // no rate yet
        "2026-10-05T00:00, 7.00",
        "2026-10-14T23:59, 7.00",
        "2026-10-15T00:00, 9.00",
        "2026-10-25T02:30, 9.00", // twice that night
        "2026-10-31T23:59, 9.00",
        "2026-11-01T00:00, 10.00", // no rate any more
    })
    void aRateIsValidFromItsFirstToItsLastLocalDay(String start, String pay) {
        String coach = coach();
        rate(coach, null, "7.00", null, "2026-10-05", "2026-10-14");
        rate(coach, null, "9.00", null, "2026-10-15", "2026-10-31");

        assertThat(pay(gym.taught(coach, "Yoga", start, 60))).isEqualTo(pay);
    }

    @Test
    void aRateThatChangesWithinTheMonthPaysEachClassByItsDay() {
        String coach = coach();
        rate(coach, null, "36.10", null, "2026-01-01", "2026-10-14");
        rate(coach, null, "42.10", null, "2026-10-15", null);
        gym.taught(coach, "Yoga", "2026-10-14T10:00", 60);
        gym.taught(coach, "Yoga", "2026-10-15T10:00", 60);

        assertThat(preview(coach)).extracting(p -> p.total().toString()).isEqualTo("78.20");
    }

    @Test
    void namesakesArePaidByPerson() {
        String one = coach();
        String two = coach();
        rate(one, null, "20.00", null, "2026-01-01", null);
        rate(two, null, "30.00", null, "2026-01-01", null);
        gym.taught(one, "Yoga", "2026-10-20T10:00", 60);
        gym.taught(two, "Yoga", "2026-10-20T10:00", 60);
        gym.taught(two, "Yoga", "2026-10-21T10:00", 60);

        assertThat(preview(one).coachName()).isEqualTo(preview(two).coachName());
        assertThat(preview(one).total()).hasToString("20.00");
        assertThat(preview(two).total()).hasToString("60.00");
    }

    private static String coach() {
        String email = "coach" + ++coaches + "@gym.example";
        gym.coach(email);
        return email;
    }

    private static void rate(String coach, String title, String perClass, String perAttendee, String from, String to) {
        gym.rates.set(
                new NewPayRate(
                        coach,
                        title,
                        perClass == null ? null : new BigDecimal(perClass),
                        null,
                        perAttendee == null ? null : new BigDecimal(perAttendee),
                        0,
                        null,
                        null,
                        LocalDate.parse(from),
                        to == null ? null : LocalDate.parse(to)),
                gym.gym());
    }

    private static String pay(long classId) {
        return gym.gym()
                .money(Long.parseLong(gym.value("select pay from class_pay where class_id = ?", classId)))
                .toString();
    }

    private static Payslip preview(String coach) {
        return gym.payroll.preview(YearMonth.of(2026, 10)).stream()
                .filter(payslip -> payslip.coachEmail().equals(coach))
                .findFirst()
                .orElseThrow();
    }
}
