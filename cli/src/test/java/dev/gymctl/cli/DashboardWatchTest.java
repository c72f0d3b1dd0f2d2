package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code gymctl dashboard --watch}, at a terminal made of streams, and where there is none. */
@Timeout(40)
final class DashboardWatchTest {
    private static final String LEFT = "\u001b[0m\u001b[?2004l\u001b[?25h\u001b[?1049l";
    private static final Clock MORNING = Clock.fixed(Instant.parse("2026-11-18T06:30:00Z"), ZoneOffset.UTC);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeEach
    void openAGym() {
        database.reset();
        gymctl("gym", "set", "name=Lotus", "currency=EUR");
        gymctl("coach", "add", "Cara", "Coach", "--email", "cara@gym.example");
    }

    @Test
    void looksAgainWhenAskedAndLeavesTheTerminalAsItWas() throws Exception {
        try (Sitting sitting = sit("dashboard", "--watch", "--every", "3600")) {
            sitting.await(row -> row.equals("Lotus  Wednesday, 18 November 2026, 06:30"));
            sitting.await(row -> row.equals("Today  no classes"));
            assertThat(sitting.screen().get(23)).isEqualTo("as of 06:30:00, every 3600 s   r look again   q leave");
            gymctl("class", "add", "Yoga", "--coach", "1", "--at", "2026-11-18T18:00");
            sitting.type("xr");
            sitting.await(row -> row.startsWith("  18:00  Yoga  Cara Coach  ──────────  0/20"));
            assertThat(sitting.screen()).doesNotContain("Today  no classes").hasSize(24);
            sitting.type("\u000c");
            sitting.type("q");
            assertThat(sitting.exit()).isZero();
            assertThat(sitting.raw()).startsWith("\u001b[?1049h").endsWith(LEFT);
            assertThat(sitting.err()).isEmpty();
        }
    }

    @Test
    void looksAgainByItself() throws Exception {
        try (Sitting sitting = sit("dashboard", "--watch", "--every", "1")) {
            sitting.await(row -> row.equals("Today  no classes"));
            gymctl("class", "add", "Yoga", "--coach", "1", "--at", "2026-11-18T18:00");
            sitting.await(row -> row.startsWith("  18:00  Yoga"));
            sitting.type("\u0003");
            assertThat(sitting.exit()).isZero();
            assertThat(sitting.raw()).endsWith(LEFT);
        }
    }

    @Test
    void outlivesALostConnection() throws Exception {
        try (Sitting sitting = sit("dashboard", "--watch", "--every", "3600")) {
            sitting.await(row -> row.equals("Today  no classes"));
            gymctl("class", "add", "Yoga", "--coach", "1", "--at", "2026-11-18T18:00");
            database.owner()
                    .useHandle(handle -> handle.createQuery(
                                    "select pg_terminate_backend(pid) from pg_stat_activity"
                                            + " where datname = current_database() and pid <> pg_backend_pid() and usename = 'gymctl_owner'")
                            .mapTo(boolean.class)
                            .list());
            sitting.type("r");
            sitting.await(row -> row.startsWith("as of 06:30:00, trying again: "));
            assertThat(sitting.screen()).as("what was seen last").contains("Today  no classes");
            sitting.type("r");
            sitting.await(row -> row.startsWith("  18:00  Yoga"));
            sitting.await(row -> row.startsWith("as of 06:30:00, every 3600 s"));
            sitting.type("q");
            assertThat(sitting.exit()).isZero();
        }
    }

    @Test
    void endsWithTheSession() throws Exception {
        gymctl("user", "add", "Ada", "--email", "ada@gym.example", "--role", "treasurer");
        String token =
                gymctl("user", "token", "2", "--name", "desk").lines().toList().get(1);
        Map<String, String> environment =
                Map.of("HOME", "/nonexistent", "GYMCTL_URL", database.appUrl(), "GYMCTL_TOKEN", token);
        try (Sitting sitting = sit(environment, "dashboard", "--watch", "--every", "3600")) {
            sitting.await(row -> row.equals("Rooms  everything is read"));
            gymctl("user", "role", "2", "member");
            sitting.type("r");
            assertThat(sitting.exit()).isEqualTo(1);
            assertThat(sitting.raw()).endsWith(LEFT);
            assertThat(sitting.err()).isEqualTo("gymctl: the session has ended\nhint: gymctl login\n");
        }
    }

    @Test
    void whereNoTerminalIsEachLookIsALineOfJson() throws Exception {
        Written lines = new Written();
        CompletableFuture<Integer> running = Sitting.without(
                MORNING,
                environment(),
                lines,
                "dashboard",
                "--watch",
                "--every",
                "1",
                "-o",
                "ndjson",
                "--fields",
                "classes_today");
        lines.await("{\"classes_today\": 0}\n");
        gymctl("class", "add", "Yoga", "--coach", "1", "--at", "2026-11-18T18:00");
        lines.await("{\"classes_today\": 1}\n");
        lines.go();
        assertThat(running.get()).isZero();
    }

    private static String gymctl(String... words) {
        Transcript done = Transcript.session()
                .env("GYMCTL_URL", database.url())
                .clock(MORNING)
                .run(words);
        assertThat(done.exit()).as(done.err()).isZero();
        return done.out();
    }

    private static Map<String, String> environment() {
        return Map.of("HOME", "/nonexistent", "GYMCTL_URL", database.url(), "NO_COLOR", "1");
    }

    private static Sitting sit(Map<String, String> environment, String... words) throws IOException {
        return new Sitting(MORNING, environment, words);
    }

    private static Sitting sit(String... words) throws IOException {
        return sit(environment(), words);
    }
}
