package dev.gymctl.core;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Other programs of this machine. */
public final class Programs {
    private Programs() {}

    /**
     * Where a program is that is called by its name alone.
     *
     * @param path as the variable {@code PATH} has it; null: nothing is found
     */
    public static Optional<Path> onPath(String name, String path) {
        if (path == null) {
            return Optional.empty();
        }
        for (String directory : path.split(File.pathSeparator, -1)) {
            Path program = Path.of(directory.isEmpty() ? "." : directory, name);
            if (Files.isExecutable(program) && Files.isRegularFile(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }
}
