package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.payroll.Payroll;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The README's first month, as somebody types it. */
class SampleMonthTest {
    private static final Path SAMPLE = Path.of("../core/src/test/resources/gym-2026-10");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path directory;

    private Transcript.Session session;

    @BeforeEach
    void fresh() {
        database.reset();
        session = at("2026-11-05T06:00:00Z");
    }

    @Test
    void endsWithTheExpectedPayslips() throws IOException {
        importSample();

        assertThat(gymctl("payroll", "run", "--month", "last").out())
                .startsWith("rolled over 2026-10: 10 payslips, 5287.89 EUR\n");
        assertThat(gymctl("payroll", "list", "--month", "2026-10", "-o", "csv"))
                .isEqualTo(new Transcript(0, Files.readString(SAMPLE.resolve("expected-payroll.csv")), ""));
        assertThat(gymctl("payroll", "run", "--month", "2026-10").out())
                .startsWith("payroll for 2026-10 is already done: 10 payslips, 5287.89 EUR; nothing changed\n");
        assertThat(gymctl("job", "list", "-o", "csv").out().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("1,payroll,month=2026-10,completed,2026-11-");
    }

    @Test
    void killedWhileItMakesThePayslipsAndRunAgainEndsTheSame() throws Exception {
        importSample();
        database.owner().useTransaction(others -> {
            others.execute("lock table gymctl.payslip_lines in exclusive mode");
            Process killed = payrollRun();
            awaitSomebodyWaitingForALock();
            killed.destroyForcibly().waitFor();
        });
        awaitNobodyHoldingTheJob();
        assertThat(gymctl("job", "list", "-o", "csv").out()).contains(",payroll,month=2026-10,interrupted,");

        assertThat(gymctl("payroll", "run", "--month", "last").out())
                .startsWith("rolled over 2026-10: 10 payslips, 5287.89 EUR\n");
        assertThat(gymctl("payroll", "list", "--month", "2026-10", "-o", "csv").out())
                .isEqualTo(Files.readString(SAMPLE.resolve("expected-payroll.csv")));
    }

    /** In a process of its own, as cron would start it. */
    private static Process payrollRun() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InNovember.class.getName(),
                        "payroll",
                        "run",
                        "--month=last")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().put("GYMCTL_URL", database.url());
        return builder.start();
    }

    /** The program on a day on which October is the last month. */
    static final class InNovember {
        private InNovember() {}

        public static void main(String[] args) {
            Clock clock = Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC);
            System.exit(new Cli(Console.ofProcess(System.getenv()), System.getenv(), clock).run(args));
        }
    }

    private static void awaitSomebodyWaitingForALock() {
        await("select exists (select from pg_locks where relation = 'gymctl.payslip_lines'::regclass and not granted)");
    }

    /** The server takes a moment to notice that a process is gone, and ends what it was at first. */
    private static void awaitNobodyHoldingTheJob() {
        await("select not exists (select from pg_stat_activity where datname = current_database()"
                + " and backend_type = 'client backend' and pid <> pg_backend_pid() and xact_start is not null)");
    }

    private static void await(String condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!database.owner()
                .withHandle(handle ->
                        handle.createQuery(condition).mapTo(boolean.class).one())) {
            assertThat(System.nanoTime()).as(condition).isLessThan(deadline);
        }
    }

    @Test
    void importingAgainChangesNothingAndSaysSo() {
        importSample();

        assertThat(gymctl("coach", "import", file("coaches.csv")).out())
                .endsWith("coaches.csv: nothing changed, all 10 coaches are there already\n");
        assertThat(gymctl("member", "import", file("members.csv")).out())
                .endsWith("members.csv: nothing changed, all 200 members are there already\n");
        assertThat(gymctl("rate", "import", file("rates.csv")).out())
                .endsWith("rates.csv: nothing changed, all 12 rates are there already\n");
        assertThat(gymctl("class", "import", file("classes.csv")).out())
                .endsWith("classes.csv: nothing changed, all 240 classes are there already\n");
        assertThat(gymctl("class", "attend", "--from", file("attendance.csv")).out())
                .endsWith("attendance.csv: nothing changed, all 1652 enrollments are there already\n");
    }

    @Test
    void dryRunChangesNothing() {
        assertThat(gymctl("coach", "import", file("coaches.csv"), "--dry-run").out())
                .endsWith("coaches.csv: would add 10, change 0 and leave 0 coaches as they are; nothing was changed\n");
        assertThat(gymctl("coach", "list"))
                .isEqualTo(new Transcript(0, "", "no coaches yet: gymctl coach add, or gymctl coach import FILE\n"));
    }

    @Test
    void refusesAMonthThatIsNotOverInTheGymsZone() {
        session = at("2026-10-31T22:59:59Z"); // 23:59:59 in Berlin
        gymctl("gym", "set", "zone=Europe/Berlin");
        assertThat(gymctl("payroll", "run", "--month", "2026-10"))
                .isEqualTo(Transcript.failure(
                        1,
                        "2026-10 is not over yet in Europe/Berlin",
                        "gymctl payroll preview --month 2026-10 shows what it comes to so far"));
        session = at("2026-10-31T23:00:00Z");
        assertThat(gymctl("payroll", "run", "--month", "last").out())
                .startsWith("rolled over 2026-10: 0 payslips, 0.00 EUR\n");
    }

    @Test
    void showsTheFieldsOfTheOriginalUnderTheirNames() {
        importSample();

        assertThat(gymctl("member", "show", "member0@mail.example", "-o", "json")
                        .out())
                .startsWith("""
                        {
                          "id": 11,
                          "first_name": "Łukasz",
                          "last_name": "Hopper",
                          "email": "member0@mail.example",
                          "status": "active",
                          "payment_status": "paid",
                          "attendance_count": 7,
                          "prepaid_fees": 10,
                          "membership_approved": true,
                          "member_ref": null,
                          "user_id": 11,
                          "date_of_birth": "1989-04-16",
                          "date_joined": "2024-10-05T00:00:00+02:00",
                          "is_active": true,
                          "role": "member",
                          "password": null,
                          "contact_email": null,
                          "phone": null,
                          "emergency_contact_name": null,
                          "emergency_contact_phone": null,
                          "guardian_name": null,
                          "guardian_phone": null,
                          "balance": "0.00",
                          "owed": "0.00",
                          "credit": "0.00",
                          "currency": "EUR",
                          "freezes": [],
                          "next_classes": [],
                          "recent_classes": [{"class_id": \
                        """)
                .endsWith("""
                          "events": [{"on": "2024-10-05", "event": "approved", "reason": null}, \
                        {"on": "2024-10-05", "event": "registered", "reason": null}]
                        }
                        """);
        assertThat(gymctl("payroll", "run", "--month", "2026-10").exit()).isZero();
        assertThat(gymctl("coach", "show", "1", "-o", "json").out())
                .contains(
                        "\"last_payment_balance\": \"671.82\"", "\"currency\": \"EUR\"", "\"numbers_classes_taught\":");
        assertThat(gymctl("class", "show", "1", "-o", "json").out())
                .contains(
                        "\"class_title\": \"Früh-Yoga\"",
                        "\"instructor_name\": \"Barbara Nakamura\"",
                        "\"class_datetime\": \"2026-10-01T00:15:00+02:00\"",
                        "\"participants\": [");
    }

    @Test
    void namesFileLineColumnValueAndReasonOfWhatItRefuses() throws IOException {
        Path file = Files.writeString(directory.resolve("rates.csv"), """
                coach,class_title,per_class,per_hour,per_attendee,threshold,minimum,maximum,valid_from,valid_to
                ,,-1.00,,,,,,2026-01-01,
                nobody@gym.example,,1.005,,,,20,10,2026-02-30,
                """);
        String name = file.toString();
        assertThat(gymctl("rate", "import", name)).isEqualTo(Transcript.failure(1, """
                        %1$s: 4 problems
                        %1$s:2: per_class: "-1.00": is negative
                        %1$s:3: per_class: "1.005": 1.005 has more than the 2 decimals of EUR
                        %1$s:3: maximum: "10": is less than the minimum 20.00
                        %1$s:3: valid_from: "2026-02-30": is not a day of the calendar""".formatted(name), null));
        assertThat(gymctl("rate", "list").out()).isEmpty();
    }

    @Test
    void booksAndTakesBack() {
        importSample();
        String when = "2026-12-01T18:30";
        assertThat(gymctl("class", "add", "Spin", "--coach", "1", "--at", when, "--capacity", "1")
                        .out())
                .isEqualTo("added class 241, Spin\n");
        assertThat(gymctl("class", "enroll", "241", "11").out())
                .isEqualTo("booked member 11, Łukasz Hopper, into class 241\n");
        assertThat(gymctl("class", "enroll", "241", "11").out())
                .isEqualTo("nothing changed: member 11, Łukasz Hopper, is booked in class 241 already\n");
        assertThat(gymctl("class", "enroll", "241", "member1@mail.example"))
                .isEqualTo(Transcript.failure(1, "class 241 is full: 1 of 1 seats are taken", null));
        assertThat(gymctl("class", "attend", "241", "11").exit()).isEqualTo(1);
        assertThat(gymctl("class", "withdraw", "241", "11").out())
                .isEqualTo("withdrew member 11, Łukasz Hopper, from class 241\n");
        assertThat(gymctl("class", "withdraw", "241", "11").out())
                .isEqualTo("nothing changed: member 11, Łukasz Hopper, has withdrawn from class 241 already\n");
        assertThat(gymctl("class", "enroll", "241", "member1@mail.example").exit())
                .isZero();
        assertThat(gymctl("class", "cancel", "241", "--dry-run").out())
                .isEqualTo("would cancel class 241, Spin, with 1 booked; nothing was changed\n");
        assertThat(gymctl("class", "cancel", "241"))
                .isEqualTo(Transcript.failure(2, "this needs a yes, and there is no terminal to ask on", "add --yes"));
        assertThat(gymctl("class", "cancel", "241", "--yes").out()).isEqualTo("cancelled class 241, Spin\n");
        assertThat(gymctl("class", "cancel", "241").out())
                .isEqualTo("nothing changed: class 241 is cancelled already\n");
    }

    @Test
    void refusesAnImpossibleClass() {
        String[] add = {"class", "add", "Yoga", "--coach=1", "--at=2026-12-01T18:30"};
        assertThat(gymctl(with(add, "--minutes=0")))
                .isEqualTo(Transcript.failure(1, "a class takes 1 to 1440 minutes, not 0", null));
        assertThat(gymctl(with(add, "--capacity=0")))
                .isEqualTo(Transcript.failure(1, "a class has a seat at least, not 0", null));
        add[2] = " ";
        assertThat(gymctl(add)).isEqualTo(Transcript.failure(1, "a class needs a title", null));
    }

    @Test
    void recordsWhoCame() {
        importSample();
        assertThat(gymctl("class", "attend", "1", "56", "member121@mail.example")
                        .out())
                .isEqualTo("nothing changed: 2 members are marked attended in class 1 already\n");
        assertThat(gymctl("class", "attend", "1", "56", "--status", "no_show", "--dry-run")
                        .out())
                .startsWith("member 56, ")
                .endsWith(", is marked no_show in class 1; nothing was changed\n");
        assertThat(gymctl("class", "attend", "1", "56", "132", "--status", "no_show")
                        .out())
                .isEqualTo("2 members are marked no_show in class 1\n");
    }

    @Test
    void setsAndEndsARate() {
        String[] rate = {"rate", "set", "--per-hour", "30", "--minimum", "20", "--from", "2026-12-01"};
        assertThat(gymctl("rate", "list").err())
                .isEqualTo("no pay rates: every class pays 10 currency units. gymctl rate set makes one\n");
        assertThat(gymctl(rate)).isEqualTo(new Transcript(0, "rate 1 is valid from 2026-12-01\n", ""));
        assertThat(gymctl(rate).out()).isEqualTo("nothing changed: rate 1 is there already\n");
        assertThat(gymctl("rate", "end", "1", "--on", "2026-12-31").out()).isEqualTo("rate 1 ends on 2026-12-31\n");
        assertThat(gymctl("rate", "end", "1", "--on", "2026-12-31").out())
                .isEqualTo("nothing changed: rate 1 ends on 2026-12-31 already\n");
        assertThat(gymctl("rate", "set", "--per-class", "9", "--from", "2026-12-15"))
                .isEqualTo(Transcript.failure(
                        1,
                        "rate 1 is valid on some of these days already",
                        "gymctl rate end 1 --on 2026-12-14 ends it before this one begins"));
        assertThat(gymctl("rate", "list", "-o", "csv").out()).isEqualTo("""
                id,coach,class_title,per_class,per_hour,per_attendee,threshold,minimum,maximum,valid_from,valid_to,currency
                1,,,0.00,30.00,0.00,0,20.00,,2026-12-01,2026-12-31,EUR
                """);
    }

    @Test
    void previewsAMonthWithoutChangingIt() throws IOException {
        importSample();
        String expected = Files.readString(SAMPLE.resolve("expected-payroll.csv"));

        assertThat(gymctl("payroll", "preview", "--month", "2026-10", "-o", "csv"))
                .isEqualTo(new Transcript(
                        0, expected, "a preview: gymctl payroll run --month 2026-10 makes these payslips\n"));
        assertThat(gymctl("payroll", "run", "--month", "2026-10", "--dry-run", "-o", "csv"))
                .isEqualTo(new Transcript(0, expected, "a dry run: nothing was changed\n"));
        assertThat(gymctl("payroll", "run", "--month", "this", "--dry-run").exit())
                .isEqualTo(1);
        assertThat(gymctl("payroll", "list").err())
                .isEqualTo("no payslips for 2026-10: gymctl payroll run --month 2026-10 makes them\n");
        assertThat(gymctl("job", "list").err()).isEqualTo("no job has run yet: gymctl payroll run --month last\n");
    }

    @Test
    void showsAPayslipAndTheRunThatMadeIt() {
        importSample();
        assertThat(gymctl("payroll", "run", "--month", "last").exit()).isZero();

        assertThat(gymctl("payroll", "show", "coach0@gym.example").out())
                .startsWith("month           2026-10\ncoach           coach0@gym.example\nname            Ken Liskov\n")
                .contains("gross           671.82\n", "\nclass id  class title ");
        assertThat(gymctl("payroll", "show", "1", "-o", "json").out())
                .contains("\"classes_taught\": 18,", "\"total\": \"671.82\",", "\"lines\": [{\"class_id\": ");
        assertThat(gymctl("payroll", "show", "1", "--month", "2026-09"))
                .isEqualTo(Transcript.failure(
                        1, "coach 1 has no payslip for 2026-09", "gymctl payroll list --month 2026-09 shows who has"));
        assertThat(gymctl("job", "show", "1").out())
                .startsWith("id          1\njob         payroll\nparameters  month=2026-10\nstatus      completed\n")
                .contains("\nstep ");
        assertThat(gymctl("job", "show", "1", "-o", "json").out())
                .startsWith("{\n  \"id\": 1,\n  \"job\": \"payroll\",\n")
                .contains("\"steps\": [{\"step\": ");
        assertThat(gymctl("job", "show", "7").exit()).isEqualTo(1);
    }

    @Test
    void saysThatAMonthWithPayslipsIsNotClosed() {
        importSample();
        new Payroll(
                        database.database().plain(),
                        new Changes(database.jdbi(), Operator.owner("test")),
                        Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC))
                .pay(YearMonth.of(2026, 10), List.of(1L));

        Transcript list = gymctl("payroll", "list");
        assertThat(list.out()).endsWith("\n1 payslip, 671.82 EUR in all\n");
        assertThat(list.err()).isEqualTo("2026-10 is not closed: gymctl payroll run --month 2026-10 goes on with it\n");
    }

    @Test
    void refusesToRedefineTheGym() {
        assertThat(gymctl("gym", "set", "zone=Mars/Olympus"))
                .isEqualTo(Transcript.failure(
                        1, "there is no time zone 'Mars/Olympus'", "use a name such as Europe/Berlin"));
        importSample();
        assertThat(gymctl("gym", "set", "zone=Europe/Paris"))
                .isEqualTo(Transcript.failure(1, "the zone cannot be changed: there are classes already", null));
        assertThat(gymctl("gym", "set", "drop_in_price=12.50").out()).isEqualTo("set drop_in_price of My gym\n");
        assertThat(gymctl("gym", "set", "drop_in_price=12.50").out())
                .isEqualTo("nothing changed: drop_in_price is so already\n");
        assertThat(gymctl("gym", "set", "drop_in_price=12.50", "zone=Europe/Berlin")
                        .out())
                .isEqualTo("nothing changed: drop_in_price and zone are so already\n");
    }

    private void importSample() {
        assertThat(gymctl("gym", "set", "zone=Europe/Berlin", "currency=EUR").exit())
                .isZero();
        assertThat(gymctl("coach", "import", file("coaches.csv")).exit()).isZero();
        assertThat(gymctl("member", "import", file("members.csv")).exit()).isZero();
        assertThat(gymctl("rate", "import", file("rates.csv")).exit()).isZero();
        assertThat(gymctl("class", "import", file("classes.csv")).exit()).isZero();
        assertThat(gymctl("class", "attend", "--from", file("attendance.csv")).exit())
                .isZero();
    }

    private static String[] with(String[] command, String option) {
        String[] longer = Arrays.copyOf(command, command.length + 1);
        longer[command.length] = option;
        return longer;
    }

    private Transcript gymctl(String... args) {
        return session.run(args);
    }

    private static Transcript.Session at(String now) {
        return Transcript.session()
                .env("GYMCTL_URL", database.url())
                .clock(Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private static String file(String name) {
        return SAMPLE.resolve(name).toString();
    }
}
