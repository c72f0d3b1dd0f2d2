package dev.gymctl.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.csv.RejectsFile;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.TestDatabase;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that imports is killed, as by {@code kill -9}: nothing of its file is there, and the next import does it all. */
class KilledImportTest {
    private static final int ROWS = 20_000;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path directory;

    private TestGym gym;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
    }

    /** As many rows are read and sent when it stops to be killed; all of them is before the checks and the merge. */
    @ParameterizedTest
    @ValueSource(ints = {1, ROWS / 2, ROWS})
    void anImportKilledWhileItReadsLeavesNothing(int rows) throws Exception {
        Process process = importer("rows", rows);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("here");
            process.destroyForcibly().waitFor();
        }
        nothingIsThereAndTheNextImportDoesItAll();
    }

    /**
     * It waits for a table that this test holds: for members, so that some users are in and their files are not; or for
     * import_rows, when all members are in and foreign keys were set aside for them.
     */
    @ParameterizedTest
    @ValueSource(strings = {"members", "import_rows"})
    void anImportKilledWhileItMergesLeavesNothing(String table) throws Exception {
        Process process = database.owner().inTransaction(held -> {
            held.execute("lock table gymctl." + table + " in exclusive mode");
            Process importing = importer("merge", ROWS);
            try (BufferedReader out = importing.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo("here");
                while (!isWaiting(table)) {
                    Thread.onSpinWait();
                }
                importing.destroyForcibly().waitFor();
            }
            return importing;
        });
        assertThat(process.isAlive()).isFalse();
        nothingIsThereAndTheNextImportDoesItAll();
    }

    private boolean isWaiting(String table) {
        return database.owner()
                .withHandle(handle -> handle.createQuery(
                                "select exists (select from pg_locks where relation = ('gymctl.' || :table)::regclass and not granted)")
                        .bind("table", table)
                        .mapTo(boolean.class)
                        .one());
    }

    private void nothingIsThereAndTheNextImportDoesItAll() {
        assertThat(gym.value("select count(*) from users")).isEqualTo("0");
        assertThat(gym.value("select count(*) from member_events")).isEqualTo("0");
        assertThat(directory.resolve("rejects.csv")).doesNotExist();
        assertThat(gym.importMembers(CsvSource.of("m.csv", new ByteArrayInputStream(file())))
                        .added())
                .isEqualTo(ROWS);
    }

    private Process importer(String how, int rows) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Importer.class.getName(),
                how,
                String.valueOf(rows),
                directory.resolve("rejects.csv").toString());
        builder.environment().put("GYMCTL_URL", database.url());
        return builder.redirectError(
                        Files.createTempFile(directory, "importer", ".err").toFile())
                .start();
    }

    private static byte[] file() {
        StringBuilder text = new StringBuilder("first_name,last_name,email\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("Ann,Lee").append(i).append(",ann").append(i).append("@x.example\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The other process: imports, and says {@code here} once it has sent so many rows. */
    static final class Importer {
        private Importer() {}

        public static void main(String[] args) {
            int rows = Integer.parseInt(args[1]);
            boolean stops = args[0].equals("rows");
            try (Database database = Database.at(DatabaseAddress.resolve(null, System.getenv(), new Properties()));
                    RejectsFile rejects = RejectsFile.at(args[2], false)) {
                TestGym gym = new TestGym(database, Instant.parse("2026-11-05T06:00:00Z"));
                gym.importMembers(
                        CsvSource.of("m.csv", new Pausing(rows, stops)).skippingInvalid(rejects));
            }
        }

        /** Gives the file up to the end of a row, says so, and then waits for ever; or goes on. */
        private static final class Pausing extends InputStream {
            private final byte[] bytes = file();
            private final boolean stops;
            private int at;
            private int rowsLeft;
            private boolean said;

            Pausing(int rows, boolean stops) {
                this.rowsLeft = rows + 1;
                this.stops = stops;
            }

            @Override
            public int read() throws IOException {
                if (rowsLeft == 0 && !said) {
                    said = true;
                    System.out.println("here");
                    if (stops) {
                        return System.in.read();
                    }
                    rowsLeft = -1;
                }
                if (at == bytes.length) {
                    return -1;
                }
                byte next = bytes[at++];
                if (next == '\n') {
                    rowsLeft--;
                }
                return next;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = 0;
                while (count < length && (rowsLeft != 0 || count == 0)) {
                    int next = read();
                    if (next < 0) {
                        return count == 0 ? -1 : count;
                    }
                    into[from + count++] = (byte) next;
                }
                return count;
            }
        }
    }
}
