package dev.gymctl.core.db;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gymctl.core.GymException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real servers; other processes where it takes two. */
class EmbeddedPostgresTest {
    private static final String CONNECTIONS_OF_APP =
            "select count(*) from pg_stat_activity where usename = 'gymctl_app'";

    private static final String STATE_OF_APP = "select state from pg_stat_activity where usename = 'gymctl_app'";

    @TempDir
    static Path shared;

    private static Path binaries;

    @TempDir
    Path temporary;

    /** Of one server for all tests, made once because that takes a second; a test may use {@link #anew}. */
    private Path directory;

    private EmbeddedPostgres postgres;

    @BeforeAll
    static void unpackBinaries() throws IOException {
        binaries = TestDatabase.unpackedBinaries();
    }

    @BeforeEach
    void chooseDirectory() {
        directory = shared.resolve("Über mein Gym's");
        postgres = new EmbeddedPostgres(directory, binaries, List.of());
    }

    private void anew() {
        directory = temporary.resolve("anew");
        postgres = new EmbeddedPostgres(directory, binaries, List.of());
    }

    @AfterEach
    void stop() {
        postgres.stop();
    }

    @Test
    void isConnectedToAheadWhileItRunsAndTheFirstUseTakesThatConnection() throws Exception {
        anew();
        DatabaseAddress address = DatabaseAddress.embedded(postgres);
        assertThat(address.connectAhead()).isNull();
        assertThat(postgres.status().running()).isFalse();

        postgres.start();
        try (Preparation preparation = Preparation.begin(true, () -> address)) {
            preparation.await();
            try (Database database = Database.at(address, preparation)) {
                assertThat(database.read(CONNECTIONS_OF_APP, row -> row.getInt(1)))
                        .containsExactly(1);
            }
            assertThat(preparation.take()).isNull();
        }
    }

    @Test
    void whatIsConnectedAheadIsClosedWhenNobodyTakesIt() throws Exception {
        postgres.start();
        Preparation preparation = Preparation.begin(true, () -> DatabaseAddress.embedded(postgres));
        preparation.await();
        try (Connection owner = postgres.server(EmbeddedPostgres.OWNER).connect()) {
            assertThat(connectionsOfApp(owner)).isOne();
            preparation.close();
            while (connectionsOfApp(owner) > 0) { // the server notices in its own time
                Thread.onSpinWait();
            }
        }
    }

    @Test
    @Timeout(60)
    void endsTheStatementOfAProgramThatWasKilled() throws Exception {
        postgres.start();
        try (Connection owner = postgres.server(EmbeddedPostgres.OWNER).connect()) {
            Connection killed = postgres.server(EmbeddedPostgres.APP).connect();
            Thread waiting = new Thread(() -> {
                try (Statement statement = killed.createStatement()) {
                    statement.execute("select pg_sleep(3600)");
                } catch (SQLException e) {
                    // its connection is gone
                }
            });
            waiting.start();
            while (!"active".equals(query(owner, STATE_OF_APP))) {
                Thread.onSpinWait();
            }
            killed.abort(Runnable::run);
            while (connectionsOfApp(owner) > 0) {
                Thread.onSpinWait();
            }
            waiting.join();
        }
    }

