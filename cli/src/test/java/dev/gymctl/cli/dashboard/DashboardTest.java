package dev.gymctl.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.TextWidth;
import dev.gymctl.cli.Transcript;
import dev.gymctl.core.access.Permissions;
import dev.gymctl.core.access.Permissions.Permission;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.overview.Viewer;
import dev.gymctl.core.reconcile.Reconciliation;
import dev.gymctl.core.reconcile.StatementSource;
import dev.gymctl.core.statement.StatementEnd;
import dev.gymctl.core.statement.StatementEntry;
import dev.gymctl.core.statement.StatementFormat;
import dev.gymctl.core.statement.StatementHeader;
import dev.gymctl.core.user.Role;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gym on a Wednesday at half past seven, and one that is empty; golden pages are in {@code resources/dashboard}. */
final class DashboardTest {
    private static final Path PAGES = Path.of("src/test/resources/dashboard");
    private static final Instant MORNING = Instant.parse("2026-11-18T06:30:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final TestDatabase empty = new TestDatabase();

    @BeforeAll
    static void openTheGym() {
        for (String line : """
                2026-09-01 gym set name=Lotus zone=Europe/Berlin currency=EUR
                2026-09-01 coach add Cara Coach --email cara@gym.example
                2026-09-01 coach add Dan Drill --email dan@gym.example
                2026-09-01 member add Ann Bee --email ann@gym.example
                2026-09-01 member add Bob Cee
                2026-09-01 member add Cid Dee
                2026-09-01 member add 小龍 李
                2026-09-01 member add Eve Eff
                2026-09-01 user add Ada Admin --email ada@gym.example --role admin
                2026-10-05 member approve 3 4 5 7
                2026-11-10 member approve 6
                2026-10-01 class add Yoga --coach 1 --at 2026-10-07T18:00 --capacity 3
                2026-10-01 class add Yoga --coach 1 --at 2026-10-14T18:00 --capacity 3
                2026-11-01 class add Boxing --coach 2 --at 2026-11-11T18:00 --capacity 3
                2026-10-08 class attend 1 3 4
                2026-10-15 class attend 2 3
                2026-11-12 class attend 3 3 4 5
                2026-11-15 member cancel 7
                2026-09-01 finance charge 5 120
                2026-11-03 finance pay 4 10 --method cash
                2026-11-17 class add Spin --coach 2 --at 2026-11-18T06:00 --capacity 10
                2026-11-17 class add Yoga --coach 1 --at 2026-11-18T07:00 --capacity 2
                2026-11-17 class add Pilates --coach 1 --at 2026-11-18T09:00
                2026-11-17 class add Strength --coach 2 --at 2026-11-18T12:00 --capacity 12
                2026-11-17 class add 瑜伽🧘 --coach 1 --at 2026-11-18T18:00 --capacity 1
                2026-11-17 class add Boxing --coach 2 --at 2026-11-18T19:30 --capacity 8
                2026-11-17 class add Yoga --coach 1 --at 2026-11-19T07:00
                2026-11-17 class enroll 4 3
                2026-11-17 class enroll 5 4
                2026-11-17 class enroll 5 5
                2026-11-17 class enroll 7 3
                2026-11-17 class enroll 8 4
                2026-11-17 class cancel 6 --yes
                2026-11-02 payroll run --month 2026-10
                """.lines().toList()) {
            Transcript said = session(line.substring(0, 10) + "T08:00:00Z")
                    .run(line.substring(11).split(" ", -1));
            assertThat(said.exit()).as(line + ": " + said.err()).isZero();
        }
        takeInABankLine();
        database.owner().useHandle(handle -> {
            handle.execute("update gymctl.users set first_name = E'Cid\\x1b[31m' where id = 5");
            handle.execute(
                    "update gymctl.classes set class_title = 'Strength and Conditioning for Beginners' where id = 7");
            handle.execute("insert into gymctl.enrollments (class_id, member_id, starts_at, ends_at, status)"
                    + " select id, 3, starts_at, ends_at, 'waitlisted' from gymctl.classes where id = 5");
            handle.execute("insert into gymctl.rooms (room_name) values ('Lobby'), ('Desk'), ('Cellar')");
            handle.execute(
                    "insert into gymctl.room_users (room_id, user_id) values (1, 8), (2, 8), (3, 8), (1, 1), (1, 3), (2, 1)");
            handle.execute("insert into gymctl.messages (room_id, user_id, content) values"
                    + " (1, 1, 'hello'), (1, 3, 'hello'), (2, 1, 'key?'), (3, 8, 'my own')");
            // Nobody but the database says when a message was sent.
            handle.execute("alter table gymctl.messages disable trigger user");
            handle.execute("update gymctl.messages set sent_at = case when room_id = 1"
                    + " then timestamptz '2026-11-18 04:15Z' else '2026-11-15 05:30Z' end");
            handle.execute("alter table gymctl.messages enable trigger user");
            handle.execute(
                    "update batch.batch_job_execution set start_time = '2026-11-02 08:00Z', end_time = '2026-11-02 08:01Z'");
            handle.execute("insert into batch.batch_job_instance (job_instance_id, version, job_name, job_key)"
                    + " values (900, 0, 'reconciliation', 'x')");
            handle.execute(
                    "insert into batch.batch_job_execution (job_execution_id, version, job_instance_id, create_time,"
                            + " start_time, end_time, status, exit_message) values (900, 0, 900, '2026-11-18 02:00Z',"
                            + " '2026-11-18 02:00Z', '2026-11-18 02:01Z', 'FAILED', E'the bank does not tie\\n at Java')");
            handle.execute(
                    "insert into batch.batch_job_execution_params (job_execution_id, parameter_name, parameter_type,"
                            + " parameter_value, identifying) values (900, 'month', 'java.lang.String', '2026-10', 'Y')");
        });
    }

    private static void takeInABankLine() {
        LocalDate day = LocalDate.parse("2026-11-09");
        new Reconciliation(
                        database.jdbi(),
                        new Changes(database.jdbi(), Operator.owner("test")),
                        Clock.fixed(MORNING, ZoneOffset.UTC))
                .importFrom(List.of(new StatementSource("november", receiver -> {
                    receiver.begin(
                            new StatementHeader(StatementFormat.MT940, null, "DE1", "EUR", day, new BigDecimal("5")));
                    receiver.entry(new StatementEntry(
                            1,
                            null,
                            null,
                            day,
                            null,
                            new BigDecimal("40"),
                            null,
                            null,
                            null,
                            null,
                            null,
                            "thanks",
                            false,
                            null,
                            null));
                    receiver.end(new StatementEnd(day, new BigDecimal("45"), null));
                })));
    }

    @Test
    void isOneScreenOfEightyColumns() throws IOException {
        Transcript page = admin(80).env("NO_COLOR", "1").run("dashboard", "--as", "ada@gym.example");
        assertPage("gym-80", page);
        assertThat(page.out().lines().count()).as("with the prompt after it").isLessThan(24);
    }

    @Test
    void hasTwoColumnsWhereThereIsRoom() throws IOException {
        assertPage("gym-120", admin(120).env("LINES", "40").env("NO_COLOR", "1").run("dashboard", "--as", "8"));
    }

    @Test
    void isWholeInFortyColumns() throws IOException {
        assertPage("gym-40", admin(40).env("LINES", "40").env("NO_COLOR", "1").run("dashboard", "--as", "8"));
    }

    @Test
    void hasQuietColours() throws IOException {
        assertPage("gym-80-color", admin(80).run("dashboard", "--as", "8"));
    }

    @Test
    void isDrawnWithAsciiWhereTheLocaleHasNoMore() throws IOException {
        Transcript page = admin(80).env("NO_COLOR", "1").env("LANG", "C").run("dashboard", "--as", "8");
        assertPage("gym-80-ascii", page);
        assertThat(page.out().replaceAll("瑜伽🧘", "")).matches("[\\x20-\\x7e\\n]*");
    }

    @Test
    void whereNoTerminalIsItIsPlain() {
        Transcript page = session(MORNING.toString()).run("dashboard", "--as", "8");
        assertThat(page.out()).doesNotContain("\u001b").contains("\\u001b[31m", "Boxing");
        assertThat(page.out().lines()).allMatch(line -> TextWidth.of(line) <= 80);
        assertThat(page.err()).isEmpty();
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int columns : new int[] {20, 30, 40, 47, 48, 60, 79, 80, 99, 100, 101, 119, 140, 200}) {
            Transcript page = admin(columns).env("NO_COLOR", "1").run("dashboard", "--as", "8");
            assertThat(page.exit()).isZero();
            assertThat(page.out().lines()).as("%d", columns).allMatch(line -> TextWidth.of(line) <= columns);
        }
    }

