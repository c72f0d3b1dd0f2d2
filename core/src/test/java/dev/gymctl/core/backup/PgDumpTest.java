package dev.gymctl.core.backup;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.Progress;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.InstalledPostgres;
import dev.gymctl.core.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By PostgreSQL's own programs, on a server of their version; skipped where none is installed. */
class PgDumpTest {
    @TempDir
    static Path directory;

    private static InstalledPostgres server;
    private static Map<String, String> environment;
    private static Database source;
    private static Path file;
    private static Backup made;

    private Database target;

    @BeforeAll
    static void backUpAGym() {
        assumeTrue(InstalledPostgres.programs().isPresent(), "no PostgreSQL with pg_dump is installed");
        server = InstalledPostgres.start();
        // A password that only another server knows would be the wrong one here.
        environment = Map.of("PATH", InstalledPostgres.programs().get() + ":/usr/bin:/bin", "PGPASSWORD", "wrong");
        execute("create database full_gym");
        source = BackupTest.at(server.url("full_gym"));
        source.migrate();
        BackupTest.fill(source, owner(source));
        file = directory.resolve("gym.backup");
        made = new Backups(source, environment, "test").write(file, false, null, Progress.NONE);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            source.close();
            server.close();
        }
    }

    @BeforeEach
    void fresh() {
        execute("create database empty_gym");
        target = BackupTest.at(server.url("empty_gym"));
    }

    @AfterEach
    void drop() {
        target.close();
        execute("drop database empty_gym with (force)");
    }

    @Test
    void isTakenWhenItIsAsNewAsTheServer() {
        assertThat(made.way()).isEqualTo(Way.PG_DUMP);
    }

    @Test
    void bringsEverythingBackIntoADatabaseWithoutASchema() {
        Backup backup = restore(file);
        assertSame();
        BackupTest.assertEndsWithTheRestore(backup, target, owner(target));
    }

    @Test
    void bringsEverythingBackIntoAFreshlyMigratedDatabase() {
        target.migrate();
        restore(file);
        assertSame();
        TestGym gym = new TestGym(target, BackupTest.NOW);
        assertThat(TestGym.asCsv(gym.payroll.list(TestGym.OCTOBER))).isEqualTo(TestGym.expectedPayroll());
        gym.coach("next@gym.example");
    }

    @Test
    void theSameGymIsRestoredByCopyFromAnotherServer() {
        Path copy = directory.resolve("copy.backup");
        new Backups(source, environment, "test").write(copy, true, Way.COPY, Progress.NONE);
        restore(copy);
        assertSame();
    }

    @Test
    void goesOnlyIntoAnEmptyDatabase() {
        target.migrate();
        new TestGym(target, BackupTest.NOW).coach("here@gym.example");
        assertThat(refusal(() -> restore(file)))
                .hasMessage("the database is not empty: 1 audit_log, 1 coaches, 1 users");
    }

    @Test
    void refusesADamagedDump() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Path damaged = Files.write(directory.resolve("damaged"), bytes);
        assertThat(refusal(() -> restore(damaged)).kind()).isEqualTo(Kind.INVALID);
        assertThat(target.status().version()).isZero();
    }

    @Test
    void takesItAllBackWhenTheRowsAreNotWhatTheyWere() throws IOException {
        Path forged = BackupTest.forged(
                file,
                manifest -> manifest.replaceFirst(
                        "table.gymctl.coaches=(\\d+) \\w+", "table.gymctl.coaches=$1 " + Sha256.of("other")),
                Map.of());
        assertThat(refusal(() -> restore(forged))).hasMessageStartingWith("gymctl.coaches would not be as it was");
        assertThat(target.status().version()).isZero();
    }

    @Test
    void takesItAllBackWhenPgRestoreFails() throws IOException {
        Path forged = BackupTest.forged(
                file,
                manifest -> manifest.replaceFirst("dump=.*", "dump=" + Sha256.of("PGDMP")),
                Map.of("gymctl.dump", "PGDMP"));
        GymException refusal = refusal(() -> restore(forged));
        assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(refusal).hasMessageStartingWith("pg_restore failed: pg_restore: error: ");
        assertThat(target.status().version()).isZero();
    }

    /** Everything is loaded, and not yet committed. */
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void aRestoreThatIsKilledLeavesTheDatabaseEmptyAndIsSimplyRunAgain(String signal) throws Exception {
        Process process = InterruptedBackupTest.start(
                "restore", server.url("empty_gym"), file.toString(), environment.get("PATH"));
        InterruptedBackupTest.awaitHere(process);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        process.waitFor();

        assertThat(TestGym.value(owner(target), "select count(*) from gymctl.users"))
                .isEqualTo("0");
        Backup backup = restore(file);
        assertSame();
        BackupTest.assertEndsWithTheRestore(backup, target, owner(target));
    }

    @Test
    void takesItAllBackWhenPgRestoreIsKilledHalfWayAndIsSimplyRunAgain() throws IOException {
        Path real = InstalledPostgres.programs().get().resolve("pg_restore");
        Path dying = Files.createTempDirectory(directory, "dying").resolve("pg_restore");
        Files.writeString(dying, """
                #!/bin/sh
                test "$1" = --version && exec %1$s "$@"
                %1$s "$@" | head -c 150000
                kill -9 $$
                """.formatted(real));
        Files.setPosixFilePermissions(dying, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> withIt = Map.of("PATH", dying.getParent() + ":" + environment.get("PATH"));

        try (Restore restore = Restore.of(file, "gym.backup", target, withIt, BackupTest.OPERATOR)) {
            assertThat(refusal(() -> restore.run(Progress.NONE))).hasMessageStartingWith("pg_restore failed");
        }

        assertThat(target.status().version()).isZero();
        restore(file);
        assertSame();
    }

    @Test
    void saysWhatIsMissing() {
        try (Restore restore =
                Restore.of(file, "gym.backup", target, Map.of("PATH", "/nowhere"), BackupTest.OPERATOR)) {
            assertThat(refusal(restore::check))
                    .hasMessageContaining("there are no pg_restore and psql of such a version on the PATH");
        }
    }

    private void assertSame() {
        assertThat(Contents.restored(owner(target))).isEqualTo(Contents.restored(owner(source)));
        assertThat(Contents.schema(owner(target))).isEqualTo(Contents.schema(owner(source)));
        assertThat(Contents.sequences(owner(target))).isEqualTo(Contents.sequences(owner(source)));
    }

    private Backup restore(Path backup) {
        try (Restore restore = Restore.of(backup, "gym.backup", target, environment, BackupTest.OPERATOR)) {
            restore.run(Progress.NONE);
            return restore.backup();
        }
    }

    private static Jdbi owner(Database database) {
        return Jdbi.create(database::connectAsOwner);
    }

    private static void execute(String sql) {
        try (Database database = BackupTest.at(server.url("postgres"));
                Connection connection = database.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
