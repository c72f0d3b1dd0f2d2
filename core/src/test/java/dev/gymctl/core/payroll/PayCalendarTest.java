package dev.gymctl.core.payroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which month a class counts in, wherever the gym is, and what its currency's minor unit is. */
class PayCalendarTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @ParameterizedTest
    @ValueSource(strings = {"America/Los_Angeles", "Pacific/Kiritimati", "Europe/Berlin", "Asia/Kathmandu"})
    void aClassCountsInTheMonthOfItsLocalStart(String zone) {
        TestGym gym = gym(zone, "EUR");
        gym.taught("ada@gym.example", "Yoga", "2026-09-30T23:59", 1);
        gym.taught("ada@gym.example", "Yoga", "2026-10-01T00:00", 60);
        gym.taught("ada@gym.example", "Yoga", "2026-10-31T23:59", 60);
        gym.taught("ada@gym.example", "Yoga", "2026-11-01T01:00", 60);

        assertThat(gym.payroll.preview(YearMonth.of(2026, 9)))
                .extracting(Payslip::classesTaught)
                .containsExactly(1);
        assertThat(gym.payroll.preview(YearMonth.of(2026, 10)))
                .extracting(Payslip::classesTaught)
                .containsExactly(2);
        assertThat(gym.payroll.preview(YearMonth.of(2026, 11)))
                .extracting(Payslip::classesTaught)
                .containsExactly(1);
    }

    /** To Java UTC+3 is three hours east of Greenwich, to PostgreSQL three hours west. */
    @Test
    void aClassIsPaidOnceEvenWhereJavaAndPostgresDisagreeOnTheZone() {
        TestGym gym = gym("UTC", "EUR");
        gym.sql("update gym set zone = 'UTC+3'");
        gym.importClasses(TestGym.csv("classes.csv", """
                class_ref,class_title,coach,starts_at,duration_minutes,capacity
                k,Yoga,ada@gym.example,2026-09-30T23:00Z,60,9
                """));

        gym.rollOver(YearMonth.of(2026, 9));
        gym.rollOver(YearMonth.of(2026, 10));

        assertThat(gym.value("select string_agg(month || ' ' || total, ', ' order by month) from payslips"))
                .isEqualTo("2026-09-01 1000");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 2026-03-28T22:59Z, 2026-03-28T23:00Z, 2026-03-29T21:59Z, 2026-03-29T22:00Z",
        "Europe/Berlin, 2026-10-25, 2026-10-24T21:59Z, 2026-10-24T22:00Z, 2026-10-25T22:59Z, 2026-10-25T23:00Z",
        // midnight is skipped: the day begins at one
        "America/Havana, 2026-03-08, 2026-03-08T04:59Z, 2026-03-08T05:00Z, 2026-03-09T03:59Z, 2026-03-09T04:00Z",
    })
    void aDayOfAClockChangeIsThatLocalDay(
            String zone, LocalDate day, String before, String first, String last, String after) {
        TestGym gym = gym(zone, "EUR");
        gym.rates.set(
                new NewPayRate(null, null, new BigDecimal("7.00"), null, null, 0, null, null, day, day), gym.gym());
        gym.importClasses(TestGym.csv(
                "classes.csv",
                "class_ref,class_title,coach,starts_at,duration_minutes,capacity\n"
                        + "b,Yoga,ada@gym.example," + before + ",1,9\nf,Yoga,ada@gym.example," + first + ",1,9\n"
                        + "l,Yoga,ada@gym.example," + last + ",1,9\na,Yoga,ada@gym.example," + after + ",1,9\n"));

        assertThat(gym.value("select string_agg(pay::text, ' ' order by starts_at) from class_pay"))
                .isEqualTo("1000 700 700 1000");
    }

    @ParameterizedTest
    @CsvSource({"EUR, 10.00", "JPY, 10", "KWD, 10.000"})
    void withoutARateAClassPaysTenUnitsOfTheCurrency(String currency, String pay) {
        TestGym gym = gym("UTC", currency);
        gym.taught("ada@gym.example", "Yoga", "2026-10-01T10:00", 60);

        assertThat(gym.payroll.preview(TestGym.OCTOBER))
                .extracting(payslip -> payslip.total().toString())
                .containsExactly(pay);
    }

    @Test
    void roundsToTheMinorUnitOfTheCurrency() {
        TestGym yen = gym("UTC", "JPY");
        yen.rates.set(perHour("1250"), yen.gym());
        yen.taught("ada@gym.example", "Yoga", "2026-10-01T10:00", 3); // 62.5
        assertThat(yen.payroll.preview(TestGym.OCTOBER).get(0).total()).hasToString("62");

        TestGym dinar = gym("UTC", "KWD");
        dinar.rates.set(perHour("0.030"), dinar.gym());
        dinar.taught("ada@gym.example", "Yoga", "2026-10-01T10:00", 3); // 0.0015
        assertThat(dinar.payroll.preview(TestGym.OCTOBER).get(0).total()).hasToString("0.002");
    }

    private static NewPayRate perHour(String amount) {
        return new NewPayRate(
                null, null, null, new BigDecimal(amount), null, 0, null, null, LocalDate.of(2026, 1, 1), null);
    }

    private static TestGym gym(String zone, String currency) {
        database.reset();
        TestGym gym = new TestGym(database.database(), Instant.parse("2026-12-05T06:00:00Z"));
        gym.settings.set(Map.of("zone", zone, "currency", currency));
        gym.importCoaches(TestGym.csv("coaches.csv", "first_name,last_name,email\nAda,L,ada@gym.example\n"));
        assertThat(List.copyOf(gym.coaches.list())).hasSize(1);
        return gym;
    }
}
