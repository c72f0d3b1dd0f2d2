package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gymctl __complete}. */
final class CompletingTest {
    private static final String PATIENCE = "gymctl.patience";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path home;

    private static String member;
    private static String coach;

    @BeforeAll
    static void fill() {
        System.setProperty(PATIENCE, "20000");
        Transcript.Session session =
                Transcript.session().env("GYMCTL_URL", database.url()).clock(CLOCK);
        for (String line : List.of(
                "member add Ada Lovelace --email Ada@example.org",
                "member add Bob O'Hara",
                "coach add Cara Coach --email cara@example.org",
                "user role 3 coach",
                "class add Yoga --coach 3 --at 2026-11-30T18:00 --minutes 60 --capacity 10",
                "class add Old --coach 3 --at 2026-01-30T18:00 --minutes 60 --capacity 10",
                "plan add Gold --kind dues --price 49",
                "plan add Ten --kind pack --price 90 --credits 10",
                "rate set --coach 3 --per-class 20 --from 2026-01-01",
                "finance charge 1 12.50 --memo Towel",
                "finance pay 1 5.00 --method cash --key r1",
                "chat create Staff --as 3",
                "chat create Yogis --as 1")) {
            assertThat(session.run(line.split(" ")).err()).as(line).isEmpty();
        }
        database.owner()
                .useHandle(handle ->
                        handle.execute("insert into gymctl.rooms (room_name) values (?), (?)", "bell\u0007", "-x"));
        member = token("1");
        coach = token("3");
    }

    @AfterAll
    static void forget() {
        System.clearProperty(PATIENCE);
    }

    private static String token(String user) {
        return Transcript.session()
                .env("GYMCTL_URL", database.url())
                .run("user", "token", user, "--name", "of-" + user)
                .out()
                .lines()
                .toList()
                .get(1);
    }

    /** As a shell would hand the words over: a blank at the end begins another one. */
    private static String complete(Transcript.Session session, String line) {
        Transcript said = session.clock(CLOCK).run(("__complete " + line).split(" ", -1));
        assertThat(said).returns(0, Transcript::exit).returns("", Transcript::err);
        return said.out();
    }

    private static Transcript.Session owner() {
        return Transcript.session().env("GYMCTL_URL", database.url());
    }

