package dev.gymctl.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A gym on one embedded server is backed up and restored into another one, in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class BackupTest {
    private static final Path SAMPLE = Path.of("../core/src/test/resources/gym-2026-10");
    private static final Pattern SUM =
            Pattern.compile("backed up (\\d+) rows of (\\d+) tables to \\S+ \\(\\d+ bytes\\), by COPY\n");

    @TempDir
    static Path directory;

    private static Transcript.Session gymctl;
    private static Transcript.Session other;
    private static String file;

    @BeforeAll
    static void openAGym() {
        gymctl = session("one");
        other = session("other");
        file = directory.resolve("gym.backup").toString();
        assertThat(gymctl.run("gym", "set", "zone=Europe/Berlin", "currency=EUR")
                        .exit())
                .isZero();
        for (String noun : List.of("coach", "member", "rate", "class")) {
            String plural = noun.equals("coach") || noun.equals("class") ? noun + "es" : noun + "s";
            assertThat(gymctl.run(
                                    noun,
                                    "import",
                                    SAMPLE.resolve(plural + ".csv").toString())
                            .exit())
                    .isZero();
        }
        assertThat(gymctl.run(
                                "class",
                                "attend",
                                "--from",
                                SAMPLE.resolve("attendance.csv").toString())
                        .exit())
                .isZero();
        assertThat(gymctl.run("payroll", "run", "--month", "2026-10").exit()).isZero();
    }

    @AfterAll
    static void stopTheServers() {
        gymctl.run("db", "stop");
        other.run("db", "stop");
    }

    @Test
    @Order(1)
    void writesOneFileAndReplacesItOnlyByForce() {
        assertThat(gymctl.run("db", "backup", file).out()).matches(SUM);
        assertThat(gymctl.run("db", "backup", file))
                .isEqualTo(
                        Transcript.failure(1, file + " is there already", "--force replaces it; or name another file"));
        assertThat(gymctl.run("db", "backup", file, "--force", "-o", "json").out())
                .contains("\"way\": \"copy\"", "\"made_at\": \"20", "\"schema_version\": ", "\"sha256\": \"");
    }

    @Test
    @Order(2)
    void restoresIntoAFreshServerAfterAYes() {
        assertThat(other.run("db", "restore", file))
                .isEqualTo(Transcript.failure(2, "this needs a yes, and there is no terminal to ask on", "add --yes"));
        assertThat(other.run("db", "restore", file, "--dry-run").out())
                .startsWith("would restore ")
                .endsWith("; nothing was changed\n");
        Transcript restored = other.run("db", "restore", file, "--yes");
        assertThat(restored.out()).startsWith("restored ");
        assertThat(restored.err())
                .isEqualTo("passwords are as they were; sessions, service tokens and one-time codes are revoked\n");
        assertThat(other.run("audit", "log", "--limit", "1", "-o", "json").out())
                .contains("\"db restore\"", "\"owner (" + System.getProperty("user.name") + ")\"", file);
        assertThat(other.run("audit", "verify").exit()).isZero();
    }

    @Test
    @Order(3)
    void saysTheSameAfterwards() {
        for (String command : List.of(
                "gym show -o json",
                "member list -o json",
                "coach list -o json",
                "class list -o json",
                "rate list -o csv",
                "payroll list --month 2026-10 -o csv",
                "payroll show coach0@gym.example --month 2026-10 -o json",
                "job show 1 -o json")) {
            Transcript before = gymctl.run(command.split(" ", -1));
            assertThat(before.exit()).as(command).isZero();
            assertThat(other.run(command.split(" ", -1))).as(command).isEqualTo(before);
        }
        assertThat(other.run("member", "add", "New", "Friend").out())
                .isEqualTo(gymctl.run("member", "add", "New", "Friend").out());
    }

    @Test
    @Order(4)
    void restoresBesideTheGymsOwnButNotIntoIt() {
        assertThat(gymctl.run("db", "restore", file, "--yes").err())
                .startsWith("gymctl: the database is not empty: ")
                .endsWith("--url embedded:gymctl_restored makes one beside the gym's own\n");
        String[] beside = {"db", "restore", file, "--yes", "--url", "embedded:gymctl_restored"};
        assertThat(gymctl.run(beside).out()).endsWith(", database gymctl_restored\n");
        assertThat(gymctl.run(beside).err()).startsWith("gymctl: the database is not empty: ");
        assertThat(gymctl.run("payroll", "list", "--month", "2026-10", "--url", "embedded:gymctl_restored"))
                .isEqualTo(gymctl.run("payroll", "list", "--month", "2026-10"));
    }

    @Test
    @Order(5)
    void refusesWhatIsNoBackup() throws IOException {
        String members = SAMPLE.resolve("members.csv").toString();
        assertThat(other.run("db", "restore", members, "--yes"))
                .isEqualTo(Transcript.failure(
                        1, members + " is no backup of gymctl, or its end is missing", "gymctl db backup makes one"));
        Path damaged = directory.resolve("damaged");
        byte[] bytes = Files.readAllBytes(Path.of(file));
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);
        assertThat(gymctl.run("db", "restore", damaged.toString(), "--yes", "--url", "embedded:gymctl_damaged")
                        .err())
                .startsWith("gymctl: " + damaged + " is damaged: ");
        assertThat(gymctl.run("member", "list", "--url", "embedded:gymctl_damaged")
                        .err())
                .contains("has no database gymctl_damaged");
        assertThat(other.run("db", "restore", "/none", "--yes"))
                .isEqualTo(Transcript.failure(1, "there is no file /none", null));
    }

    @Test
    void goesToAPipeButNotToATerminal() {
        Transcript piped = gymctl.run("db", "backup", "-");
        assertThat(piped.exit()).isZero();
        assertThat(piped.out()).startsWith("PK");
        assertThat(piped.err()).startsWith("backed up ");
        assertThat(session("one").terminal().run("db", "backup", "-"))
                .isEqualTo(Transcript.failure(
                        2, "a backup is nothing for a terminal", "name a file, or redirect the output"));
    }

    private static Transcript.Session session(String home) {
        return Transcript.session()
                .env("XDG_DATA_HOME", directory.resolve(home).toString())
                .clock(Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC));
    }
}