    @Test
    void anEmptyGymIsToldWhatToDo() throws IOException {
        assertPage(
                "empty-80",
                Transcript.session()
                        .env("GYMCTL_URL", empty.url())
                        .clock(Clock.fixed(MORNING, ZoneOffset.UTC))
                        .run("dashboard"));
    }

    @Test
    void aCoachSeesTheirOwnClassesAndRooms() throws IOException {
        assertPage("coach-80", admin(80).env("NO_COLOR", "1").run("dashboard", "--as", "cara@gym.example"));
        assertThat(admin(80).run("dashboard", "--as", "1", "-o", "json").out())
                .contains("\"overdue_members\": null", "\"overdue\": []", "\"jobs\": []", "\"lines_to_review\": null")
                .doesNotContain("Dan Drill", "Boxing", "revenue");
    }

    @Test
    void aMemberSeesTheirOwnBookingsDebtsAndRooms() throws IOException {
        assertPage("member-80", admin(80).env("NO_COLOR", "1").run("dashboard", "--as", "ann@gym.example"));
        assertThat(admin(80).run("dashboard", "--as", "3", "-o", "json").out())
                .contains("\"overdue_members\": 1, \"overdue_amount\": \"20.00\"".replace(", ", ",\n  "))
                .doesNotContain("Dee", "Pilates", "revenue");
    }