    private static String query(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getString(1) : null;
        }
    }

    private static int connectionsOfApp(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(CONNECTIONS_OF_APP)) {
            result.next();
            return result.getInt(1);
        }
    }

    @Test
    void isMadeStartedFoundStoppedAndStartedAgainOnTheSamePort() throws Exception {
        anew();
        assertThat(postgres.status()).isEqualTo(status(false, 0, 0, 0));
        assertThat(postgres.stop()).isFalse();

        assertThat(postgres.start()).isTrue();
        assertThat(postgres.start()).isFalse();

        EmbeddedPostgres.Status running = postgres.status();
        assertThat(running.running()).isTrue();
        assertThat(running.bytes()).isGreaterThan(1_000_000);
        assertThat(setting("fsync") + setting("synchronous_commit") + setting("full_page_writes"))
                .isEqualTo("ononon");
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(Files.readAllLines(directory.resolve("data/postmaster.pid")).get(4))
                .as("Unix socket")
                .isEmpty();
        assertThat(setting("server_encoding") + " " + setting("log_timezone") + " " + setting("jit"))
                .isEqualTo("UTF8 UTC off");
        assertThat(query("SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'gymctl'"))
                .isEqualTo("bC.UTF-8");
        assertThat(query("SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = 'gymctl_app'"))
                .isEqualTo("f");

        assertThat(postgres.stop()).isTrue();
        assertThat(postgres.stop()).isFalse();
        assertThat(postgres.start()).isTrue();
        assertThat(postgres.status().port()).isEqualTo(running.port());
    }

    @Test
    void staysStoppedInAProcessThatLeavesItSo() throws Exception {
        anew();
        System.setProperty(EmbeddedPostgres.LEAVE_STOPPED, "true");
        try {
            assertThatThrownBy(() -> postgres.start())
                    .isInstanceOf(GymException.class)
                    .hasMessageEndingWith("it is stopped, and this run leaves it so");
        } finally {
            System.clearProperty(EmbeddedPostgres.LEAVE_STOPPED);
        }
        assertThat(postgres.status().running()).isFalse();
    }

    @Test
    void keepsEverythingPrivate() throws Exception {
        postgres.start();

        for (String name : List.of("", "data")) {
            assertThat(mode(directory.resolve(name))).isEqualTo("rwx------");
        }
        for (String name : List.of("credentials", "server.log", "lock", "data/pg_hba.conf", "data/postgresql.conf")) {
            assertThat(mode(directory.resolve(name))).as(name).isEqualTo("rw-------");
        }
        Server app = postgres.server(EmbeddedPostgres.APP);
        for (Server stranger : List.of(
                new Server(app.hosts(), "gymctl", "gymctl_app", "wrong", Map.of(), null),
                new Server(app.hosts(), "gymctl", "gymctl_app", null, Map.of(), null),
                new Server(app.hosts(), "gymctl", "postgres", "postgres", Map.of(), null))) {
            assertThat(catchThrowableOfType(SQLException.class, stranger::connect)
                            .getSQLState())
                    .isIn("28P01", "28000", "08004");
        }
        String password = PasswordFile.password(app.passfile(), app);
        assertThat(password).hasSize(64);
        assertThat(Files.readString(directory.resolve("server.log"))).doesNotContain(password);
    }

    @Test
    void refusesFilesThatAreOpenToOthers() throws Exception {
        postgres.start();
        postgres.stop();
        for (Path open : List.of(directory.resolve("credentials"), directory)) {
            String before = mode(open);
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

            assertRefused(open + " is open to other users", "chmod");

            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(before));
        }
        assertThat(postgres.start()).isTrue();
    }

    @Test
    void survivesTheProcessThatStartedItInASessionOfItsOwn() throws Exception {
        assertThat(new String(startInAnotherProcess().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("started");

        assertThat(postgres.start()).isFalse();
        long pid = postgres.status().pid();
        assumeTrue(Files.exists(Path.of("/proc/self/stat")));
        String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).split(" ", -1);
        assertThat(stat[4] + " " + stat[5]).as("process group and session").isEqualTo(pid + " " + pid);
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void isStartedOnceByTwoProcessesAtOnce() throws Exception {
        anew();
        List<Process> processes = List.of(startInAnotherProcess(), startInAnotherProcess(), startInAnotherProcess());
        StringBuilder said = new StringBuilder();
        for (Process process : processes) {
            said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(process.waitFor()).isZero();
        }
        assertThat(said.toString().replace("found", "")).isEqualTo("started");
    }

    @Test
    void healsAfterACrash() throws Exception {
        postgres.start();
        connect().close();
        long crashed = postgres.status().pid();
        ProcessHandle.of(crashed).orElseThrow().destroyForcibly();

        try (Database database = new Database(DatabaseAddress.embedded(postgres), 2, "classpath:db/test-migration")) {
            assertThat(database.jdbi()
                            .<Integer, RuntimeException>withHandle(
                                    handle -> handle.createQuery("SELECT count(*) FROM thing")
                                            .mapTo(Integer.class)
                                            .one()))
                    .isZero();
        }
        assertThat(postgres.status().pid()).isNotEqualTo(crashed);
    }

    @Test
    void isNotFooledByTheNumberOfAnotherProcess() throws Exception {
        postgres.start();
        String file = Files.readString(directory.resolve("data/postmaster.pid"));
        postgres.stop();
        long other = ProcessHandle.current().pid();
        Files.writeString(directory.resolve("data/postmaster.pid"), other + file.substring(file.indexOf('\n')));

        assertThat(postgres.status().running()).isFalse();
        assertThat(postgres.start()).isTrue();
        assertThat(postgres.status().pid()).isNotEqualTo(other);
    }

    @Test
    void isNotFooledByAZombie() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")));
        postgres.start();
        String file = Files.readString(directory.resolve("data/postmaster.pid"));
        postgres.stop();
        Path name = Files.copy(Path.of("/bin/true"), temporary.resolve("postgres"), COPY_ATTRIBUTES);
        // The one that sleeps does not know of its child, and so never asks how it ended.
        // A shell would; so the child begins when the shell has become something else.
        String script = "exec 3<&0; { read go <&3; exec '" + name + "'; } & echo $!; exec sleep 60";
        Process parent = new ProcessBuilder("sh", "-c", script).start();
        try {
            String zombie = parent.inputReader().readLine();
            Path stat = Path.of("/proc/" + zombie + "/stat");
            Path waiting = Path.of("/proc/" + parent.pid() + "/comm");
            while (!Files.readString(waiting).equals("sleep\n")) {
                Thread.onSpinWait();
            }
            parent.outputWriter().append("go\n").flush();
            while (!Files.readString(stat).contains("(postgres) Z")) {
                Thread.onSpinWait();
            }
            Files.writeString(directory.resolve("data/postmaster.pid"), zombie + file.substring(file.indexOf('\n')));

            assertThat(postgres.status().running()).isFalse();
            assertThat(postgres.start()).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void beginsAgainWhatWasHalfDone() throws Exception {
        anew();
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectories(directory.resolve("data.new/base"));
        Files.writeString(directory.resolve("data.new/PG_VERSION"), "17\n");
        Files.writeString(directory.resolve("credentials.new"), "half");
        Files.createDirectories(directory.resolve("postgres.new/bin"));
        Files.createDirectories(directory.resolve("postgres-16.1/bin"));

        EmbeddedPostgres.in(directory).start();

        assertThat(query("SELECT 1")).isEqualTo("1");
        try (var names = Files.list(directory)) {
            assertThat(names.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "credentials", "data", "lock", "postgres-" + PostgresBinaries.VERSION, "server.log");
        }
        assertThat(Files.readString(directory.resolve("data/PG_VERSION"))).isEqualTo("17\n");
    }

    @Test
    void refusesTheDataOfAnotherMajorVersion() throws Exception {
        postgres.start();
        postgres.stop();
        Files.writeString(directory.resolve("data/PG_VERSION"), "16\n");

        assertRefused("was made by PostgreSQL 16, and this gymctl brings PostgreSQL 17", "back it up");

        Files.writeString(directory.resolve("data/PG_VERSION"), "17\n");
    }

    @Test
    void movesToAnotherPortWhenItsOwnIsTaken() throws Exception {
        postgres.start();
        int port = postgres.status().port();
        postgres.stop();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(postgres.start()).isTrue();
            assertThat(postgres.status().port()).isNotEqualTo(taken.getLocalPort());
        }
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void saysWhyItDoesNotStart() throws Exception {
        postgres.start();
        postgres.stop();
        String configuration = Files.readString(directory.resolve("data/postgresql.conf"));
        Files.writeString(directory.resolve("data/postgresql.conf"), configuration + "\nno_such_setting = 1\n");

        assertRefused("unrecognized configuration parameter \"no_such_setting\"", "GYMCTL_URL");

        Files.writeString(directory.resolve("data/postgresql.conf"), configuration);
        Files.move(directory.resolve("credentials"), directory.resolve("mislaid"));
        assertRefused("the passwords are missing", "backup");

        Files.move(directory.resolve("mislaid"), directory.resolve("credentials"));
    }

    @Test
    void saysThatItsDirectoryCannotBeUsed() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));
        for (Path impossible : List.of(file.resolve("gymctl"), Path.of("/proc/gymctl"), Path.of("/no$uch/gymctl"))) {
            GymException refusal = catchThrowableOfType(
                    GymException.class, () -> new EmbeddedPostgres(impossible, binaries, List.of()).start());

            assertThat(refusal.kind()).isEqualTo(GymException.Kind.UNAVAILABLE);
            assertThat(refusal).hasMessageStartingWith("cannot start the embedded PostgreSQL in " + impossible + ": ");
            assertThat(refusal.hint()).isPresent();
        }
    }

    @Test
    void unpacksItsProgramsWithoutTheSystemsXz() throws Exception {
        Path target = Files.createDirectory(temporary.resolve("unpacked"));
        String archive = PostgresBinaries.archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream packed = getClass().getResourceAsStream("/" + archive)) {
            PostgresBinaries.unpack(packed, target, false);
        }
        Process version = new ProcessBuilder(target.resolve("bin/postgres").toString(), "--version").start();
        assertThat(version.inputReader().readLine()).isEqualTo("postgres (PostgreSQL) " + PostgresBinaries.VERSION);
    }

    @Test
    void saysWhatIsWrongWithABrokenArchive() {
        for (boolean xz : new boolean[] {true, false}) {
            IOException broken = catchThrowableOfType(
                    IOException.class,
                    () -> PostgresBinaries.unpack(
                            new ByteArrayInputStream("not packed".getBytes(StandardCharsets.UTF_8)), temporary, xz));
            assertThat(broken).hasMessageStartingWith("PostgreSQL cannot be unpacked: ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz",
    })
    void knowsTheArchiveOfThePlatform(String system, String architecture, String archive) {
        assertThat(PostgresBinaries.archive(system, architecture)).isEqualTo(archive);
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, s390x"})
    void saysThatOtherPlatformsNeedAServer(String system, String architecture) {
        GymException refusal =
                catchThrowableOfType(GymException.class, () -> PostgresBinaries.archive(system, architecture));

        assertThat(refusal).hasMessage("there is no embedded PostgreSQL for " + system + " on " + architecture);
        assertThat(refusal.hint().orElseThrow()).contains("GYMCTL_URL");
    }

    @Test
    void printsAUrlThatPsqlTakesAsItIs() throws Exception {
        assumeTrue(ServerProcess.works(List.of("psql", "--version")));
        String url = DatabaseAddress.embedded(postgres).psqlUrl();

        Process psql = new ProcessBuilder("psql", url, "-XAtc", "SELECT current_user")
                .redirectErrorStream(true)
                .start();

        assertThat(psql.inputReader().readLine()).isEqualTo("gymctl_app");
        assertThat(url).contains("?passfile=/").doesNotContain(" ");
    }

    /** Says {@code started} or {@code found}. */
    private Process startInAnotherProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dsun.jnu.encoding=UTF-8",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.toUri().toString(),
                        binaries.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What {@link #startInAnotherProcess} runs. */
    static final class OtherProcess {
        public static void main(String[] arguments) {
            Path directory = Path.of(URI.create(arguments[0]));
            EmbeddedPostgres postgres = new EmbeddedPostgres(directory, Path.of(arguments[1]), List.of());
            System.out.print(postgres.start() ? "started" : "found");
        }
    }

    private void assertRefused(String message, String hint) {
        GymException refusal = catchThrowableOfType(GymException.class, postgres::start);
        assertThat(refusal.kind()).isEqualTo(GymException.Kind.UNAVAILABLE);
        assertThat(refusal).hasMessageContaining(message);
        assertThat(refusal.hint().orElseThrow()).contains(hint);
    }

    private EmbeddedPostgres.Status status(boolean running, long pid, int port, long bytes) {
        return new EmbeddedPostgres.Status(
                running, pid, port, directory.resolve("data"), PostgresBinaries.VERSION, bytes);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Connection connect() throws SQLException {
        return postgres.server(EmbeddedPostgres.APP).connect();
    }

    private String setting(String name) throws SQLException {
        return query("SHOW " + name);
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
