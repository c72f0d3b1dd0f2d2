package dev.gymctl.cli.doctor;

import dev.gymctl.cli.App;
import dev.gymctl.core.db.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What can be said without the database: Java, its archive, the terminal, the encoding, the disk. */
final class Machine {
    private static final long MEBIBYTE = 1 << 20;
    private static final long LITTLE = 1024 * MEBIBYTE;
    private static final long TOO_LITTLE = 100 * MEBIBYTE;

    private Machine() {}

    static List<Finding> look(App app) {
        Path kept = DatabaseAddress.dataDirectory(app.environment());
        return List.of(
                Finding.ok(
                        "java", System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor")),
                archive(app.runsOnStartupArchive()),
                terminal(app.console().outIsTerminal(), app.environment().get("TERM")),
                encoding(System.getProperty("sun.jnu.encoding")),
                Finding.ok(
                        "configuration",
                        Files.exists(app.settings().path())
                                ? app.settings().file().size() + " settings in "
                                        + app.settings().path()
                                : "no file " + app.settings().path()),
                disk(kept, usable(kept)));
    }

    /**
     * How fast commands start.
     *
     * @param used empty when none is wanted
     */
    static Finding archive(Optional<Boolean> used) {
        if (used.isEmpty()) {
            return Finding.ok(
                    "start-up archive", "none is wanted: GYMCTL_JAVA_OPTS or JAVA_OPTS is set, or no launcher");
        }
        return used.get()
                ? Finding.ok("start-up archive", "in use")
                : Finding.warning(
                        "start-up archive",
                        "not made yet for this Java: commands start two to three times slower",
                        "gymctl __archive makes it; so does the next command, in the background");
    }

    static Finding terminal(boolean terminal, String kind) {
        if (!terminal) {
            return Finding.ok("terminal", "the output is none: no colours, no width");
        }
        return kind == null || kind.isEmpty() || kind.equals("dumb")
                ? Finding.warning(
                        "terminal", "TERM does not say what kind it is: no colours", "export TERM=xterm-256color")
                : Finding.ok("terminal", kind);
    }

    /**
     * Whether names of files can be what they are.
     *
     * @param ofNames the encoding that Java uses for them
     */
    static Finding encoding(String ofNames) {
        return "UTF-8".equalsIgnoreCase(ofNames)
                ? Finding.ok("encoding", "UTF-8")
                : Finding.warning(
                        "encoding",
                        "arguments and names of files are read as " + ofNames + ", all else is UTF-8",
                        "export LC_ALL=C.UTF-8");
    }

    /**
     * Whether there is room where gymctl keeps its files.
     *
     * @param usable bytes
     */
    static Finding disk(Path where, long usable) {
        String text = "%d MiB free for %s".formatted(usable / MEBIBYTE, where);
        if (usable < TOO_LITTLE) {
            return Finding.problem("disk", text, "make room: a full disk stops the embedded PostgreSQL");
        }
        return usable < LITTLE
                ? Finding.warning("disk", text, "make room before it is full")
                : Finding.ok("disk", text);
    }

    private static long usable(Path directory) {
        Path there = directory;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
