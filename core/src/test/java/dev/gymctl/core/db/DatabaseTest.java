package dev.gymctl.core.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gymctl.core.GymException;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseTest {
    private static final String MIGRATIONS = "classpath:db/test-migration";

    @RegisterExtension
    static final TestDatabase server = new TestDatabase();

    /** An empty database beside the migrated one. */
    private DatabaseAddress empty;

    @BeforeEach
    void makeEmptyDatabase() {
        server.owner()
                .useHandle(handle -> handle.execute(
                        "CREATE DATABASE empty_" + ProcessHandle.current().pid()));
        empty = DatabaseAddress.resolve(
                null,
                Map.of(
                        "GYMCTL_URL",
                        server.ownerUrl()
                                .replaceFirst(
                                        "/[^/]*$",
                                        "/empty_" + ProcessHandle.current().pid())),
                new Properties());
    }

    @AfterEach
    void dropEmptyDatabase() {
        server.owner()
                .useHandle(handle -> handle.execute(
                        "DROP DATABASE empty_" + ProcessHandle.current().pid() + " WITH (FORCE)"));
    }

    @Test
    void keepsOneConnectionForHandlesOneAfterTheOther() {
        try (Database database = Database.at(server.address())) {
            assertThat(backend(database.jdbi())).isEqualTo(backend(database.jdbi()));
        }
    }

    @Test
    void givesAHandleBesideAnotherOneAConnectionOfItsOwn() {
        try (Database database = Database.at(server.address());
                Handle one = database.jdbi().open();
                Handle other = database.jdbi().open()) {
            one.begin();
            assertThat(backend(one)).isNotEqualTo(backend(other));
            assertThat(other.isInTransaction()).isFalse();
            one.rollback();
        }
    }

    @Test
    void connectsAgainAfterTheConnectionBroke() {
        try (Database database = Database.at(server.address())) {
            int broken = backend(database.jdbi());
            server.owner().useHandle(handle -> handle.execute("SELECT pg_terminate_backend(?)", broken));

            GymException refusal =
                    SqlErrors.translate(catchThrowableOfType(RuntimeException.class, () -> backend(database.jdbi())));

            assertThat(refusal.kind()).isEqualTo(GymException.Kind.UNAVAILABLE);
            assertThat(backend(database.jdbi())).isNotEqualTo(broken);
        }
    }

    @Test
    void rollsBackWhatAHandleLeftOpen() {
        try (Database database = new Database(empty, 2, MIGRATIONS)) {
            database.migrate();
            try {
                Handle careless = database.jdbi().open();
                careless.begin();
                careless.execute("INSERT INTO thing VALUES (1)");
                careless.close();
            } catch (RuntimeException e) {
                assertThat(e).hasMessageContaining("transaction");
            }
            assertThat(database.jdbi()
                            .<Integer, RuntimeException>withHandle(
                                    handle -> handle.createQuery("SELECT count(*) FROM thing")
                                            .mapTo(Integer.class)
                                            .one()))
                    .isZero();
        }
    }

    @Test
    void refusesASchemaOfAnotherVersion() {
        try (Database newer = new Database(empty, 2, MIGRATIONS)) {
            assertRefused(newer, "the database " + empty.display() + " has no gymctl schema", "gymctl db migrate");
            assertThat(newer.status()).isEqualTo(new Schema(0, 2));

            assertThat(newer.migrate()).isEqualTo(new Schema(2, 2));
            assertThat(newer.migrate().upToDate()).isTrue();
            assertThat(backend(newer.jdbi())).isPositive();
        }
        try (Database newest = new Database(empty, 3, MIGRATIONS)) {
            assertRefused(newest, "the database schema is version 2, this program needs 3", "gymctl db migrate");
        }
        try (Database older = new Database(empty, 1, MIGRATIONS)) {
            assertRefused(older, "the database schema is version 2, newer than this program's 1", "newer gymctl");
            GymException refusal = catchThrowableOfType(GymException.class, older::migrate);
            assertThat(refusal).hasMessageContaining("newer than this program's");
        }
    }

    @Test
    void leavesTheSearchPathToTheTablesThatWereThereBefore() {
        try (Database database = Database.at(empty)) {
            database.migrate();
            assertThat(searchPath()).isEqualTo("search_path=gymctl, compat, public");
        }
        dropEmptyDatabase();
        makeEmptyDatabase();
        Jdbi theirs = Jdbi.create(() -> empty.server().connect());
        theirs.useHandle(handle -> handle.execute("CREATE TABLE public.theirs ()"));

        try (Database database = Database.at(empty)) {
            database.migrate();
            assertThat(searchPath()).isEmpty();
        }
    }

    @Test
    void migratesOnceWhenTwoDoItAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch go = new CountDownLatch(1);
            Callable<Schema> migration = () -> {
                try (Database database = new Database(empty, 2, MIGRATIONS)) {
                    go.await();
                    return database.migrate();
                }
            };
            List<Future<Schema>> migrations = List.of(
                    threads.submit(migration),
                    threads.submit(migration),
                    threads.submit(migration),
                    threads.submit(migration));
            go.countDown();
            for (Future<Schema> each : migrations) {
                assertThat(each.get()).isEqualTo(new Schema(2, 2));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void lendsAPoolThatGrowsWithTheWishAndEndsWithTheDatabase() throws Exception {
        Database database = Database.at(server.address());
        try (database;
                Connection one = database.pool(1).getConnection();
                Connection two = database.pool(2).getConnection()) {
            assertThat(one.getSchema()).isEqualTo("gymctl");
            assertThat(two.isValid(1)).isTrue();
        }
        assertThat(catchThrowableOfType(Exception.class, () -> database.pool(1).getConnection()))
                .isNotNull();
    }

    /** The one that was in use comes into the pool when it is asked for two. */
    @Test
    void preparesAPoolBesideTheConnectionThatIsInUse() throws Exception {
        try (Database database = Database.at(server.address())) {
            int used = backend(database.jdbi());
            database.preparePool(2);
            try (Connection one = database.pool(2).getConnection();
                    Connection two = database.pool(2).getConnection()) {
                assertThat(List.of(backend(one), backend(two))).contains(used).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void makesNoPoolOnceItIsClosed() {
        Database database = Database.at(server.address());
        database.preparePool(2);
        database.close();
        assertThatThrownBy(() -> database.pool(2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void worksPlainlyInOneTransactionOrInNone() {
        try (Database database = Database.at(server.address())) {
            PlainJdbc plain = database.plain();
            plain.update("create temporary table numbers (n integer)");
            assertThat(plain.<Integer>inTransaction(connection -> {
                        PlainJdbc inside = new PlainJdbc(connection);
                        inside.update("insert into numbers values (?), (?)", 1, 2);
                        return inside.inTransaction(same -> same == connection ? 3 : 0);
                    }))
                    .isEqualTo(3);
            assertThatThrownBy(() -> plain.inTransaction(connection -> {
                        new PlainJdbc(connection).update("delete from numbers");
                        throw new IllegalStateException("after all");
                    }))
                    .hasMessage("after all");
            assertThat(plain.read("select n from numbers order by n", row -> row.getInt(1)))
                    .containsExactly(1, 2);
            GymException refusal = catchThrowableOfType(
                    GymException.class, () -> plain.update("insert into numbers values (?::text::integer)", "x"));
            assertThat(refusal.kind()).isEqualTo(GymException.Kind.INVALID);
        }
    }

    @Test
    void namesItselfFindsItsTablesAndSpeaksUtc() {
        try (Database database = Database.at(server.address())) {
            assertThat(database.jdbi()
                            .<String, RuntimeException>withHandle(handle -> handle.createQuery(
                                            "SELECT concat_ws(' ', current_setting('application_name'), current_setting('search_path'),"
                                                    + " current_setting('TimeZone'))")
                                    .mapTo(String.class)
                                    .one()))
                    .isEqualTo("gymctl gymctl UTC");
        }
    }

    private static void assertRefused(Database database, String message, String hint) {
        GymException refusal = catchThrowableOfType(GymException.class, () -> backend(database.jdbi()));
        assertThat(refusal.kind()).isEqualTo(GymException.Kind.UNAVAILABLE);
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.hint().orElseThrow()).contains(hint);
    }

    /** What the empty database sets it to for whoever connects. */
    private static String searchPath() {
        return server.owner()
                .withHandle(handle -> handle.createQuery("""
                                SELECT coalesce(max(array_to_string(s.setconfig, '; ')), '')
                                  FROM pg_database d JOIN pg_db_role_setting s ON s.setdatabase = d.oid
                                 WHERE d.datname = 'empty_' || ?::text
                                """)
                        .bind(0, ProcessHandle.current().pid())
                        .mapTo(String.class)
                        .one());
    }

    private static int backend(Jdbi jdbi) {
        return jdbi.withHandle(DatabaseTest::backend);
    }

    private static int backend(Connection connection) {
        return new PlainJdbc(connection)
                .read("SELECT pg_backend_pid()", row -> row.getInt(1))
                .get(0);
    }

    private static int backend(Handle handle) {
        return handle.createQuery("SELECT pg_backend_pid()")
                .mapTo(Integer.class)
                .one();
    }
}
