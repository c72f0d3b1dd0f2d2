package dev.gymctl.core.db;

import dev.gymctl.core.GymException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files and directories that are for the user alone: 0600 and 0700. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Makes the directory and the missing ones above it; one that exists must be private.
     *
     * @throws GymException UNAVAILABLE when it exists and belongs to someone else or is open to others
     */
    public static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.getParent());
            try {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
        check(directory);
    }

    /**
     * Refuses what belongs to someone else or is open to others.
     *
     * @throws GymException UNAVAILABLE saying so
     */
    static void check(Path path) {
        try {
            Map<String, Object> found = Files.readAttributes(path, "unix:uid,mode");
            int owner = (Integer) found.get("uid");
            if (owner != userId()) {
                throw new GymException(
                        GymException.Kind.UNAVAILABLE,
                        path + " belongs to another user (number " + owner + ")",
                        "set HOME or XDG_DATA_HOME to a directory of your own");
            }
            if (((Integer) found.get("mode") & 077) != 0) {
                throw new GymException(
                        GymException.Kind.UNAVAILABLE,
                        path + " is open to other users",
                        "chmod " + (Files.isDirectory(path) ? "700" : "600") + " '" + path + "'");
            }
        } catch (IOException e) {
            throw new GymException(GymException.Kind.UNAVAILABLE, "cannot look at " + path, null, e);
        }
    }

    /** The number of the user this process runs as. */
    public static int userId() throws IOException {
        Path self = Path.of("/proc/self");
        // Elsewhere the JVM takes user.home from the user database, not from HOME.
        Path own = Files.exists(self) ? self : Path.of(System.getProperty("user.home"));
        return (Integer) Files.getAttribute(own, "unix:uid");
    }

    /** Makes an empty file unless there is one. */
    static void touch(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            check(file);
        }
    }

    /** Writes the whole file or nothing; one writer at a time, which takes up what a killed one left. */
    public static void write(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        touch(fresh);
        Files.writeString(fresh, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes the tree if it is there; does not follow symbolic links. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> found = Files.walk(tree)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