    @Test
    void whoIsLoggedInSeesWhatTheirRoleMayAndOnlyAsThemselves() {
        String token = token("ann@gym.example");
        Transcript.Session ann =
                session(MORNING.toString()).env("GYMCTL_URL", database.appUrl()).env("GYMCTL_TOKEN", token);
        assertThat(ann.run("dashboard", "-o", "json").out())
                .isEqualTo(admin(80).run("dashboard", "--as", "3", "-o", "json").out());
        assertThat(ann.run("dashboard", "--as", "8"))
                .isEqualTo(Transcript.failure(
                        1,
                        "a member may use 'dashboard' only for themselves, and others only a treasurer or an admin",
                        "you are user 3, ann@gym.example"));
        Transcript.Session ada = session(MORNING.toString())
                .env("GYMCTL_URL", database.appUrl())
                .env("GYMCTL_TOKEN", token("ada@gym.example"));
        assertThat(ada.run("dashboard", "-o", "json").out())
                .isEqualTo(admin(80).run("dashboard", "--as", "8", "-o", "json").out());
        assertThat(ada.run("dashboard", "--as", "3"))
                .isEqualTo(Transcript.failure(
                        1,
                        "only the owner of the database acts in the name of '3'",
                        "you are user 8, ada@gym.example"));
    }

    /** What is behind a section is nobody's who may not run the command that tells the same. */
    @Test
    void whoSeesAllMayRunTheCommandsBehindIt() {
        for (Role role : Role.values()) {
            boolean all = new Viewer(1L, role, null).seesAll();
            assertThat(Permissions.of("dashboard", role)).isEqualTo(all ? Permission.YES : Permission.OWN);
            for (String command :
                    List.of("finance aging", "reconcile lines", "job list", "report revenue", "report retention")) {
                assertThat(Permissions.of(command, role) == Permission.YES)
                        .as(command + " " + role)
                        .isEqualTo(all);
            }
        }
        assertThat(Permissions.of("finance charges", Role.MEMBER)).isEqualTo(Permission.OWN);
    }

    @Test
    void numbersAreThoseOfTheCommandsThatItNames() {
        String totals = admin(80)
                .run(
                        "dashboard",
                        "--fields",
                        "overdue_members,overdue_amount,lines_to_review,lines_to_review_amount",
                        "-o",
                        "csv")
                .out();
        BigDecimal overdue = BigDecimal.ZERO;
        int members = 0;
        for (String row : rows("finance", "aging", "-o", "csv", "--fields", "not_due,total")) {
            BigDecimal late = new BigDecimal(row.split(",", -1)[1]).subtract(new BigDecimal(row.split(",", -1)[0]));
            overdue = overdue.add(late);
            members += late.signum();
        }
        long lines = rows("reconcile", "lines", "-o", "csv", "--fields", "state").stream()
                .filter(state -> state.equals("unmatched") || state.equals("suggested"))
                .count();
        assertThat(totals.lines().skip(1)).containsExactly("%d,%s,%d,40.00".formatted(members, overdue, lines));
        assertThat(members).isEqualTo(2);

        String json = admin(80).run("dashboard", "-o", "json").out();
        String revenue = rows("report", "revenue", "--from", "this", "-o", "csv", "--fields", "amount").stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toString();
        assertThat(json)
                .contains("{\"figure\": \"revenue\", \"this_month\": \"%s\", \"last_month\": \"30.00\""
                        .formatted(revenue))
                .contains(
                        "{\"figure\": \"received\", \"this_month\": \"10.00\", \"last_month\": \"0.00\", \"change_percent\": null")
                .contains("{\"figure\": \"attendance\", \"this_month\": 3, \"last_month\": 3, \"change_percent\": 0,"
                        + " \"days\": [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]")
                .contains("{\"figure\": \"joined\", \"this_month\": 1, \"last_month\": 4, \"change_percent\": -75")
                .contains("{\"figure\": \"left\", \"this_month\": 1, \"last_month\": 0, \"change_percent\": null")
                .contains("\"at\": \"2026-11-18T07:30:00+01:00\"", "\"class_datetime\": \"2026-11-18T06:00:00+01:00\"")
                .contains("\"status\": \"failed\"", "\"message\": \"the bank does not tie\"");
    }

