package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code gymctl shell}, by scripts and at a terminal. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ShellTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path home;

    @BeforeAll
    static void addAMember() {
        assertThat(Transcript.session()
                        .env("GYMCTL_URL", database.url())
                        .run("member", "add", "Ada", "Lovelace", "--email", "ada@example.org")
                        .err())
                .isEmpty();
    }

    private Transcript.Session shell(String lines) {
        return Transcript.session()
                .env("GYMCTL_URL", database.url())
                .env("HOME", home.toString())
                .stdin(lines);
    }

    @Test
    void aScriptSaysWhatItsCommandsWouldSayAlone() {
        String script =
                "\uFEFF# what there is\r\n\r\nmember show 'ada@example.org' -o json\r\ngymctl member \\\nlist -o csv\r\n";

        Transcript alone = shell("").run("member", "show", "ada@example.org", "-o", "json");
        Transcript list = shell("").run("member", "list", "-o", "csv");

        assertThat(shell(script).run("shell")).isEqualTo(new Transcript(0, alone.out() + list.out(), ""));
    }

    @Test
    void aScriptStopsAtTheFirstFailureAndNamesItsLine() {
        assertThat(shell("version -o csv\n\nmembre list\nversion\n").run("shell"))
                .returns(2, Transcript::exit)
                .returns(shell("").run("version", "-o", "csv").out(), Transcript::out)
                .returns("""
                        gymctl: no such command: membre
                        hint: did you mean gymctl member?
                        gymctl: line 3 of the script failed with exit code 2
                        """, Transcript::err);
    }

    @Test
    void keepsGoingWhenToldToAndReturnsTheFirstFailure() {
        Transcript ran = shell("member show 999\nmembre\nversion -o csv\n").run("shell", "--keep-going");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEqualTo(shell("").run("version", "-o", "csv").out());
        assertThat(ran.err()).contains("line 1 of the script", "line 2 of the script");
    }

    @Test
    void leavesAtExit() {
        assertThat(shell("exit\nmembre\n").run("shell")).isEqualTo(new Transcript(0, "", ""));
    }

    @Test
    void refusesAnotherShellOpenQuotesAndPrograms() {
        assertThat(shell("shell\n").run("shell").err()).startsWith("gymctl: this is a shell already\n");
        assertThat(shell("member show 'x\n").run("shell").err()).startsWith("gymctl: a quote is not closed");
        assertThat(shell("!true\n").run("shell")).isEqualTo(new Transcript(2, "", """
                        gymctl: programs of the system are not run from here: !true
                        hint: gymctl shell --allow-system-shell
                        gymctl: line 1 of the script failed with exit code 2
                        """));
        assertThat(shell("!exit 7\n").run("shell", "--allow-system-shell").exit())
                .isEqualTo(7);
    }

    @Test
    void changesOfEachCommandAreAuditedAsIfItStoodAlone() {
        assertThat(shell("gym set name=One\ngym set name=Two\n").run("shell").exit())
                .isZero();

        assertThat(shell("")
                        .run("audit", "log", "--limit", "2", "-o", "csv")
                        .out()
                        .lines())
                .hasSize(3)
                .filteredOn(line -> line.contains("owner") && line.contains("gym set"))
                .hasSize(2);
    }

    @Test
    void commandsShareAConnectionThatIsCleanAndReplacedWhenItIsLost() {
        try (Session session = session()) {
            assertThat(run(session, "member", "list")).isZero();
            long first = backend();
            assertThat(run(session, "gym", "show")).isZero();
            assertThat(backend()).isEqualTo(first);

            boolean ended = database.owner()
                    .withHandle(handle -> handle.select("select pg_terminate_backend(?::int, 10000)", first)
                            .mapTo(Boolean.class)
                            .one());
            assertThat(ended).isTrue();
            assertThat(run(session, "member", "list")).isZero();
            assertThat(backend()).isNotEqualTo(first);
        }
    }

    @Test
    void cancelEndsTheQueryAndNotTheSession() throws Exception {
        try (Session session = session();
                Handle other = database.owner().open()) {
            other.begin();
            other.execute("lock table gymctl.members in access exclusive mode");
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            CompletableFuture<Integer> waiting =
                    CompletableFuture.supplyAsync(() -> run(session, said, "member", "list"));
            while (!isWaiting()) {
                assertThat(waiting).isNotDone();
            }
            session.cancel();
            assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo(Session.CANCELLED);
            assertThat(said).hasToString("gymctl: cancelled\n");
            other.rollback();

            assertThat(run(session, "member", "list")).isZero();
        }
    }

    @Test
    void atATerminalThePromptTellsGymOperatorAndFailure() {
        shell("").run("gym", "set", "name=Iron");
        Transcript typed =
                shell("member show 999\nversion -o csv\nexit\n").terminal().run("shell");

        assertThat(typed.err()).startsWith("gymctl: there is no member");
        assertThat(typed.out()).contains("Iron (owner)> ", "Iron (owner) [1]> ", "program,java");
    }

    @Test
    void keepsWhatWasTypedForThisUserAloneButNoSecrets() throws IOException {
        shell("version\nversion --url postgres://me:geheim@localhost/x\nversion --password geheim\nexit\n")
                .terminal()
                .run("shell");
        Path history = home.resolve(".local/state/gymctl/history");

        assertThat(Files.readString(history)).contains("version").doesNotContain("geheim");
        assertThat(Files.getPosixFilePermissions(history)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private static boolean isWaiting() {
        return !database.owner()
                .withHandle(handle -> handle.select("select pid from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and datname = current_database()")
                        .mapTo(Long.class)
                        .list())
                .isEmpty();
    }

    private static Session session() {
        Map<String, String> environment = Map.of("GYMCTL_URL", database.url(), "HOME", "/nonexistent");
        return new Session(environment, Clock.systemUTC());
    }

    private static int run(Session session, String... words) {
        return run(session, OutputStream.nullOutputStream(), words);
    }

    private static int run(Session session, OutputStream err, String... words) {
        Console console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                err,
                Console.Terminals.NONE,
                session.environment());
        return session.run(console, List.of(words));
    }

    /** The one connection that is there beside the tests' own. */
    private static long backend() {
        return database.owner()
                .withHandle(handle -> handle.select("select pid from pg_stat_activity where pid <> pg_backend_pid()"
                                + " and datname = current_database() and backend_type = 'client backend'"
                                + " and query like '%reset all%'")
                        .mapTo(Long.class)
                        .one());
    }
}
