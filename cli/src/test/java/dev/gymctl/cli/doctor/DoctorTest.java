package dev.gymctl.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.gym.ZoneData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is well, and what is provoked not to be. */
final class DoctorTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path directory;

    @BeforeAll
    static void openAGym() {
        ok("gym set zone=Europe/Berlin currency=EUR");
        ok("coach add Cara Coach --email cara@gym.example");
        ok("member add Ada Lovelace", "2024-01-01");
    }

    @Test
    void aMonthIsDueUntilItWasRun() {
        assertThat(finding("payroll")).isEqualTo("payroll,ok,no month is due,");
        assertThat(finding("billing")).isEqualTo("billing,ok,no month is due,");
        assertThat(finding("reconciliation")).isEqualTo("reconciliation,ok,no month is due,");

        ok("class add Yoga --coach cara@gym.example --at 2024-02-05T18:00");
        ok("class add Yoga --coach cara@gym.example --at 2024-04-01T18:00");
        ok("class add Yoga --coach cara@gym.example --at 2024-05-31T23:00");
        assertThat(findingOn("2024-05-20", "payroll"))
                .as("what was before the first rollover is history")
                .isEqualTo("payroll,warning,due: 2024-04,gymctl payroll run --month last --catch-up");
        ok("payroll run --month 2024-02");
        assertThat(findingOn("2024-05-31", "payroll")).startsWith("payroll,warning,due: 2024-04,");
        assertThat(findingOn("2024-06-02", "payroll")).startsWith("payroll,warning,\"due: 2024-04, 2024-05\",");
        ok("payroll run --month last --catch-up", "2024-06-02");
        assertThat(findingOn("2024-06-02", "payroll")).isEqualTo("payroll,ok,no month is due,");

        ok("plan add Gold --price 30");
        ok("member approve 2", "2024-01-01");
        ok("plan subscribe 2 Gold --from 2024-01-01", "2024-01-01");
        assertThat(findingOn("2024-03-10", "billing"))
                .isEqualTo("billing,warning,due: 2024-03,gymctl billing run --month this");
        ok("billing run --month this", "2024-03-10");
        assertThat(findingOn("2024-03-10", "billing")).isEqualTo("billing,ok,no month is due,");
        assertThat(findingOn("2024-05-10", "billing")).startsWith("billing,warning,\"due: 2024-04, 2024-05\",");

        ok("finance pay 2 30 --method bank_transfer --on 2024-03-12", "2024-03-12");
        assertThat(findingOn("2024-03-31", "reconciliation")).isEqualTo("reconciliation,ok,no month is due,");
        assertThat(findingOn("2024-06-10", "reconciliation")).startsWith("reconciliation,warning,due: 2024-05,");
        ok("reconcile run --month 2024-03", "2024-04-02");
        assertThat(findingOn("2024-06-10", "reconciliation"))
                .isEqualTo("reconciliation,warning,\"due: 2024-04, 2024-05\","
                        + "gymctl reconcile run --month last --catch-up");
        Transcript caughtUp = session()
                .clock(Clock.fixed(Instant.parse("2024-06-10T12:00:00Z"), ZoneOffset.UTC))
                .run("reconcile", "run", "--month", "last", "--catch-up", "-o", "csv", "--fields", "month");
        assertThat(caughtUp.out().lines().skip(1)).as("in their order").containsExactly("2024-04", "2024-05");
        assertThat(findingOn("2024-06-10", "reconciliation")).isEqualTo("reconciliation,ok,no month is due,");
    }

    @Test
    void aBackupIsOnRecordAndGrowsOld() {
        assertThat(finding("backup"))
                .isEqualTo("backup,warning,none by gymctl db backup is on record,"
                        + "\"gymctl db backup FILE, nightly by cron\"");
        Transcript made = Transcript.session()
                .env("GYMCTL_URL", database.ownerUrl())
                .run("db", "backup", directory.resolve("gym.backup").toString(), "--way", "copy");
        assertThat(made.err()).isEmpty();
        assertThat(Files.exists(directory.resolve("gym.backup"))).isTrue();

        assertThat(finding("backup")).isEqualTo("backup,ok,the last was made less than a day ago,");
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(9).plusHours(1));
        assertThat(row(session().clock(later).run("doctor", "-o", "csv"), "backup"))
                .startsWith("backup,warning,the last was made 9 days ago,");
        assertThat(session()
                        .run("audit", "log", "--action", "db backup", "-o", "json")
                        .out())
                .contains("gym.backup", "sha256");
    }

    @Test
    void aClockThatIsOffIsAProblem() {
        Transcript off = session()
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)))
                .run("doctor", "-o", "csv");

        assertThat(off.exit()).isEqualTo(1);
        assertThat(row(off, "clock"))
                .matches("clock,problem,the database's clock is (599|600) s ahead of this machine's,.*");
        assertThat(row(
                        session()
                                .clock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30)))
                                .run("doctor", "-o", "csv"),
                        "clock"))
                .matches("clock,warning,the database's clock is (29|30) s behind this machine's,.*");
    }

    @Test
    void allIsWellOnAGoodDatabase() {
        Transcript well = session().run("doctor", "-o", "csv");

        assertThat(well.exit()).isZero();
        assertThat(well.err()).isEmpty();
        assertThat(well.out()).startsWith("check,status,finding,advice\njava,ok,");
        assertThat(row(well, "database")).startsWith("database,ok,\"PostgreSQL ");
        assertThat(row(well, "latency")).matches("latency,ok,[0-9.]+ ms a round trip,");
        assertThat(row(well, "clock")).isEqualTo("clock,ok,the database's clock is this machine's,");
        assertThat(row(well, "schema")).startsWith("schema,ok,version ");
        assertThat(row(well, "time zone data")).endsWith("and PostgreSQL see Europe/Berlin the same,");
    }

    @Test
    void peopleReadLinesWithTheAdviceBeneath() {
        assertThat(session().run("doctor").out())
                .contains("ok        java              ", "\n                            ");
    }

    @Test
    void aDatabaseThatIsAwayIsSaidToBeSoBesideTheRest() {
        Transcript away = Transcript.session()
                .env("GYMCTL_URL", "postgres://coach@localhost:1/gym")
                .run("doctor", "-o", "json");

        assertThat(away.exit()).isEqualTo(4);
        assertThat(away.err()).isEmpty();
        assertThat(away.out())
                .contains(
                        "\"check\": \"disk\"",
                        "\"check\": \"database\", \"status\": \"problem\", \"finding\": \"cannot reach");
    }

    @Test
    void aDatabaseThatIsNotMadeYetIsNotMade() {
        Transcript fresh = Transcript.session()
                .env("XDG_DATA_HOME", directory.resolve("fresh").toString())
                .run("doctor", "-o", "csv");

        assertThat(fresh.exit()).isZero();
        assertThat(row(fresh, "database")).startsWith("database,ok,none yet in ");
        assertThat(directory.resolve("fresh")).doesNotExist();
    }

    @Test
    void aSchemaThatIsNotThisProgramsIsAProblem() {
        database.owner()
                .useHandle(
                        handle -> handle.execute(
                                "update gymctl.flyway_schema_history set version = (version::integer + 1)::text where version = (select max(version::integer)::text from gymctl.flyway_schema_history)"));
        try {
            Transcript newer = session().run("doctor", "-o", "csv");
            assertThat(newer.exit()).isEqualTo(4);
            assertThat(row(newer, "schema")).startsWith("schema,problem,").endsWith(",use a newer gymctl");
        } finally {
            database.owner()
                    .useHandle(
                            handle -> handle.execute(
                                    "update gymctl.flyway_schema_history set version = (version::integer - 1)::text where version = (select max(version::integer)::text from gymctl.flyway_schema_history)"));
        }
    }

    @Test
    void aZoneThatTheTwoSeeDifferentlyIsFound() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC);

        assertThat(ZoneData.firstDifference(database.database(), ZoneId.of("Europe/Berlin"), clock))
                .isEmpty();
        // To Java it is east of Greenwich, to PostgreSQL, as to POSIX, west.
        assertThat(ZoneData.firstDifference(database.database(), ZoneId.of("UTC+05:00"), clock))
                .hasValueSatisfying(day -> assertThat(day).isEqualTo("2024-11-05"));
        assertThat(DatabaseChecks.zone(ZoneId.of("Europe/Berlin"), Optional.of(java.time.LocalDate.of(2027, 3, 28)))
                        .text())
                .endsWith(" and PostgreSQL see Europe/Berlin differently from 2027-03-28 on");
    }

    @Test
    void theMachineIsJudgedByWhatItSays() {
        Path kept = Path.of("/home/ada/.local/share/gymctl");
        assertThat(Machine.disk(kept, 5L << 30).state()).isEqualTo(Finding.State.OK);
        assertThat(Machine.disk(kept, 500L << 20))
                .isEqualTo(Finding.warning("disk", "500 MiB free for " + kept, "make room before it is full"));
        assertThat(Machine.disk(kept, 5L << 20).state()).isEqualTo(Finding.State.PROBLEM);
        assertThat(Machine.encoding("ANSI_X3.4-1968").advice()).isEqualTo("export LC_ALL=C.UTF-8");
        assertThat(Machine.terminal(true, "dumb").state()).isEqualTo(Finding.State.WARNING);
        assertThat(Machine.archive(Optional.of(false)).state()).isEqualTo(Finding.State.WARNING);
    }

    private static void ok(String line) {
        ok(line, null);
    }

    private static void ok(String line, String day) {
        Transcript.Session session = session();
        if (day != null) {
            session.clock(Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC));
        }
        Transcript done = session.run(line.split(" ", -1));
        assertThat(done.exit()).as(line + ": " + done.err()).isZero();
    }

    private static String finding(String check) {
        return row(session().run("doctor", "-o", "csv"), check);
    }

    private static String findingOn(String day, String check) {
        Clock clock = Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
        return row(session().clock(clock).run("doctor", "-o", "csv"), check);
    }

    private static String row(Transcript doctor, String check) {
        return doctor.out()
                .lines()
                .filter(line -> line.startsWith(check + ","))
                .findFirst()
                .orElseThrow(() -> new AssertionError(doctor.toString()));
    }

    private static Transcript.Session session() {
        return Transcript.session().env("GYMCTL_URL", database.url());
    }
}