    /** A charge that was paid in parts, one whose payment was taken back, and one that was written off. */
    @Test
    void whatIsOpenOfAChargeIsAllThatIsOverdue() {
        empty.reset();
        for (String line : """
                gym set currency=EUR payment_days=0
                member add Ann
                member approve 1
                finance charge 1 30
                finance charge 1 40
                finance charge 1 50
                finance charge 1 60
                finance pay 1 10 --method cash --key a --charge 1
                finance pay 1 15 --method cash --key b --charge 1
                finance pay 1 40 --method cash --key c --charge 2
                finance pay 1 50 --method cash --key d --charge 3
                finance reverse payment 3
                finance write-off 4
                """.lines().toList()) {
            Transcript said = emptyOn("2026-11-01").run(line.split(" ", -1));
            assertThat(said.exit()).as(line + ": " + said.err()).isZero();
        }
        String[] fields = {"dashboard", "-o", "csv", "--no-header", "--fields", "overdue_members,overdue_amount"};
        assertThat(emptyOn("2026-11-02").run(fields).out()).isEqualTo("1,45.00\n");
        assertThat(emptyOn("2026-11-01").run(fields).out())
                .as("it can still be paid in time")
                .isEqualTo("0,0.00\n");
        assertThat(emptyOn("2026-11-02")
                        .run("dashboard", "--as", "1", "-o", "csv", "--no-header", "--fields", "overdue_amount")
                        .out())
                .isEqualTo("45.00\n");
        empty.reset();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(admin(80).run("dashboard", "--every", "5"))
                .isEqualTo(Transcript.failure(2, "--every goes with --watch", "add --watch"));
        assertThat(admin(80).run("dashboard", "--watch", "--every", "0"))
                .isEqualTo(Transcript.failure(2, "--every 0 is less than 1 second", null));
        assertThat(admin(80).run("dashboard", "--watch", "-o", "json"))
                .isEqualTo(Transcript.failure(
                        2, "what has no end is drawn on a terminal, or printed as ndjson", "-o ndjson"));
        assertThat(session(MORNING.toString()).run("dashboard", "--watch"))
                .isEqualTo(Transcript.failure(
                        2, "--watch draws on a terminal, and here is none", "-o ndjson, or no --watch"));
        assertThat(admin(80).run("dashboard", "--as", "nobody@gym.example").exit())
                .isEqualTo(1);
    }

    private static String token(String email) {
        return admin(80)
                .run("user", "token", email, "--name", email)
                .out()
                .lines()
                .toList()
                .get(1);
    }

    private static List<String> rows(String... command) {
        Transcript said = session(MORNING.toString()).run(command);
        assertThat(said.exit()).as(said.err()).isZero();
        return said.out().lines().skip(1).toList();
    }

    private static Transcript.Session emptyOn(String day) {
        return Transcript.session()
                .env("GYMCTL_URL", empty.url())
                .clock(Clock.fixed(Instant.parse(day + "T08:00:00Z"), ZoneOffset.UTC));
    }

    private static Transcript.Session admin(int columns) {
        return session(MORNING.toString())
                .env("COLUMNS", String.valueOf(columns))
                .env("LINES", "24")
                .terminal();
    }

    private static Transcript.Session session(String at) {
        return Transcript.session()
                .env("GYMCTL_URL", database.url())
                .clock(Clock.fixed(Instant.parse(at), ZoneOffset.UTC));
    }

    private static void assertPage(String name, Transcript page) throws IOException {
        assertThat(page.err()).isEmpty();
        assertThat(page.exit()).isZero();
        String text = page.out().replace("\u001b", "\\e");
        Path file = PAGES.resolve(name + ".txt");
        if (System.getProperty("gymctl.help.write") != null) {
            Files.writeString(file, text);
        }
        assertThat(file).hasContent(text);
    }
}
