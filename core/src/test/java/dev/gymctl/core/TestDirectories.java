package dev.gymctl.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes the directories of the tests in memory where there is room, and programs may run there: a server is a thousand
 * files and a database hundreds, and some disks take longer to make and delete them than the tests take.
 */
public final class TestDirectories implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 2_000_000_000;
    private static final Path PARENT = isUsable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));

    /** A new directory, which the caller deletes. */
    public static Path create(String prefix) throws IOException {
        return Files.createTempDirectory(PARENT, prefix);
    }

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        return create("junit-");
    }

    private static boolean isUsable(Path directory) {
        FileAttribute<Set<PosixFilePermission>> program =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            if (Files.getFileStore(directory).getUsableSpace() < ROOM) {
                return false;
            }
            Path file = Files.createTempFile(directory, "gymctl-test", null, program);
            boolean runs = Files.isExecutable(file); // not where programs are forbidden, as in many containers
            Files.delete(file);
            return runs;
        } catch (IOException e) {
            return false;
        }
    }
}
