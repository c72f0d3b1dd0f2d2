package dev.gymctl.core.db;

import dev.gymctl.core.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A fresh, migrated database for a test class, on a real PostgreSQL: register it as
 * {@code @RegisterExtension static final TestDatabase database = new TestDatabase();}
 *
 * <p>One server serves the whole JVM: our own embedded one in a temporary directory; or the one that the environment
 * names in {@code GYMCTL_TEST_URL} (as a superuser); or one in a container when the system property
 * {@code gymctl.test.database} is {@code testcontainers}.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private String name;
    private Database database;
    private boolean made;

    @Override
    public void beforeAll(ExtensionContext context) {
        open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        drop();
    }

    /** As gymctl_app, as stores have it. */
    public Database database() {
        make();
        return database;
    }

    /** As gymctl_app, as commands have it. */
    public Jdbi jdbi() {
        return database().jdbi();
    }

    /** As gymctl_owner, for what a test must do beside the program. */
    public Jdbi owner() {
        make();
        return Jdbi.create(() -> TestServer.get().as("gymctl_owner", name).connect());
    }

    /**
     * For {@code GYMCTL_URL}: with the credentials of gymctl_owner, who need not log in, and with no more rights than
     * gymctl_app has.
     */
    public String url() {
        return ownerUrl() + "?options=-c%20role%3Dgymctl_app";
    }

    /** For {@code GYMCTL_URL}: as gymctl_app, with the password; whoever comes so has to log in. */
    public String appUrl() {
        make();
        return TestServer.get().url("gymctl_app", name);
    }

    /** As {@link #appUrl}, but as gymctl_owner. */
    public String ownerUrl() {
        make();
        return TestServer.get().url("gymctl_owner", name);
    }

    /** As gymctl_app. */
    public DatabaseAddress address() {
        return address(appUrl());
    }

    /** Makes the database as fresh as at the start; whoever was connected is disconnected, {@link #jdbi} excepted. */
    public void reset() {
        if (made) {
            database.disconnect();
            TestServer.get().drop(name);
            made = false;
        }
        make();
    }

    private void open() {
        name = "gymctl_test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        database = Database.at(address(TestServer.get().url("gymctl_app", name)));
    }

    /** Only when somebody asks for it, for many classes begin with a reset. */
    private void make() {
        if (!made) {
            TestServer.get().create(name);
            made = true;
        }
    }

    private void drop() {
        database.close();
        if (made) {
            TestServer.get().drop(name);
        }
    }

    private static DatabaseAddress address(String url) {
        return DatabaseAddress.resolve(null, Map.of("GYMCTL_URL", url), new Properties());
    }

    /** They are kept from one run of the tests to the next, and shared by all modules. */
    static Path unpackedBinaries() throws IOException {
        Path parent = Path.of("../target/postgres").toAbsolutePath().normalize();
        Files.createDirectories(parent.getParent());
        PrivateFiles.makeDirectory(parent);
        try (FileChannel lock =
                FileChannel.open(parent.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            lock.lock();
            new PostgresBinaries(parent).unpacked();
        }
        return parent;
    }

    /** The one server of this JVM, with the migrated template. */
    private static final class TestServer {
        private static TestServer instance;

        private final String template =
                "gymctl_template_" + ProcessHandle.current().pid();
        private final Server administrator;
        private final Map<String, String> passwords;
        private final String strategy;
        private final Map<String, Connection> connections = new HashMap<>();

        static synchronized TestServer get() {
            if (instance == null) {
                try {
                    instance = start();
                } catch (IOException | SQLException e) {
                    throw new IllegalStateException("no PostgreSQL for the tests", e);
                }
            }
            return instance;
        }

        private TestServer(Server administrator, Map<String, String> passwords, String strategy) throws SQLException {
            this.administrator = administrator;
            this.passwords = passwords;
            this.strategy = strategy;
            execute(administrator, "CREATE DATABASE " + template + " OWNER gymctl_owner");
            try (Database migrating = Database.at(address(url("gymctl_owner", template)))) {
                migrating.migrate();
            }
        }

        private static TestServer start() throws IOException, SQLException {
            String given = System.getenv("GYMCTL_TEST_URL");
            if (given != null && !given.isBlank()) {
                return onServer(given);
            }
            if ("testcontainers".equals(System.getProperty("gymctl.test.database"))) {
                @SuppressWarnings("resource") // stopped with the JVM, by testcontainers
                PostgreSQLContainer container = new PostgreSQLContainer("postgres:17");
                container.start();
                return onServer("postgresql://%s:%s@%s:%d/%s"
                        .formatted(
                                container.getUsername(),
                                container.getPassword(),
                                container.getHost(),
                                container.getFirstMappedPort(),
                                container.getDatabaseName()));
            }
            return embedded();
        }

        private static TestServer embedded() throws IOException, SQLException {
            Path directory = TestDirectories.create("gymctl-test");
            // Nothing here outlives the tests, so nothing need be safe on the disk. The owner is no superuser, and
            // could not drop a database by force while autovacuum is at work there.
            EmbeddedPostgres postgres = new EmbeddedPostgres(
                    directory,
                    unpackedBinaries(),
                    List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.stop();
                try {
                    PrivateFiles.delete(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            Server owner = postgres.server(EmbeddedPostgres.OWNER);
            Server app = postgres.server(EmbeddedPostgres.APP);
            return new TestServer(
                    owner,
                    Map.of(
                            "gymctl_owner", PasswordFile.password(owner.passfile(), owner),
                            "gymctl_app", PasswordFile.password(app.passfile(), app)),
                    " STRATEGY file_copy"); // its checkpoints cost nothing here, and it takes a third less than the log
        }

        private static TestServer onServer(String url) throws SQLException {
            Server administrator = DatabaseAddress.resolve(null, Map.of("GYMCTL_URL", url), new Properties())
                    .server();
            try (Connection connection = administrator.connect();
                    Statement statement = connection.createStatement()) {
                for (String role : List.of("gymctl_owner", "gymctl_app")) {
                    try {
                        statement.execute("CREATE ROLE " + role);
                    } catch (SQLException e) {
                        if (!SqlErrors.DUPLICATE_OBJECT.equals(e.getSQLState())) {
                            throw e;
                        }
                    }
                    statement.execute("ALTER ROLE " + role + " LOGIN PASSWORD 'test'");
                }
                statement.execute("ALTER ROLE gymctl_owner CREATEDB"); // as on the embedded one
                statement.execute("GRANT gymctl_app TO gymctl_owner");
            }
            return new TestServer(administrator, Map.of("gymctl_owner", "test", "gymctl_app", "test"), "");
        }

        Server as(String role, String database) {
            return new Server(
                    administrator.hosts(), database, role, passwords.get(role), administrator.parameters(), null);
        }

        String url(String role, String database) {
            return "postgresql://" + role + ":" + PostgresUrl.encode(passwords.get(role)) + "@" + administrator.hosts()
                    + "/" + database;
        }

        void create(String name) {
            execute(administrator, "CREATE DATABASE " + name + " OWNER gymctl_owner TEMPLATE " + template + strategy);
        }

        void drop(String name) {
            // FORCE ends only sessions of the owner's own role; a process just killed may leave one of gymctl_app.
            execute(
                    as("gymctl_app", administrator.database()),
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'gymctl_app' AND datname = '"
                            + name + "'");
            execute(administrator, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }

        /** By a connection that is kept: a new one costs as much as dropping a database. */
        private synchronized void execute(Server server, String sql) {
            try {
                Connection connection = connections.get(server.user());
                if (connection == null || !connection.isValid(5)) {
                    connection = server.connect();
                    connections.put(server.user(), connection);
                }
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }
    }
}
