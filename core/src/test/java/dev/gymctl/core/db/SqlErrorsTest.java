package dev.gymctl.core.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeAll
    static void makeTables() {
        database.owner().useHandle(handle -> handle.execute("""
                CREATE TABLE box (
                    id integer CONSTRAINT box_once PRIMARY KEY,
                    inside integer CONSTRAINT box_inside_known REFERENCES box,
                    size integer NOT NULL CONSTRAINT box_size_positive CHECK (size > 0),
                    label varchar(3));
                INSERT INTO box VALUES (1, NULL, 1);
                CREATE TABLE secret ();
                GRANT SELECT, INSERT ON box TO gymctl_app"""));
    }

    @ParameterizedTest
    @CsvSource({"GY001,NOT_FOUND", "GY002,CONFLICT", "GY003,INVALID", "GY004,DENIED", "GY005,BUSY"})
    void passesOnWhatTheDatabaseSaysItself(String state, Kind kind) {
        GymException refusal = refusal(
                "DO $$ BEGIN RAISE EXCEPTION 'the class is full' USING ERRCODE = '%s', HINT = 'join the waitlist'; END $$"
                        .formatted(state));

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal).hasMessage("the class is full");
        assertThat(refusal.hint()).contains("join the waitlist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO box VALUES (1, NULL, 1)|CONFLICT|there is one like it already (box_once)",
                "INSERT INTO box VALUES (2, 9, 1)|CONFLICT|it names something that does not exist, or is still needed (box_inside_known)",
                "INSERT INTO box VALUES (2, 1, 0)|CONFLICT|it breaks a rule of the database (box_size_positive)",
                "INSERT INTO box VALUES (2, 1, NULL)|INVALID|a value is missing (size)",
                "INSERT INTO box VALUES (2, 1, 1, 'long')|INVALID|value too long for type character varying(3)",
                "SELECT 1 FROM secret|UNAVAILABLE|the database user has not the right: permission denied for table secret",
                "SELECT 1 FROM nowhere|UNAVAILABLE|the database has not the schema that this program needs",
                "SET statement_timeout = 1; SELECT pg_sleep(9)|UNAVAILABLE|the database cancelled the work: it took longer than allowed",
            })
    void saysWhatTheDatabaseRefused(String sql, Kind kind, String message) {
        GymException refusal = refusal(sql);

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal).hasMessage(message);
    }

    @Test
    void isBusyWhileAnotherCommandHoldsTheLock() {
        try (Handle other = database.owner().open()) {
            other.begin();
            other.execute("LOCK TABLE box");

            GymException refusal = refusal("SET lock_timeout = 1; SELECT 1 FROM box");

            assertThat(refusal.kind()).isEqualTo(Kind.BUSY);
            assertThat(refusal.hint()).contains("try again");
            other.rollback();
        }
    }

    @Test
    void saysThatTheServerIsNotThere() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        assertUnavailable("postgresql://ada:s3cret@127.0.0.1:" + port + "/gym", "cannot reach the database");
        assertUnavailable("postgresql://ada:s3cret@no-such-host.invalid/gym", "cannot reach the database");
    }

    @Test
    void saysThatTheUserIsNotLetIn() {
        String url = database.appUrl().replaceFirst("gymctl_app:[^@]*", "gymctl_app:s3cret");

        assertUnavailable(url, "the database does not let this user in");
    }

    @Test
    void saysThatTheDatabaseIsNotThere() {
        String url = database.url().replaceFirst("/[^/]*$", "/nowhere");

        assertUnavailable(url, "database \"nowhere\" does not exist");
    }

    @Test
    void leavesMistakesOfTheProgramAlone() {
        assertThat(SqlErrors.translate(new IllegalStateException(new NullPointerException())))
                .isNull();
        assertThat(SqlErrors.translate(
                        catchThrowable(() -> database.jdbi().useHandle(handle -> handle.execute("SELEC 1")))))
                .isNull();
    }

    private static void assertUnavailable(String url, String message) {
        DatabaseAddress address = DatabaseAddress.resolve(null, Map.of("GYMCTL_URL", url), new Properties());
        Throwable thrown = catchThrowable(() -> {
            try (Database unreachable = Database.at(address)) {
                unreachable.jdbi().useHandle(handle -> handle.execute("SELECT 1"));
            }
        });

        GymException refusal = SqlErrors.translate(thrown);

        assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(refusal).hasMessageContaining(message);
        assertThat(refusal.hint()).isPresent();
        assertThat(refusal.getMessage()).doesNotContain("s3cret");
    }

    private static GymException refusal(String sql) {
        try (Database fresh = Database.at(database.address())) {
            GymException refusal =
                    SqlErrors.translate(catchThrowable(() -> fresh.jdbi().useHandle(handle -> handle.execute(sql))));
            assertThat(refusal.getMessage()).doesNotContain("SELECT", "INSERT");
            return refusal;
        }
    }
}
