package dev.gymctl.cli;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.PrivateFiles;
import dev.gymctl.core.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The token of a login at one database, in a file below {@code $XDG_STATE_HOME/gymctl/sessions} that is for this user
 * alone. Each database has its own file, so that no gym is sent the token of another.
 */
public final class SessionFile {
    private static final int MOST_BYTES = 8192;
    private static final int NAME_LENGTH = 32;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int REGULAR_FILE = 0100000;
    private static final int FILE_TYPE = 0170000;
    private static final int FOR_OTHERS = 077;

    private final Path directory;
    private final String address;

    SessionFile(Map<String, String> environment, DatabaseAddress address) {
        this.directory = DatabaseAddress.stateDirectory(environment).resolve("sessions");
        this.address = address.display();
    }

    /**
     * The token; empty when nobody has logged in at this database.
     *
     * @throws GymException DENIED when the file is not this user's alone, or not one that was written by a login here
     */
    Optional<String> read() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        Path file = file();
        try {
            requirePrivate(file);
            String text;
            try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
            List<String> lines = text.lines().toList();
            if (lines.size() != 2 || !lines.get(0).equals(address)) {
                throw refused("the session file " + file + " is not one of a login at " + address, file);
            }
            return Optional.of(lines.get(1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("read", file, e);
        }
    }

    /** Keeps the token of a login; whatever was there is replaced, the whole file at once. */
    public void write(String token) {
        Path file = file();
        try {
            PrivateFiles.makeDirectory(directory.getParent());
            PrivateFiles.makeDirectory(directory);
            Path fresh = Files.createTempFile(
                    directory,
                    "login",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(fresh, address + "\n" + token + "\n", StandardOpenOption.SYNC);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw unusable("write", file, e);
        }
    }

    /** Removes the file; a symbolic link is removed, not what it leads to. */
    public void delete() {
        Path file = file();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable("remove", file, e);
        }
    }

    private Path file() {
        return directory.resolve(Sha256.of(address).substring(0, NAME_LENGTH));
    }

    private static void requirePrivate(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) found.get("mode");
        if ((mode & FILE_TYPE) == SYMBOLIC_LINK) {
            throw refused("the session file " + file + " is a symbolic link", file);
        }
        if ((mode & FILE_TYPE) != REGULAR_FILE) {
            throw refused("the session file " + file + " is no regular file", file);
        }
        if ((Integer) found.get("uid") != PrivateFiles.userId()) {
            throw refused("the session file " + file + " belongs to another user", file);
        }
        if ((mode & FOR_OTHERS) != 0) {
            throw refused("the session file " + file + " is open to other users", file);
        }
    }

    private static GymException refused(String why, Path file) {
        return new GymException(Kind.DENIED, why, "rm '" + file + "' and log in again: gymctl login");
    }

    private static GymException unusable(String what, Path file, IOException e) {
        return new GymException(
                Kind.DENIED,
                "cannot %s the session file %s".formatted(what, file),
                "see to it, or set XDG_STATE_HOME",
                e);
    }
}
