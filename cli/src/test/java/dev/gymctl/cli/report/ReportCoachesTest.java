package dev.gymctl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three months of one coach, as somebody types them. */
final class ReportCoachesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void coachesAreShownByMonthWithUtilisationAttendanceAndPay() {
        for (String line : new String[] {
            "2026-09-01 gym set zone=Europe/Berlin currency=EUR",
            "2026-09-01 member add Ann",
            "2026-09-01 member add Bob",
            "2026-09-01 member approve 1 2",
            "2026-09-01 coach add Cara --email cara@gym.example",
            "2026-09-01 rate set --coach cara@gym.example --per-hour 30 --from 2026-01-01",
            "2026-09-01 class add Yoga --coach cara@gym.example --at 2026-09-30T23:30 --capacity 4",
            "2026-09-01 class add Yoga --coach cara@gym.example --at 2026-10-05T18:00 --minutes 90 --capacity 2",
            "2026-09-01 class add Yoga --coach cara@gym.example --at 2026-11-01T18:00 --capacity 4",
            "2026-09-01 class add Yoga --coach cara@gym.example --at 2026-11-20T18:00 --capacity 4",
            "2026-09-30 class enroll 1 2",
            "2026-10-04 class enroll 2 2",
            "2026-10-04 class enroll 2 1",
            "2026-10-06 class attend 2 2",
            "2026-10-06 class attend 2 1 --status no_show",
            "2026-11-02 payroll run --month 2026-10"
        }) {
            Transcript said = at(line.substring(0, 10)).run(line.substring(11).split(" ", -1));
            assertThat(said.exit()).as(line + ": " + said.err()).isZero();
        }

        assertThat(gymctl("report coaches -o csv").out()).isEqualTo("""
                month,coach_id,coach,classes,minutes,capacity,booked,attended,utilisation_rate,attendance_rate,pay,payslip,currency
                2026-09,3,Cara,1,60,4,1,0,0.2500,0.0000,30.00,,EUR
                2026-10,3,Cara,1,90,2,2,1,1.0000,0.5000,45.00,45.00,EUR
                2026-11,3,Cara,1,60,4,0,0,0.0000,,30.00,,EUR
                """);
        assertThat(gymctl("report coaches --from last --to last").out()).isEqualTo("""
                month    coach  classes  hours  utilised %  attendance %    pay  payslip
                2026-10  Cara         1    1.5       100.0          50.0  45.00    45.00
                """);
        assertThat(gymctl("report coaches --from 2025-01 --to 2025-02"))
                .isEqualTo(new Transcript(0, "", "nobody taught from 2025-01 to 2025-02\n"));
    }

    private static Transcript gymctl(String line) {
        return at("2026-11-05").run(line.split(" ", -1));
    }

    private static Transcript.Session at(String day) {
        return Transcript.session()
                .clock(Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC))
                .env("GYMCTL_URL", database.url());
    }
}
