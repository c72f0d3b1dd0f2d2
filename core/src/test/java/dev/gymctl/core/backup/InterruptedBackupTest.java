package dev.gymctl.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.Progress;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is told to end, or killed, in the middle of a backup or a restore. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read of a pipe or socket hears no interrupt
class InterruptedBackupTest {
    private static final int SECONDS_TO_LIVE = 60;

    @RegisterExtension
    static final TestDatabase full = new TestDatabase();

    @RegisterExtension
    static final TestDatabase empty = new TestDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void fill() {
        BackupTest.fill(full.database(), full.owner());
    }

    @BeforeEach
    void fresh() {
        empty.reset();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void anInterruptedBackupLeavesNoFile(String signal, int exit) throws Exception {
        Path file = directory.resolve("gym.backup");
        Process process = start("backup", full.ownerUrl(), file.toString());
        awaitHere(process);
        assertThat(files()).singleElement().asString().endsWith(".partial");

        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();

        assertThat(process.waitFor()).isEqualTo(exit);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAKilledBackupLeavesIsNoBackupAndTheNextOneSweepsItAway() throws Exception {
        Path file = directory.resolve("gym.backup");
        Process process = start("backup", full.ownerUrl(), file.toString());
        awaitHere(process);
        process.destroyForcibly().waitFor();

        assertThat(file).doesNotExist();
        try (Database database = BackupTest.at(full.ownerUrl())) {
            new Backups(database, Map.of(), "test").write(file, false, Way.COPY, Progress.NONE);
        }
        assertThat(files()).containsExactly("gym.backup");
    }

    @Test
    void aBackupOnAFullDiskLeavesNoFileAndSaysWhy() throws Exception {
        Path file = directory.resolve("gym.backup");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"));
        command.addAll(java("backup", full.ownerUrl(), file.toString()));
        Process process = mortal(new ProcessBuilder(command).redirectErrorStream(true));
        process.getOutputStream()
                .write("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
                        .getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains("cannot write " + file + ": File too large");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"KILL", "TERM"})
    void anInterruptedRestoreLeavesTheDatabaseEmpty(String signal) throws Exception {
        Path file = directory.resolve("gym.backup");
        try (Database database = BackupTest.at(full.ownerUrl())) {
            new Backups(database, Map.of(), "test").write(file, false, Way.COPY, Progress.NONE);
        }
        List<String> schema = Contents.schema(empty.owner());
        Process process = start("restore", empty.ownerUrl(), file.toString());
        awaitHere(process);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        process.waitFor();

        try (Database database = BackupTest.at(empty.ownerUrl());
                Restore restore = Restore.of(file, "gym.backup", database, Map.of(), BackupTest.OPERATOR)) {
            restore.run(Progress.NONE);
        }
        assertThat(Contents.schema(empty.owner())).isEqualTo(schema);
        assertThat(Contents.restored(empty.owner())).isEqualTo(Contents.restored(full.owner()));
    }

    /** A process as {@link BackupProcess#main} takes its arguments. */
    static Process start(String... arguments) throws IOException {
        return mortal(new ProcessBuilder(java(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    /** Killed when its time is over, so that nobody waits for its output or its end for ever. */
    private static Process mortal(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        CompletableFuture.delayedExecutor(SECONDS_TO_LIVE, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                BackupProcess.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Waits until it is in the middle. */
    static void awaitHere(Process process) throws IOException {
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line)
                .as("what a process says that has %d seconds; null is its end", SECONDS_TO_LIVE)
                .isEqualTo("here");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
