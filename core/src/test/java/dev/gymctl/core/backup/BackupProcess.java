package dev.gymctl.core.backup;

import dev.gymctl.core.db.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Backs up or restores in a process of its own, and waits in the middle of it, where it says {@code here}. */
final class BackupProcess {
    private BackupProcess() {}

    /** {@code backup} or {@code restore}, the database's URL, the file, and where PostgreSQL's own programs are, if they are to be used. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[2]);
        Map<String, String> environment = arguments.length > 3 ? Map.of("PATH", arguments[3]) : Map.of();
        try (Database database = BackupTest.at(arguments[1])) {
            if (arguments[0].equals("backup")) {
                new Backups(database, Map.of(), "test").write(file, false, Way.COPY, BackupProcess::wait);
            } else {
                try (Restore restore = Restore.of(file, "gym.backup", database, environment, BackupTest.OPERATOR)) {
                    restore.run(BackupProcess::wait);
                }
            }
        }
        System.out.println("done");
    }

    private static void wait(String step, long rows, long total) {
        if (rows > 1000) {
            System.out.println("here");
            try {
                if (System.in.read() < 0) {
                    throw new IllegalStateException("nobody says go on");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
