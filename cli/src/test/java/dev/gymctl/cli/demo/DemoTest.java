package dev.gymctl.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The made-up gym, from its files to its payslips. */
final class DemoTest {
    private static final String NOVEMBER = "2026-11-22T12:00:00Z";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path home;

    @BeforeEach
    void empty() {
        database.reset();
    }

    @Test
    void loadsAGymRollsItsLastMonthOverAndNamesCommandsThatWork() throws IOException {
        Transcript demo = gymctl(NOVEMBER).terminal().run("demo", "--no-color");

        assertThat(demo.exit()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains(
                        "Harbour Gym is open",
                        "  6 coaches\n",
                        " 60 members ",
                        "from 2026-08-01 to 2026-12-06",
                        "Payroll of 2026-10, rolled over and closed:",
                        "6 payslips, ");
        assertThat(demo.out().lines().filter(line -> !line.contains(home.toString())))
                .allMatch(line -> line.length() <= 80);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("gymctl/demo"))))
                .isEqualTo("rwx------");
        assertThat(gymctl(NOVEMBER).run("payroll", "run", "--month", "last").out())
                .startsWith("payroll for 2026-10 is already done: 6 payslips, ");
        assertThat(gymctl(NOVEMBER).run("payroll", "list").out().lines()).hasSizeGreaterThan(6);
        assertThat(gymctl(NOVEMBER).run("gym", "show", "-o", "csv").out())
                .contains("Harbour Gym,Europe/Berlin,EUR,14.00");
        List<String> next = next(demo);
        assertThat(next).hasSize(3);
        for (String command : next) {
            Transcript tried = gymctl(NOVEMBER).run(arguments(command));
            assertThat(tried.exit()).as(command + ": " + tried.err()).isZero();
            assertThat(tried.out()).as(command).isNotEmpty();
        }
    }

    @Test
    void printsOneObjectForPrograms() {
        Transcript demo = gymctl(NOVEMBER).run("demo", "--seed", "7", "-o", "json");

        assertThat(demo.err()).isEmpty();
        assertThat(demo.out())
                .startsWith("{\n  \"name\": \"Harbour Gym\",\n")
                .contains(
                        "\"seed\": 7,",
                        "\"date\": \"2026-11-22\",",
                        "\"coaches\": 6,",
                        "\"members\": 60,",
                        "\"rates\": 8,",
                        "\"month\": \"2026-10\",",
                        "\"payslips\": [{\"coach\": ",
                        "\"next\": [\"gymctl payroll show ");
        assertThat(count("select count(*) from classes")).isGreaterThan(400);
        assertThat(demo.out()).contains("\"classes\": " + count("select count(*) from classes") + ",");
        assertThat(demo.out()).contains("\"enrollments\": " + count("select count(*) from enrollments") + ",");
        assertThat(demo.out()).contains("\"prepaid_fees\": " + count("select sum(credits) from prepaid_lots") + ",");
    }

    @Test
    void aSeedAndADayMakeTheSameFilesAndPayslips() throws IOException {
        gymctl("2026-11-22T00:00:00Z").run("demo", "--seed", "3");
        Map<String, String> files = files();
        String payslips = payslips();
        assertThat(files).containsOnlyKeys("attendance.csv", "classes.csv", "coaches.csv", "members.csv", "rates.csv");

        database.reset();
        gymctl("2026-11-22T22:59:59Z").run("demo", "--seed", "3");
        assertThat(files()).isEqualTo(files);
        assertThat(payslips()).isEqualTo(payslips);

        database.reset();
        gymctl("2026-11-22T22:59:59Z").run("demo", "--seed", "4");
        assertThat(files()).allSatisfy((name, text) -> assertThat(text).isNotEqualTo(files.get(name)));
        assertThat(payslips()).isNotEqualTo(payslips);
    }

    @ParameterizedTest
    @CsvSource({
        // in the gym's zone it is the next day already
        "2026-12-31T23:30:00Z, 2027-01-01, 2026-12, 2026-10-01, 2027-01-15",
        "2027-03-31T12:00:00Z, 2027-03-31, 2027-02, 2026-12-01, 2027-04-14",
        "2028-02-29T12:00:00Z, 2028-02-29, 2028-01, 2027-11-01, 2028-03-14"
    })
    void fitsWhateverDayItIs(String now, String today, String month, String first, String last) {
        Transcript demo = gymctl(now).run("demo", "-o", "json");

        assertThat(demo.exit()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("\"date\": \"" + today + "\"", "\"month\": \"" + month + "\"");
        assertThat(text("select min(local_date(starts_at)) || ' ' || max(local_date(starts_at)) from classes"))
                .isEqualTo(first + " " + last);
        assertThat(text("select string_agg(to_char(month, 'YYYY-MM'), ' ') from payroll_periods"
                        + " where closed_at is not null"))
                .isEqualTo(month);
        assertThat(count("select count(*) from classes where seats_taken > capacity"))
                .isZero();
        assertThat(count("select count(*) from classes where seats_taken = capacity"))
                .isPositive();
        assertThat(count("""
                        select count(*) from enrollments a join enrollments b
                            on a.member_id = b.member_id and a.id < b.id
                            and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
                        """)).as("enrollments at the same time").isZero();
        assertThat(text("""
                        select string_agg(distinct e.status, ' ' order by e.status) from enrollments e
                        where local_date(e.starts_at) < date '%s'
                        """.formatted(today))).isEqualTo("attended cancelled late_cancel no_show");
        assertThat(text("""
                        select string_agg(distinct e.status, ' ' order by e.status) from enrollments e
                        where local_date(e.starts_at) >= date '%s'
                        """.formatted(today))).isEqualTo("booked cancelled");
    }

    @Test
    void refusesADatabaseThatIsNotEmpty() throws IOException {
        gymctl(NOVEMBER).run("coach", "add", "Ada", "Byron", "--email", "ada@gym.example");

        assertThat(gymctl(NOVEMBER).run("demo"))
                .isEqualTo(Transcript.failure(
                        1, "the database is not empty: 1 coach", "make an empty database, and name it by --url"));
        assertThat(home).isEmptyDirectory();
        assertThat(text("select name from gym")).isEqualTo("My gym");
        assertThat(count("select count(*) from users")).isEqualTo(1);
    }

    @Test
    void paysByARateOfEveryKindAndIsLoadedOnce() {
        gymctl(NOVEMBER).run("demo");

        assertThat(count("select count(distinct rate_id) from payslip_lines"))
                .as("all but the one before the raise")
                .isEqualTo(count("select count(*) from pay_rates") - 1);
        assertThat(text("select string_agg(distinct kind, ' ' order by kind) from payslip_lines"))
                .isEqualTo("attendees class hours maximum minimum");
        int audited = count("select count(*) from audit_log");

        Transcript second = gymctl(NOVEMBER).run("demo");

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.err()).startsWith("gymctl: the database is not empty: 6 coaches, 60 members, 8 pay rates, ");
        assertThat(count("select count(*) from audit_log")).isEqualTo(audited);
    }

    @Test
    void makesNoDatabaseOnAGivenServer() {
        Transcript fresh = gymctl(NOVEMBER).run("demo", "--fresh");

        assertThat(fresh.exit()).isEqualTo(1);
        assertThat(fresh.err())
                .startsWith("gymctl: --fresh makes a database on the embedded PostgreSQL only, and the database is ")
                .endsWith("hint: make an empty database there, and name it by --url\n");
    }

    @Test
    void saysWhereItCannotWriteItsFiles() throws IOException {
        Files.writeString(home.resolve("gymctl"), "in the way");

        Transcript demo = gymctl(NOVEMBER).run("demo");

        assertThat(demo.exit()).isNotZero();
        assertThat(demo.err()).contains(home.resolve("gymctl").toString());
        assertThat(count("select count(*) from users")).isZero();
    }

    @Test
    void saysThatOnlyAPartIsThere() {
        database.owner().useHandle(handle -> handle.execute("revoke insert on gymctl.classes from gymctl_app"));
        database.owner()
                .useHandle(handle -> handle.execute(
                        "revoke insert (class_ref, class_title, coach_id, starts_at, ends_at, capacity, place, status,"
                                + " overlap_allowed) on gymctl.classes from gymctl_app"));

        Transcript demo = gymctl(NOVEMBER).run("demo");

        assertThat(demo.exit()).isEqualTo(4);
        assertThat(demo.err())
                .startsWith("gymctl: the demo is only partly in the database: ")
                .endsWith("hint: do not use what is there; make an empty database, and name it by --url\n");
    }

    @Test
    void freshLeavesTheGymsOwnDatabaseAlone() {
        Transcript.Session gymctl =
                Transcript.session().env("XDG_DATA_HOME", home.toString()).clock(clock(NOVEMBER));
        try {
            gymctl.run("coach", "add", "Ada", "Byron", "--email", "ada@gym.example");
            String before = contents(gymctl);

            assertThat(gymctl.run("demo"))
                    .isEqualTo(Transcript.failure(
                            1,
                            "the database is not empty: 1 coach",
                            "gymctl demo --fresh loads it into a database of its own"));

            Transcript first = gymctl.run("demo", "--fresh");
            assertThat(first.exit()).as(first.err()).isZero();
            for (String command : next(first)) {
                assertThat(command).endsWith(" --url embedded:gymctl_demo");
                Transcript tried = gymctl.run(arguments(command));
                assertThat(tried.exit()).as(command + ": " + tried.err()).isZero();
            }
            assertThat(first.out().lines().filter(line -> !line.contains(home.toString())))
                    .allMatch(line -> line.length() <= 80);

            assertThat(gymctl.run("demo", "--url", "embedded:gymctl_demo").exit())
                    .isEqualTo(1);
            assertThat(gymctl.run("demo", "--fresh"))
                    .isEqualTo(
                            Transcript.failure(2, "this needs a yes, and there is no terminal to ask on", "add --yes"));
            Transcript again = gymctl.run("demo", "--fresh", "--yes", "--seed", "2", "-o", "json");
            assertThat(again.exit()).as(again.err()).isZero();
            assertThat(again.out()).contains("\"members\": 60,", ", database gymctl_demo\"");

            assertThat(contents(gymctl)).isEqualTo(before);
            assertThat(gymctl.run("db", "url", "--url", "embedded:gymctl_demo").out())
                    .contains("/gymctl_demo?passfile=");
            assertThat(gymctl.run("gym", "show", "--url", "embedded:gymctl_other"))
                    .isEqualTo(Transcript.failure(
                            4,
                            "the embedded PostgreSQL has no database gymctl_other",
                            "gymctl demo --fresh makes gymctl_demo"));
        } finally {
            gymctl.run("db", "stop");
        }
    }

    private Transcript.Session gymctl(String now) {
        return Transcript.session()
                .env("GYMCTL_URL", database.url())
                .env("XDG_DATA_HOME", home.toString())
                .clock(clock(now));
    }

    private static Clock clock(String now) {
        return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    }

    private static List<String> next(Transcript demo) {
        return demo.out()
                .lines()
                .filter(line -> line.startsWith("  gymctl "))
                .map(String::strip)
                .toList();
    }

    private static String[] arguments(String command) {
        return command.substring("gymctl ".length()).split(" ", -1);
    }

    private static String contents(Transcript.Session gymctl) {
        return gymctl.run("gym", "show").out()
                + gymctl.run("coach", "list", "-o", "json").out()
                + gymctl.run("member", "list", "-o", "json").out()
                + gymctl.run("class", "list", "-o", "json").out()
                + gymctl.run("payroll", "list", "-o", "json").out();
    }

    private String payslips() {
        return gymctl(NOVEMBER).run("payroll", "list", "-o", "csv").out();
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var paths = Files.list(home.resolve("gymctl/demo"))) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }

    private static int count(String query) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(query).mapTo(int.class).one());
    }

    private static String text(String query) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(String.class).one());
    }
}