    private static List<String> values(Transcript.Session session, String line) {
        return complete(session, line)
                .lines()
                .map(found -> found.substring(0, found.indexOf('\t')))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "member show a|Ada@example.org",
                "member show AD|Ada@example.org",
                "'member show '|2 Ada@example.org",
                "member show 2|2",
                "member show x|''",
                "member approve 1 a|Ada@example.org",
                "coach show c|cara@example.org",
                "'user show '|cara@example.org 2 Ada@example.org",
                "class list --coach=c|cara@example.org",
                "class list --coach c|cara@example.org",
                "'class show '|2 1",
                "class show 1|1",
                "class enroll 1 a|Ada@example.org",
                "-o csv class enroll 1 a|Ada@example.org",
                "'class enroll 1 a '|''",
                "chat history s|Staff",
                "chat search x --room st|Staff",
                "plan retire g|Gold",
                "finance prepay 1 10 --plan t|Ten",
                "'rate end '|1",
                "'finance write-off '|1",
                "'finance return '|1",
                "finance balance a|Ada@example.org",
                "finance balance member_|member_credit member_receivable",
                "reconcile match 7 a|Ada@example.org",
                "profile show m|mindbody",
                "payroll run --month t|this",
                "payroll run --month 2026-1|2026-11 2026-10",
                "class list --from 2026-11-2|2026-11-28 2026-11-27 2026-11-29",
                "plan subscribe 1 Gold --from n|next",
                "audit log --since 2026-11-28|2026-11-28T00:00",
                "config unset u|url",
                "user list --role t|treasurer",
                "user role 1 t|treasurer",
                "member list -o j|json",
                "member show --no|--no-header --no-color",
                "ver|version",
                "help fi|finance files",
                "help member sh|show",
                "member sh|show",
                "__|''",
                "membre a|''",
                "member reject 1 --reason a|''",
            })
    void offersWhatMayBeMeant(String line, String candidates) {
        assertThat(String.join(" ", values(owner(), line))).isEqualTo(candidates);
    }

    @Test
    void saysWhatAValueStandsForAndNeverWhatActsOnATerminal() {
        assertThat(complete(owner(), "member show ad")).isEqualTo("Ada@example.org\tAda Lovelace\n");
        assertThat(complete(owner(), "class show 1")).isEqualTo("1\t2026-11-30 18:00 Yoga\n");
        assertThat(complete(owner(), "finance write-off 1"))
                .isEqualTo("1\tAda Lovelace, 12.50, other, due 2026-12-12\n");
        assertThat(complete(owner(), "chat history b")).isEmpty();
    }

    @Test
    void offersNobodyWhatTheyMayNotSee() {
        Transcript.Session ada =
                Transcript.session().env("GYMCTL_URL", database.appUrl()).env("GYMCTL_TOKEN", member);

        assertThat(values(ada, "member show ")).containsExactly("Ada@example.org", "1");
        assertThat(values(ada, "class enroll 1 ")).containsExactly("Ada@example.org", "1");
        assertThat(values(ada, "class show 1")).containsExactly("1");
        assertThat(values(ada, "chat history ")).containsExactly("Yogis");
        for (String line : List.of(
                "member approve ",
                "user role ",
                "coach show ",
                "class list --coach ",
                "finance write-off ",
                "plan retire ",
                "rate end ",
                "finance balance m",
                "login c",
                "import show ",
                "class cancel ")) {
            assertThat(values(ada, line)).as(line).isEmpty();
        }
        Transcript.Session cara =
                Transcript.session().env("GYMCTL_URL", database.appUrl()).env("GYMCTL_TOKEN", coach);
        assertThat(values(cara, "member show ")).containsExactly("2", "Ada@example.org");
        assertThat(values(cara, "coach show ")).containsExactly("cara@example.org", "3");
        assertThat(values(cara, "user show ")).containsExactly("cara@example.org", "3");
        assertThat(values(cara, "chat history ")).containsExactly("Staff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://me@127.0.0.1:1/gym", "nonsense", "embedded:other", "embedded"})
    void isSilentWithoutADatabaseAndStartsNone(String url) throws IOException {
        Transcript.Session session =
                Transcript.session().env("HOME", home.toString()).env("GYMCTL_URL", url);

        assertThat(complete(session, "member show a")).isEmpty();
        assertThat(complete(session, "payroll run --month t")).isEmpty();
        assertThat(complete(session, "--url " + url + " member show a")).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void isSilentWithoutALoginAndWithABadOne() throws IOException {
        assertThat(complete(Transcript.session().env("GYMCTL_URL", database.appUrl()), "member show a"))
                .isEmpty();
        assertThat(complete(owner().env("GYMCTL_TOKEN", "wrong"), "member show a"))
                .isEmpty();
        assertThat(complete(owner().env("GYMCTL_TOKEN", "wrong"), "login a")).isEmpty();
        Files.createDirectories(home.resolve("gymctl/config.properties"));
        assertThat(complete(Transcript.session().env("XDG_CONFIG_HOME", home.toString()), "member show a"))
                .isEmpty();
    }

    @Test
    void givesUpWhenTheDatabaseIsSlow() throws IOException {
        try (Handle other = database.owner().open()) {
            other.begin();
            other.execute("lock table gymctl.users in access exclusive mode");
            assertThat(complete(owner(), "member show a")).isEmpty();
            other.rollback();
        }
        System.setProperty(PATIENCE, "50");
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Transcript.Session session =
                    Transcript.session().env("GYMCTL_URL", "postgres://me@127.0.0.1:" + mute.getLocalPort() + "/gym");
            assertThat(complete(session, "member show a")).isEmpty();
        } finally {
            System.setProperty(PATIENCE, "20000");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "gymctl member show Ad|Ad|Ada@example.org",
                "gymctl member show Ada@ex|@ex|@example.org",
                "gymctl class list --coach=ca|ca|cara@example.org",
                "gymctl chat history 'St|St|Staff",
                "./gymctl chat history it|it|it\\'s\\ \\$\\(touch\\ x\\)\\ \\`y\\`",
                "gymctl chat history 'it|it|it'\\''s $(touch x) `y`",
                "gymctl chat history \"it|it|it's \\$(touch x) \\`y\\`",
                "gymctl chat history it\\'s|it\\'s|it\\'s\\ \\$\\(touch\\ x\\)\\ \\`y\\`",
                "gymctl chat history it\\'s\\ |it\\'s\\ |it\\'s\\ \\$\\(touch\\ x\\)\\ \\`y\\`",
            })
    void quotesForBashAsTheLineDoes(String line, String replaced, String put) {
        database.owner()
                .useHandle(handle -> handle.execute(
                        "insert into gymctl.rooms (room_name) values (?) on conflict do nothing",
                        "it's $(touch x) `y`"));
        Transcript said = owner().run("__complete", "--bash", line, replaced);

        assertThat(said).isEqualTo(new Transcript(0, put + "\n", ""));
    }
}
