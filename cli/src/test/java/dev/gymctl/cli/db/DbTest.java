package dev.gymctl.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One embedded server's life, in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DbTest {
    @TempDir
    static Path home;

    private static Transcript.Session gymctl;

    @BeforeAll
    static void useAHomeOfItsOwn() {
        gymctl = Transcript.session().env("XDG_DATA_HOME", home.toString());
    }

    @AfterAll
    static void stopTheServer() {
        gymctl.run("db", "stop");
    }

    @Test
    @Order(1)
    void statusStartsNothing() {
        Transcript status = gymctl.run("db", "status", "-o", "json");

        assertThat(status.exit()).isZero();
        assertThat(status.out())
                .contains("\"embedded\": true", "\"running\": false", "\"port\": null", "\"schema_version\": null");
        assertThat(gymctl.run("db", "stop")).isEqualTo(new Transcript(0, "PostgreSQL was not running\n", ""));
    }

    @Test
    @Order(2)
    void startsOnce() {
        assertThat(gymctl.run("db", "start").out()).matches("PostgreSQL \\d+\\.\\d+ started on port \\d+\n");
        assertThat(gymctl.run("db", "start").out()).matches("PostgreSQL \\d+\\.\\d+ is already running on port \\d+\n");
        assertThat(gymctl.run("db", "status", "-o", "json").out())
                .contains("\"running\": true", "\"schema_version\": 0");
    }

    @Test
    @Order(3)
    void migratesOnce() {
        assertThat(gymctl.run("db", "migrate").out()).matches("migrated the schema from version 0 to \\d+\n");
        assertThat(gymctl.run("db", "migrate").out()).matches("the schema is at version \\d+ already\n");
    }

    @Test
    @Order(4)
    void printsAUrlWithoutAPassword() {
        assertThat(gymctl.run("db", "url").out())
                .matches("postgresql://gymctl_app@127\\.0\\.0\\.1:\\d+/gymctl\\?passfile=\\S+/credentials\n");
        assertThat(gymctl.run("db", "url", "-o", "json").out()).startsWith("{\n  \"url\": \"postgresql://gymctl_app@");
    }

    @Test
    @Order(5)
    void stopsOnce() {
        assertThat(gymctl.run("db", "stop")).isEqualTo(new Transcript(0, "PostgreSQL stopped\n", ""));
        assertThat(gymctl.run("db", "stop", "-o", "ndjson").out()).startsWith("{\"running\": false, \"pid\": null, ");
    }

    @Test
    void leavesAGivenServerAlone() {
        assertThat(gymctl.run("db", "stop", "--url", "postgres://coach@localhost:1/gym"))
                .isEqualTo(Transcript.failure(
                        1,
                        "the database is postgresql://coach@localhost:1/gym (from --url),"
                                + " which gymctl neither starts nor stops",
                        "only the embedded PostgreSQL is started and stopped by gymctl"));
    }

    @Test
    void saysThatAServerCannotBeReached() {
        Transcript status = gymctl.run("db", "status", "--url", "postgres://coach@localhost:1/gym");

        assertThat(status.exit()).isEqualTo(4);
        assertThat(status.err())
                .startsWith("gymctl: cannot reach the database: ")
                .doesNotContain("    at ");
    }
}
