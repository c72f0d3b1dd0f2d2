package dev.gymctl.core.payroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.importing.ImportCounts;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sample month: 10 coaches, 200 members, 240 classes; its payslips were computed by an independent program. */
class PayrollSampleTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeEach
    void fresh() {
        database.reset();
    }

    @Test
    void payslipsAreAsExpected() {
        TestGym gym = gym("Europe/Berlin");
        gym.importSample();

        assertThat(TestGym.asCsv(gym.payroll.preview(TestGym.OCTOBER))).isEqualTo(TestGym.expectedPayroll());
        assertThat(gym.payroll.list(TestGym.OCTOBER))
                .as("a preview leaves nothing")
                .isEmpty();
        assertThat(TestGym.asCsv(gym.rollOver(TestGym.OCTOBER))).isEqualTo(TestGym.expectedPayroll());
    }

    @Test
    void payslipsAreTheSameInAnotherZone() {
        TestGym gym = gym("America/Los_Angeles");
        gym.importSample();
        assertThat(TestGym.asCsv(gym.rollOver(TestGym.OCTOBER))).isEqualTo(TestGym.expectedPayroll());
    }

    @Test
    void importingEverythingTwiceChangesNothing() {
        TestGym gym = gym("Europe/Berlin");
        assertThat(gym.importSample()).extracting(ImportCounts::added).containsExactly(10L, 200L, 12L, 240L, 1652L);
        assertThat(gym.importSample()).allSatisfy(counts -> {
            assertThat(counts.added()).isZero();
            assertThat(counts.changed()).isZero();
            assertThat(counts.same()).isPositive();
        });
        assertThat(TestGym.asCsv(gym.rollOver(TestGym.OCTOBER))).isEqualTo(TestGym.expectedPayroll());
    }

    @Test
    void withoutAnyRateForEveryoneTenUnitsAClassApply() {
        TestGym gym = gym("Europe/Berlin");
        gym.importCoaches(CsvSource.of(TestGym.SAMPLE.resolve("coaches.csv")));
        gym.importMembers(CsvSource.of(TestGym.SAMPLE.resolve("members.csv")));
        gym.importClasses(CsvSource.of(TestGym.SAMPLE.resolve("classes.csv")));
        gym.importAttendance(CsvSource.of(TestGym.SAMPLE.resolve("attendance.csv")));

        assertThat(gym.rollOver(TestGym.OCTOBER))
                .hasSize(10)
                .allSatisfy(
                        payslip -> assertThat(payslip.gross().minorUnits()).isEqualTo(payslip.classesTaught() * 1000L));
    }

    private static TestGym gym(String zone) {
        return new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in(zone);
    }
}
