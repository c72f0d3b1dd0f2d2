package dev.gymctl.cli.shell;

import dev.gymctl.cli.Console;
import dev.gymctl.cli.Secrets;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;

/** The lines that were typed, in a file that is for this user alone; none that holds a secret. */
final class ShellHistory extends DefaultHistory {
    private final Path file;

    private ShellHistory(Path file) {
        this.file = file;
    }

    /** The history in the state directory; where that cannot be written, one that is forgotten, and a remark. */
    static ShellHistory of(Map<String, String> environment, Console shell) {
        Path directory = DatabaseAddress.stateDirectory(environment);
        Path file = directory.resolve("history");
        try {
            PrivateFiles.makeDirectory(directory);
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return new ShellHistory(file);
        } catch (IOException e) {
            shell.remark("what you type is not kept: cannot write " + file);
            return new ShellHistory(null);
        }
    }

    @Override
    public void attach(LineReader reader) {
        if (file != null) {
            reader.setVariable(LineReader.HISTORY_FILE, file);
        }
        super.attach(reader);
    }

    @Override
    public void add(Instant time, String line) {
        if (!Secrets.isIn(line)) {
            super.add(time, line);
        }
    }
}
