package dev.gymctl.cli.login;

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
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is who, as somebody types it. */
final class LoginTest {
    private static final String PASSWORD = "seven wet horses";
    private static final String ENDED = "the session has ended, or its token was never a valid one";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path home;

    private Transcript.Session owner;
    private Transcript.Session ada;
    private Transcript.Session coach;

    @BeforeEach
    void openGym() {
        database.reset();
        owner = session("owner").env("GYMCTL_URL", database.url());
        ada = session("ada");
        coach = session("coach");
        assertThat(owner.run("gym", "set", "zone=Europe/Berlin").exit()).isZero();
    }

    @Test
    void fromTheFirstAdminToARevokedToken() throws IOException {
        assertThat(owner.run("whoami", "-o", "csv").out())
                .isEqualTo("id,name,email,role,session,token,expires_at\n,owner (%s),,,,,\n"
                        .formatted(System.getProperty("user.name")));
        assertThat(ada.run("member", "list"))
                .isEqualTo(Transcript.failure(
                        1, "nobody is logged in at " + database.address().display(), "gymctl login EMAIL"));

        // The owner makes the first admin.
        assertThat(owner.run("user", "add", "Ada", "Byron", "--email", "ada@gym.example", "--role", "admin"))
                .isEqualTo(new Transcript(
                        0,
                        "added user 1, Ada Byron, an admin\n",
                        "gymctl user reset-password 1 gives a code to log in with\n"));
        assertThat(ada.stdin(code("ada@gym.example")).run("login", "ada@gym.example", "--password-stdin"))
                .isEqualTo(Transcript.failure(
                        2,
                        "a one-time code is used once: choose a password; it is expected on stdin, in the next line",
                        null));
        String code = code("ada@gym.example");
        assertThat(ada.stdin(code + "\ntoo short\n").run("login", "ada@gym.example", "--password-stdin"))
                .isEqualTo(Transcript.failure(
                        1,
                        "the password has 9 characters, and an admin needs 15 at least",
                        "a sentence of several words is long, and easy to remember; nothing else is asked for"));
        assertThat(ada.stdin(code + "\n" + PASSWORD + "\n").run("login", "ada@gym.example", "--password-stdin"))
                .isEqualTo(new Transcript(0, "logged in as user 1, Ada Byron, an admin\n", ""));
        assertThat(ada.run("whoami", "-o", "csv").out())
                .startsWith("id,name,email,role,session,token,expires_at\n1,Ada Byron,ada@gym.example,admin,")
                .endsWith(",,2026-11-19T07:00:00+01:00\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sessionFile("ada"))))
                .isEqualTo("rw-------");

        // She adds a coach, who logs in at a terminal and changes the code into a password.
        assertThat(ada.run("coach", "add", "Ken", "Liskov", "--email", "ken@gym.example")
                        .out())
                .isEqualTo("added coach 2, Ken Liskov\n");
        Transcript reset = ada.run("user", "reset-password", "ken@gym.example");
        assertThat(reset.out()).startsWith("user 2, Ken Liskov, logs in with this code, once, within three days:\n");
        String kens = reset.out().lines().toList().get(1);
        assertThat(coach.terminal()
                        .stdin(kens + "\nnine dry donkeys\nnine dry donkey\n")
                        .run("login", "ken@gym.example"))
                .isEqualTo(new Transcript(1, "", """
                        password: a one-time code is used once: choose a password
                        new password: the same again: gymctl: the two are not the same
                        """));
        assertThat(coach.stdin(kens + "\nnine dry donkeys\nnine dry donkeys\n")
                        .run("login", "ken@gym.example")
                        .out())
                .isEqualTo("logged in as user 2, Ken Liskov, a coach\n");

        // What he may do, and what not.
        assertThat(coach.run("member", "add", "Max", "Muster", "--email", "max@mail.example")
                        .exit())
                .isZero();
        assertThat(coach.run("payroll", "run", "--month", "last"))
                .isEqualTo(Transcript.failure(
                        1,
                        "only a treasurer or an admin may use 'payroll run'",
                        "you are user 2, ken@gym.example, a coach"));
        assertThat(coach.run("user", "role", "2", "admin").exit()).isEqualTo(1);
        assertThat(coach.run("coach", "show", "1"))
                .isEqualTo(Transcript.failure(
                        1,
                        "a coach may use 'coach show' only for themselves, and others only a treasurer or an admin",
                        "you are user 2, ken@gym.example"));
        assertThat(coach.run("coach", "show", "ken@gym.example").exit()).isZero();
        assertThat(coach.run("user", "edit", "2", "--phone", "0123").out())
                .isEqualTo("set phone of user 2, Ken Liskov\n");

        // He changes the password: here he stays, elsewhere he is out.
        coach = session("coach"); // no terminal any more
        Transcript.Session elsewhere = session("elsewhere");
        elsewhere.stdin("nine dry donkeys\n").run("login", "ken@gym.example", "--password-stdin");
        assertThat(elsewhere.run("whoami").exit()).isZero();
        assertThat(coach.stdin("nine wet donkeys\nten very dry donkeys\n")
                        .run("passwd", "--password-stdin")
                        .err())
                .startsWith("gymctl: the name or the password is wrong\n");
        assertThat(coach.stdin("nine dry donkeys\nten very dry donkeys\n")
                        .run("passwd", "--password-stdin")
                        .out())
                .isEqualTo("changed the password of user 2, Ken Liskov; all other sessions are revoked\n");
        assertThat(coach.run("whoami").exit()).isZero();
        assertThat(elsewhere.run("whoami")).isEqualTo(Transcript.failure(1, ENDED, "gymctl login"));

        // Logout: the token is good for nothing any more, wherever a copy of it is.
        String token = Files.readAllLines(sessionFile("coach")).get(1);
        assertThat(coach.run("logout").out()).isEqualTo("logged out user 2, Ken Liskov\n");
        assertThat(sessionFiles("coach")).isEmpty();
        assertThat(coach.run("whoami").err()).startsWith("gymctl: nobody is logged in at ");
        assertThat(session("copy").env("GYMCTL_TOKEN", token).run("whoami"))
                .isEqualTo(Transcript.failure(1, ENDED, "gymctl login"));
        assertThat(coach.run("logout").out()).isEqualTo("nothing changed: nobody is logged in here\n");

        // Who is deactivated is out at once.
        coach.stdin("ten very dry donkeys\n").run("login", "2", "--password-stdin");
        assertThat(ada.run("user", "deactivate", "2").out())
                .isEqualTo("deactivated user 2, Ken Liskov; all sessions are revoked\n");
        assertThat(coach.run("whoami").err()).startsWith("gymctl: " + ENDED);
        assertThat(coach.run("logout").out()).isEqualTo("the session had ended already\n");

        assertThat(
                        text(
                                "select string_agg(action || ' by ' || operator, E'\\n' order by id) from audit_log where id > 1"))
                .isEqualTo("""
                        user add by owner (%1$s)
                        user reset-password by owner (%1$s)
                        user reset-password by owner (%1$s)
                        login by user 1 (admin)
                        coach add by user 1 (admin)
                        user reset-password by user 1 (admin)
                        login by user 2 (coach)
                        member add by user 2 (coach)
                        user edit by user 2 (coach)
                        login by user 2 (coach)
                        passwd by user 2 (coach)
                        logout by user 2 (coach)
                        login by user 2 (coach)
                        user deactivate by user 1 (admin)""".formatted(System.getProperty("user.name")));
        assertThat(text("select string_agg(operator_id || '', ' ' order by id) from audit_log where operator_id > 0"))
                .isEqualTo("1 1 1 2 2 2 2 2 2 2 1");
        assertThat(text("select string_agg(payload::text, ' ') from audit_log"))
                .doesNotContain(PASSWORD, "donkeys", token, code, kens);
    }

    @Test
    void aServiceTokenWorksForCronUntilItIsRevoked() {
        person("Ada", "admin");
        login(ada, "ada");
        Transcript made = ada.run("user", "token", "1", "--name", "payroll", "--expires", "2026-12-31");
        assertThat(made.out())
                .startsWith("token payroll, session ")
                .contains(" acts for user 1, Ada, through 2026-12-31:\n");
        String token = made.out().lines().toList().get(1);
        Transcript.Session cron = session("cron").env("GYMCTL_TOKEN", token);

        assertThat(cron.run("payroll", "run", "--month", "last").exit()).isZero();
        assertThat(cron.run("whoami", "-o", "csv").out())
                .contains(",payroll,2027-01-01T00:00:00+01:00\n")
                .doesNotContain(token);
        assertThat(text("select string_agg(distinct operator, ' ') from audit_log where action like 'payroll%'"))
                .isEqualTo("user 1 (admin)");
        assertThat(cron.run("logout"))
                .isEqualTo(Transcript.failure(
                        1,
                        "GYMCTL_TOKEN holds the service token 'payroll', which is no login",
                        "gymctl user token 1 --name 'payroll' --revoke"));
        assertThat(cron.run("passwd").err()).startsWith("gymctl: a service token changes no password\n");
        assertThat(cron.run("user", "token", "1", "--name", "more").err())
                .startsWith("gymctl: a service token makes no other\n");
        assertThat(cron.run("user", "reset-password", "1").err())
                .startsWith("gymctl: a service token resets no password\n");
        assertThat(ada.run("user", "show", "1").out()).contains(" payroll ").doesNotContain(token);
        assertThat(ada.run("user", "token", "1", "--name", "payroll", "--revoke")
                        .out())
                .startsWith("revoked token payroll, session ");
        assertThat(cron.run("gym", "show")).isEqualTo(Transcript.failure(1, ENDED, "gymctl login"));
        assertThat(ada.run("user", "token", "1", "--name", "x", "--expires", "2026-11-04")
                        .err())
                .isEqualTo("gymctl: a token cannot expire in the past\n");
    }

    @Test
    void theVariableGoesBeforeTheFileEvenWhenItIsWrong() {
        person("Ada", "admin");
        login(ada, "ada");
        assertThat(ada.run("gym", "show").exit()).isZero();
        ada.env("GYMCTL_TOKEN", "gymctl_wrong");
        assertThat(ada.run("gym", "show")).isEqualTo(Transcript.failure(1, ENDED, "gymctl login"));
        ada.env("GYMCTL_TOKEN", "");
        assertThat(ada.run("gym", "show")).isEqualTo(Transcript.failure(1, ENDED, "gymctl login"));
        assertThat(owner.env("GYMCTL_TOKEN", "gymctl_wrong").run("gym", "show"))
                .isEqualTo(Transcript.failure(1, ENDED, "gymctl login"));
        assertThat(ada.stdin(PASSWORD + "\n")
                        .run("login", "1", "--password-stdin")
                        .err())
                .isEqualTo("GYMCTL_TOKEN is set, and goes before this login\n");
    }

    @Test
    void aLoginIsNotTakenForAnotherDatabase() {
        person("Ada", "admin");
        login(ada, "ada");

        ada.env("GYMCTL_URL", database.appUrl().replace("127.0.0.1", "localhost"));
        assertThat(ada.run("gym", "show").err()).startsWith("gymctl: nobody is logged in at ");
        ada.env("GYMCTL_URL", database.url());
        assertThat(ada.run("whoami", "-o", "csv").out()).contains("owner (");
    }

    @Test
    void anUnknownUserIsToldWhatAWrongPasswordIsTold() {
        person("Ada", "admin");
        Transcript wrong = ada.stdin("a wrong password\n").run("login", "ada@gym.example", "--password-stdin");

        assertThat(wrong.err()).startsWith("gymctl: the name or the password is wrong\n");
        assertThat(ada.run("login", "nobody@gym.example", "--password-stdin")).isEqualTo(wrong);
        assertThat(ada.stdin(PASSWORD + "\n")
                        .run("login", "1", "--password-stdin")
                        .err())
                .isEqualTo("failed logins since the last one: 1\n");
    }

    @Test
    void aMemberSeesAndChangesOnlyTheirOwn() {
        person("Eve", "member");
        owner.run("member", "add", "Max", "--email", "max@gym.example");
        owner.run("member", "add", "Mia", "--email", "mia@gym.example");
        owner.run("coach", "add", "Ken");
        owner.run("class", "add", "Yoga", "--coach", "4", "--at", "2026-12-01T18:30");
        database.jdbi()
                .useHandle(handle -> handle.execute("insert into member_events (member_id, kind, effective_on)"
                        + " select user_id, 'approved', '2026-11-05' from members"));
        Transcript.Session max = session("max");
        max.stdin(code("max@gym.example") + "\nwet mules\n").run("login", "max@gym.example", "--password-stdin");

        assertThat(max.run("member", "show", "2").exit()).isZero();
        assertThat(max.run("class", "enroll", "1", "max@gym.example").out())
                .isEqualTo("booked member 2, Max, into class 1\n");
        assertThat(max.run("class", "withdraw", "1", "2").exit()).isZero();
        assertThat(max.run("user", "edit", "2", "--email", "maxim@gym.example").exit())
                .isZero();
        assertThat(max.run("user", "show", "maxim@gym.example").exit()).isZero();
        String before = text("select count(*) from audit_log");
        for (String line : List.of(
                "member show 3",
                "member show mia@gym.example",
                "class enroll 1 3",
                "class withdraw 1 mia@gym.example",
                "user show 3",
                "user edit 3 --phone 1",
                "user edit mia@gym.example --email x@gym.example")) {
            assertThat(max.run(line.split(" ", -1)).err())
                    .as(line)
                    .contains("only for themselves")
                    .endsWith("hint: you are user 2, maxim@gym.example\n");
        }
        assertThat(text("select count(*) from audit_log")).isEqualTo(before);
    }

    @Test
    void aCoachSeesTheirOwnPay() {
        owner.run("coach", "add", "Ken", "--email", "ken@gym.example");
        owner.run("coach", "add", "Lea", "--email", "lea@gym.example");
        owner.run("class", "add", "Yoga", "--coach", "1", "--at", "2026-10-01T18:30");
        owner.run("class", "add", "Spin", "--coach", "2", "--at", "2026-10-01T18:30");
        owner.run("payroll", "run", "--month", "2026-10");
        coach.stdin(code("ken@gym.example") + "\n" + PASSWORD + "\n")
                .run("login", "ken@gym.example", "--password-stdin");

        assertThat(coach.run("payroll", "list", "--month", "2026-10", "-o", "csv")
                        .out())
                .isEqualTo("coach,classes_taught,gross\nken@gym.example,1,10.00\n");
        assertThat(coach.run("payroll", "show", "1", "--month", "2026-10").exit())
                .isZero();
        assertThat(coach.run("payroll", "show", "2", "--month", "2026-10").err())
                .contains("only for themselves");
        assertThat(coach.run("coach", "list").exit()).isEqualTo(1);
    }

    @Test
    void aTreasurerTouchesNoAdmin() {
        person("Ada", "admin");
        person("Tom", "treasurer");
        Transcript.Session tom = session("tom");
        login(tom, "tom");

        for (String line :
                List.of("user reset-password 1", "user deactivate 1", "user edit 1 --email evil@gym.example")) {
            assertThat(tom.run(line.split(" ", -1)))
                    .as(line)
                    .isEqualTo(Transcript.failure(
                            1,
                            "only an admin may do this, and user 2 is a treasurer",
                            "only an admin grants roles; nobody changes the e-mail, password or activity of someone"
                                    + " of a higher role"));
        }
        assertThat(tom.run("user", "show", "1").exit()).isZero();
        login(ada, "ada");
        assertThat(ada.run("user", "role", "2", "member").out()).isEqualTo("user 2, Tom, is a member now\n");
        assertThat(tom.run("user", "list").err())
                .startsWith("gymctl: only a treasurer or an admin may use 'user list'\n");
    }

    @Test
    void twoLoginsAtOnceLeaveAFileThatWorks() throws Exception {
        person("Ada", "admin");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Transcript>> logins = Stream.generate(
                            () -> session("ada").stdin(PASSWORD + "\n"))
                    .limit(4)
                    .map(one -> threads.submit(() -> one.run("login", "ada@gym.example", "--password-stdin")))
                    .toList();
            for (Future<Transcript> one : logins) {
                assertThat(one.get().exit()).as(one.get().err()).isZero();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(ada.run("whoami").exit()).isZero();
        assertThat(sessionFiles("ada")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rw-r----- | is open to other users
            rw----r-- | is open to other users
            rw--w---- | is open to other users
            link      | is a symbolic link
            directory | is no regular file
            empty     | is not one of a login at
            garbage   | is not one of a login at
            other     | is not one of a login at
            huge      | is not one of a login at
            """)
    void refusesAFileThatIsNotOnesOwnAlone(String what, String why) throws IOException {
        person("Ada", "admin");
        login(ada, "ada");
        Path file = sessionFile("ada");
        List<String> lines = Files.readAllLines(file);
        switch (what) {
            case "link" -> Files.createSymbolicLink(file, Files.move(file, home.resolve("elsewhere")));
            case "directory" -> {
                Files.delete(file);
                Files.createDirectory(file);
            }
            case "empty" -> Files.writeString(file, "");
            case "garbage" -> Files.write(file, new byte[] {(byte) 0xff, 0, 10, 10, 10});
            case "other" -> Files.writeString(file, "postgresql://other@host/gym\n" + lines.get(1) + "\n");
            case "huge" -> Files.writeString(file, "x".repeat(1 << 20));
            default -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(what));
        }

        Transcript refused = ada.run("gym", "show");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("gymctl: the session file " + file + " " + why)
                .endsWith("hint: rm '" + file + "' and log in again: gymctl login\n")
                .doesNotContain(lines.get(1));
        assertThat(owner.run("gym", "show").exit()).as("another's home").isZero();
    }

    @Test
    void secretsAreAskedForOrReadAndNeverArguments() {
        person("Ada", "admin");
        assertThat(ada.run("login", "ada@gym.example"))
                .isEqualTo(Transcript.failure(
                        2, "this needs a password, and there is no terminal to ask on", "add --password-stdin"));
        assertThat(ada.run("login", "ada@gym.example", PASSWORD).exit()).isEqualTo(2);
        assertThat(ada.stdin("").run("login", "ada@gym.example", "--password-stdin"))
                .isEqualTo(Transcript.failure(2, "a password is expected on stdin, and there is none", null));
        assertThat(owner.run("passwd"))
                .isEqualTo(
                        Transcript.failure(1, "the owner of the database has no password here", "gymctl login EMAIL"));
    }

    @Test
    void listsShowsAndEditsUsers() {
        person("Ada", "admin");
        person("Max", "member");
        assertThat(owner.run("user", "list", "-o", "csv").out()).isEqualTo("""
                id,first_name,last_name,email,role,is_active,date_of_birth,date_joined,password
                1,Ada,,ada@gym.example,admin,true,,2026-11-05T07:00:00+01:00,set
                2,Max,,max@gym.example,member,true,,2026-11-05T07:00:00+01:00,set
                """);
        assertThat(owner.run("user", "list", "--role", "coach").err())
                .isEqualTo("no users: gymctl user add makes one\n");
        assertThat(owner.run("user", "edit", "2"))
                .isEqualTo(Transcript.failure(
                        2, "there is nothing to change", "gymctl user edit --help shows what there is"));
        assertThat(owner.run("user", "edit", "2", "--phone", "0123", "--guardian-name", "Eve")
                        .out())
                .isEqualTo("set phone and guardian_name of user 2, Max\n");
        assertThat(owner.run("user", "edit", "2", "--phone", "0123").out())
                .isEqualTo("nothing changed: phone of user 2, Max is so already\n");
        assertThat(owner.run("user", "edit", "2", "--phone", "").out()).isEqualTo("set phone of user 2, Max\n");
        assertThat(owner.run("user", "activate", "2").out())
                .isEqualTo("nothing changed: user 2, Max, is active already\n");
        assertThat(owner.run("user", "role", "2", "member").out())
                .isEqualTo("nothing changed: user 2, Max, is a member already\n");
        assertThat(owner.run("user", "show", "max@gym.example", "-o", "json").out())
                .contains("\"guardian_name\": \"Eve\",", "\"failed_logins\": 0,", "\"sessions\": [{\"session\": ");
        assertThat(owner.run("user", "show", "7"))
                .isEqualTo(Transcript.failure(1, "there is no user '7'", "gymctl user list shows them all"));
    }

    /** Somebody who has a password. */
    private void person(String name, String role) {
        String email = name.toLowerCase(Locale.ROOT) + "@gym.example";
        assertThat(owner.run("user", "add", name, "--email", email, "--role", role)
                        .exit())
                .isZero();
        Transcript login =
                session("first").stdin(code(email) + "\n" + PASSWORD + "\n").run("login", email, "--password-stdin");
        assertThat(login.exit()).as(login.err()).isZero();
    }

    private void login(Transcript.Session session, String name) {
        Transcript login = session.stdin(PASSWORD + "\n").run("login", name + "@gym.example", "--password-stdin");
        assertThat(login.exit()).as(login.err()).isZero();
    }

    private String code(String email) {
        return owner.run("user", "reset-password", email).out().lines().toList().get(1);
    }

    private Transcript.Session session(String name) {
        return Transcript.session()
                .env("GYMCTL_URL", database.appUrl())
                .env("XDG_STATE_HOME", home.resolve(name).toString())
                .clock(Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC));
    }

    private List<Path> sessionFiles(String name) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(name).resolve("gymctl/sessions"))) {
            return files.toList();
        }
    }

    private Path sessionFile(String name) throws IOException {
        return sessionFiles(name).get(0);
    }

    private static String text(String query) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(String.class).one());
    }
}
