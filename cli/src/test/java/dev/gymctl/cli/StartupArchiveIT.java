package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gymctl.cli.Installation.Run;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The start-up archive: made once, used, made again when it no longer fits, and never in the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartupArchiveIT {
    /** From Java 25 on, the batch jobs have one of their own. */
    private static final int ARCHIVES = Runtime.version().feature() < 25 ? 1 : 2;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path directory;

    private Installation installation;
    private Path archives;
    private Path archive;
    private byte[] whole;
    private FileTime age;

    @BeforeAll
    void twoAtOnceMakeOne() throws IOException {
        installation = Installation.copyTo(directory.resolve("gymctl"));
        archives = installation.directory().resolve("lib/archive");
        Map<String, String> trained = Map.of("GYMCTL_URL", database.url());
        CompletableFuture<Run> other = CompletableFuture.supplyAsync(() -> installation.run(trained, "__archive"));
        Run one = installation.run(trained, "__archive");
        assertThat(List.of(one.exit(), other.join().exit()))
                .as(() -> one + "\n" + other.join())
                .containsOnly(0);
        assertThat(installation.archives()).hasSize(ARCHIVES);
        archive = archives.resolve(installation.archives().stream()
                .filter(name -> !name.contains(" jobs."))
                .findFirst()
                .orElseThrow());
        whole = Files.readAllBytes(archive);
        age = Files.getLastModifiedTime(installation.jar());
    }

    @BeforeEach
    void placeTheArchive() throws IOException {
        Files.write(archive, whole);
        Files.setLastModifiedTime(installation.jar(), age);
    }

    @Test
    void isUsed() {
        assertUsed();
    }

    @Test
    void servesTheBatchJobsToo() {
        Run run = installation.run(
                Map.of("GYMCTL_URL", database.url(), "GYMCTL_JAVA_OPTS", "-Xlog:class+load:stdout"),
                "payroll",
                "run",
                "--month",
                "2001-01");

        assertThat(run.out())
                .containsPattern("org\\.springframework\\.batch\\.core\\.job\\.\\S+ source: shared objects file");
    }

    @Test
    void isMadeByTheFirstCommandThatUsesTheDatabase() throws Exception {
        Files.delete(archive);
        assertMadeByACommand();
    }

    @Test
    void isMadeAgainWhenTheJarIsNewer() throws Exception {
        Files.setLastModifiedTime(
                installation.jar(), FileTime.from(Instant.now().plusMillis(50)));
        assertThat(loadedFrom()).contains("dev.gymctl.cli.Main source: file:");

        assertMadeByACommand();
    }

    @Test
    void isLeftAsideWhenDamaged() throws IOException {
        for (int size : List.of(0, 10, 5000, whole.length / 2)) {
            Files.write(archive, Arrays.copyOf(whole, size));
            assertSilent(installation.run(Map.of(), "version"));
        }
        Files.writeString(archive, "no archive ".repeat(10_000));
        assertSilent(installation.run(Map.of(), "version"));
    }

    @Test
    void isMadeAgainWhenDamagedAnHourAgo() throws Exception {
        Files.writeString(archive, "no archive");
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Files.setLastModifiedTime(
                installation.jar(), FileTime.from(Instant.now().minus(Duration.ofHours(3))));
        assertMadeByACommand();
    }

    @Test
    void isNotMadeWhenOptionsAreGivenByHand() throws IOException {
        Files.delete(archive);
        assertSilent(installation.run(Map.of("JAVA_OPTS", "-Xmx100m"), "version"));
        assertThat(archive).doesNotExist();
    }

    @Test
    void goesToTheCacheWhenTheInstallationIsReadOnly(@TempDir Path cache) throws IOException {
        Path readOnly = directory.resolve("read-only");
        Files.createDirectory(readOnly);
        Installation shared = Installation.copyTo(readOnly.resolve("gymctl"));
        Path lib = shared.directory().resolve("lib");
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(lib), "the superuser can write anywhere");
            Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
            assertThat(shared.run(environment, "__archive").exit()).isZero();
            Path place = cache.resolve("gymctl" + shared.directory());
            assertThat(Installation.names(place)).hasSize(ARCHIVES);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve("gymctl"))))
                    .isEqualTo("rwx------");
            assertThat(Installation.names(lib)).doesNotContain("archive");
        } finally {
            Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Runs a command, and sees that the archive appears and is used after it. */
    private void assertMadeByACommand() throws Exception {
        try (WatchService watch = archives.getFileSystem().newWatchService()) {
            archives.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            useTheDatabase();
            await(watch);
        }
        assertUsed();
    }

    /** Waits for the archive to appear under its name: whole, since it is renamed into place. */
    private void await(WatchService watch) throws InterruptedException {
        for (WatchKey key; (key = watch.poll(60, TimeUnit.SECONDS)) != null; ) {
            if (key.pollEvents().stream()
                    .anyMatch(event -> archive.getFileName().equals(event.context()))) {
                return;
            }
            key.reset();
        }
        throw new AssertionError("not made: " + archive);
    }

    private void assertUsed() {
        assertThat(loadedFrom()).contains("dev.gymctl.cli.Main source: shared objects file");
    }

    /** Where the classes of a command come from. */
    private String loadedFrom() {
        return installation
                .run(Map.of("GYMCTL_JAVA_OPTS", "-Xlog:class+load:stdout"), "version")
                .out();
    }

    private void useTheDatabase() {
        Run run = installation.run(Map.of("GYMCTL_URL", database.url()), "gym", "show", "-o", "csv");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("name,zone,").doesNotContain("[");
        assertThat(run.exit()).isZero();
    }

    private static void assertSilent(Run run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("program").doesNotContain("[");
        assertThat(run.exit()).isZero();
    }
}
