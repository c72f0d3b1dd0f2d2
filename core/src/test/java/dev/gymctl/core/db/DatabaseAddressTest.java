package dev.gymctl.core.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gymctl.core.GymException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @TempDir
    Path home;

    @Test
    void asksTheFlagThenTheEnvironmentThenTheSettingThenLibpqsVariables() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GYMCTL_URL", "postgresql://second/db",
                "DATABASE_URL", "postgres://third/db",
                "PGHOST", "fifth",
                "PGUSER", "ada"));
        Properties config = new Properties();
        config.setProperty("url", "jdbc:postgresql://fourth/db");

        assertThat(DatabaseAddress.resolve("postgresql://first/db", environment, config)
                        .display())
                .isEqualTo("postgresql://ada@first:5432/db");
        assertThat(DatabaseAddress.resolve(null, environment, config).origin()).isEqualTo("GYMCTL_URL");
        environment.remove("GYMCTL_URL");
        assertThat(DatabaseAddress.resolve(null, environment, config).display())
                .isEqualTo("postgresql://ada@third:5432/db");
        environment.put("DATABASE_URL", "");
        assertThat(DatabaseAddress.resolve(null, environment, config).display())
                .isEqualTo("postgresql://ada@fourth:5432/db");
        assertThat(DatabaseAddress.resolve(null, environment, new Properties()).display())
                .isEqualTo("postgresql://ada@fifth:5432/ada");
    }

    @Test
    void isTheEmbeddedServerWhenNothingIsGiven() {
        DatabaseAddress address = resolve(Map.of("XDG_DATA_HOME", home.toString()));

        assertThat(address.embedded()).isTrue();
        assertThat(address.origin()).isEqualTo("the default");
        assertThat(address.display()).isEqualTo("embedded PostgreSQL in " + home.resolve("gymctl"));
        assertThat(home).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "embedded, gymctl, ''",
        "embedded:gymctl, gymctl, ''",
        "embedded:gymctl_demo, gymctl_demo, ', database gymctl_demo'"
    })
    void namesADatabaseOfTheEmbeddedServer(String url, String database, String shown) {
        DatabaseAddress address = resolve(Map.of("XDG_DATA_HOME", home.toString(), "GYMCTL_URL", url, "PGHOST", "db"));

        assertThat(address.embedded()).isTrue();
        assertThat(address.embeddedDatabase()).isEqualTo(database);
        assertThat(address.origin()).isEqualTo("GYMCTL_URL");
        assertThat(address.display()).isEqualTo("embedded PostgreSQL in " + home.resolve("gymctl") + shown);
    }

    @ParameterizedTest
    @CsvSource({"embedded:", "embedded:postgres", "embedded:gymctl_", "embedded:gymctl_x;drop", "embedded:GYMCTL"})
    void refusesOtherNamesOfDatabasesOnTheEmbeddedServer(String url) {
        Map<String, String> environment = Map.of("XDG_DATA_HOME", home.toString());

        assertThat(catchThrowableOfType(
                        GymException.class, () -> DatabaseAddress.resolve(url, environment, new Properties())))
                .hasMessage("the database address in --url names no database of the embedded PostgreSQL");
    }

    @ParameterizedTest
    @CsvSource({"embedded", "postgresql://ada@db/gymctl_demo"})
    void letsOnlyADatabaseBesideTheGymsOwnBeDropped(String url) {
        try (Database database = Database.at(resolve(Map.of("XDG_DATA_HOME", home.toString(), "GYMCTL_URL", url)))) {
            assertThat(catchThrowableOfType(IllegalStateException.class, database::makeAnew))
                    .hasMessageStartingWith("not a database to be dropped: ");
        }
    }

    @Test
    void ignoresARelativeDataHomeAsTheXdgSpecificationDemands() {
        assertThat(resolve(Map.of("XDG_DATA_HOME", "relative", "HOME", home.toString()))
                        .display())
                .isEqualTo("embedded PostgreSQL in " + home.resolve(".local/share/gymctl"));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://ada@db.example/gym, postgresql://ada@db.example:5432/gym",
        "postgresql://ada:se%3Acret@db:6543/gym, postgresql://ada@db:6543/gym",
        "postgresql://ada%40club:x@db/my%20gym, postgresql://ada%40club@db:5432/my%20gym",
        "postgresql://ada:p@ss@db/gym, postgresql://ada@db:5432/gym",
        "'postgresql://ada@one:1,two:2/gym', 'postgresql://ada@one:1,two:2/gym'",
        "postgresql://ada@[::1]:6000/gym, postgresql://ada@[::1]:6000/gym",
        "postgresql://ada@[::1]/gym, postgresql://ada@[::1]:5432/gym",
        "postgresql:///gym?host=db&port=7000&user=ada, postgresql://ada@db:7000/gym",
        "postgresql://ada@db, postgresql://ada@db:5432/ada",
        "jdbc:postgresql://db:6543/gym?user=ada&password=x, postgresql://ada@db:6543/gym",
        "jdbc:postgresql:gym?user=ada, postgresql://ada@localhost:5432/gym",
    })
    void readsUrlsOfLibpqAndOfJdbc(String url, String display) {
        assertThat(resolve(Map.of("GYMCTL_URL", url)).display()).isEqualTo(display);
    }

    @Test
    void takesWhatTheUrlLeavesOutFromLibpqsVariables() {
        Server server = resolve(Map.of(
                        "GYMCTL_URL", "postgresql://",
                        "PGHOST", "db",
                        "PGPORT", "6000",
                        "PGDATABASE", "gym",
                        "PGUSER", "ada",
                        "PGPASSWORD", "secret",
                        "PGSSLMODE", "require"))
                .server();

        assertThat(server.toString()).isEqualTo("postgresql://ada@db:6000/gym");
        assertThat(server.password()).isEqualTo("secret");
        assertThat(server.parameters()).containsEntry("sslmode", "require");
    }

    @Test
    void translatesLibpqsParametersToTheDriversNames() {
        Server server = resolve(Map.of(
                        "GYMCTL_URL",
                        "postgresql://db/gym?sslmode=verify-full&connect_timeout=3&application_name=payroll"
                                + "&target_session_attrs=read-write&keepalives=0"))
                .server();

        assertThat(server.parameters())
                .isEqualTo(Map.of(
                        "sslmode", "verify-full",
                        "connectTimeout", "3",
                        "ApplicationName", "payroll",
                        "targetServerType", "primary",
                        "tcpKeepAlive", "false"));
    }

    @Test
    void refusesAPasswordThatOthersCanSee() {
        for (String url : new String[] {"postgresql://ada:s3cret@db/gym", "jdbc:postgresql://db/gym?password=s3cret"}) {
            GymException refusal = catchThrowableOfType(
                    GymException.class, () -> DatabaseAddress.resolve(url, Map.of(), new Properties()));

            assertThat(refusal.kind()).isEqualTo(GymException.Kind.INVALID);
            assertThat(refusal).hasMessage("--url holds a password, which other users of this machine can see");
            assertThat(refusal.hint().orElseThrow()).contains("GYMCTL_URL", ".pgpass");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:s3cret@db/gym",
                "postgresql:ada:s3cret@db",
                "postgresql://ada:s3cret@db:port/gym",
                "postgresql://ada:s3cret@db:70000/gym",
                "postgresql://ada:s3cret%@db/gym",
                "postgresql://ada:s3cret%zz@db/gym",
                "postgresql://ada:s3cret%ff@db/gym",
                "postgresql://ada:s3cret@db/gym?sslmood=require",
                "postgresql://ada:s3cret@db/gym?sslmode",
                "postgresql://ada:s3cret@%2Fvar%2Frun%2Fpostgresql/gym",
                "postgresql://ada:s3cret@/gym?host=/var/run",
            })
    void refusesAWrongUrlWithoutShowingThePassword(String url) {
        GymException refusal = catchThrowableOfType(GymException.class, () -> resolve(Map.of("DATABASE_URL", url)));

        assertThat(refusal.kind()).isEqualTo(GymException.Kind.INVALID);
        assertThat(refusal.getMessage()).contains("DATABASE_URL").doesNotContain("s3cret");
        assertThat(refusal.hint().orElse("")).doesNotContain("s3cret");
    }

    @Test
    void findsThePasswordWherePsqlDoes() throws Exception {
        Path passfile = home.resolve(".pgpass");
        Files.writeString(passfile, """
                # the club's
                other:5432:gym:ada:wrong
                db:5432:*:bob:bobs
                db:*:gym:ada:col\\:on\\\\ and: colon
                *:*:*:*:last
                """);
        Files.setPosixFilePermissions(passfile, PosixFilePermissions.fromString("rw-------"));

        Server server = resolve(Map.of("GYMCTL_URL", "postgresql://ada@db/gym", "HOME", home.toString()))
                .server();

        assertThat(PasswordFile.password(server.passfile(), server)).isEqualTo("col:on\\ and: colon");
        assertThat(PasswordFile.password(passfile, server.withDatabase("other")))
                .isEqualTo("last");
        assertThat(PasswordFile.password(home.resolve("none"), server)).isNull();
    }

    @Test
    void refusesAPasswordFileThatOthersMayRead() throws Exception {
        Path passfile = Files.writeString(home.resolve("passwords"), "*:*:*:*:x");
        Files.setPosixFilePermissions(passfile, PosixFilePermissions.fromString("rw-r--r--"));
        Server server = resolve(Map.of("PGHOST", "db", "PGPASSFILE", passfile.toString()))
                .server();

        GymException refusal =
                catchThrowableOfType(GymException.class, () -> PasswordFile.password(server.passfile(), server));

        assertThat(refusal).hasMessageContaining("may be read by others");
        assertThat(refusal.hint()).contains("chmod 600 '" + passfile + "'");
    }

    @Test
    void printsAUrlForPsqlWithoutThePassword() {
        DatabaseAddress address = resolve(Map.of(
                "GYMCTL_URL",
                "postgresql://ada:s3cret@db/gym?sslmode=require&ApplicationName=x",
                "HOME",
                home.toString()));

        assertThat(address.psqlUrl()).isEqualTo("postgresql://ada@db:5432/gym?sslmode=require");
        assertThat(address.toString()).doesNotContain("s3cret");
        assertThat(address.server().toString()).doesNotContain("s3cret");
    }

    private static DatabaseAddress resolve(Map<String, String> environment) {
        return DatabaseAddress.resolve(null, environment, new Properties());
    }
}
