package dev.gymctl.core.file;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file for the user alone (mode 0600) that appears under its name when it is whole and on the disk, or not at all.
 *
 * <p>It is written as {@code NAME.….partial} in the same directory and renamed. What is not {@link #finish finished} is
 * deleted: when it is closed, and when the process is interrupted or terminated. After {@code kill -9} or a crash the
 * next file of the same name sweeps it away.
 */
public final class WholeFile implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String REPLACE = "--force replaces it; or name another file";

    private final Path named;
    private final Path file;
    private final boolean replace;
    private final Path partial;
    private final FileChannel channel;
    private final OutputStream out;
    private final Thread onShutdown = new Thread(this::delete, "delete the unfinished file");
    private boolean ended;

    private WholeFile(Path named, Path file, boolean replace, Path partial, FileChannel channel) {
        this.named = named;
        this.file = file;
        this.replace = replace;
        this.partial = partial;
        this.channel = channel;
        this.out = new Explaining(named, Channels.newOutputStream(channel));
    }

    /**
     * The path that a command line names.
     *
     * @throws GymException INVALID when no file can be called so
     */
    public static Path named(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new GymException(Kind.INVALID, "not a file name: " + argument, null, e);
        }
    }

    /**
     * Looks whether there can be such a file, as {@link #begin} does, long before it is begun.
     *
     * @throws GymException CONFLICT when there is one and it is not to be replaced; INVALID when there cannot be one
     */
    public static void check(Path file, boolean replace) {
        Path target;
        try {
            target = target(file);
        } catch (IOException e) {
            throw refusal(file, e);
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(target)) {
                String what = Files.isDirectory(target) ? "is a directory" : "is no regular file";
                throw new GymException(Kind.INVALID, "cannot write " + file + ": it " + what);
            }
            if (!replace) {
                throw alreadyThere(file, REPLACE, null);
            }
        } else if (!Files.isDirectory(target.getParent())) {
            throw refusal(file, new NoSuchFileException(target.toString()));
        }
    }

    private static Path target(Path file) throws IOException {
        return Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    /**
     * Begins a file.
     *
     * @param replace whether one that is there is replaced, in the moment this one is finished
     * @throws GymException CONFLICT when there is one and it is not to be replaced; INVALID when there cannot be one
     */
    public static WholeFile begin(Path file, boolean replace) {
        try {
            check(file, replace);
            Path target = target(file);
            sweep(target);
            Path partial = target.resolveSibling("%s.%d-%d.partial"
                    .formatted(target.getFileName(), ProcessHandle.current().pid(), COUNT.incrementAndGet()));
            FileChannel channel = FileChannel.open(
                    partial,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            WholeFile whole = new WholeFile(file, target, replace, partial, channel);
            lock(channel); // as long as it is locked, it is not swept away
            Runtime.getRuntime().addShutdownHook(whole.onShutdown);
            return whole;
        } catch (IOException e) {
            throw refusal(file, e);
        }
    }

    /** Where its bytes go, unbuffered; a write that fails throws GymException INVALID. */
    public OutputStream out() {
        return out;
    }

    /**
     * Puts the whole file under its name.
     *
     * @throws GymException CONFLICT when there is one by now that is not to be replaced; INVALID when the disk is full
     */
    public void finish() {
        finish(false);
    }

    /**
     * The same for what cannot be made again: when its name is taken by now, it stays beside it under another.
     *
     * @throws GymException CONFLICT saying where it is; INVALID when the disk is full
     */
    public void finishOrKeep() {
        finish(true);
    }

    private synchronized void finish(boolean keep) {
        if (ended) {
            throw new GymException(Kind.UNAVAILABLE, "interrupted before " + named + " was whole");
        }
        try {
            channel.force(true);
            if (replace) {
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                moveUnlessThere();
            }
            ended = true;
            channel.close();
            forceDirectory();
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(named, keep ? "what was written is in " + kept() : REPLACE, e);
        } catch (IOException e) {
            throw refusal(named, e);
        }
    }

    /** Where it is from here on, under a name that nobody sweeps away. */
    private Path kept() {
        ended = true;
        String name = partial.getFileName().toString();
        try {
            return Files.move(partial, partial.resolveSibling(name.replaceFirst("partial$", "kept")));
        } catch (IOException e) {
            return partial;
        }
    }

    /** A rename would replace; a second name for the same file is refused when the name is taken. */
    private void moveUnlessThere() throws IOException {
        try {
            Files.createLink(file, partial);
            Files.delete(partial);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without hard links.
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Not every system lets a directory be opened; the file itself is on the disk.
        }
    }

    /** Deletes it unless it is finished. */
    @Override
    public void close() {
        delete();
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be written.
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has done or will do the same.
        }
    }

    private synchronized void delete() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // The next file of this name will sweep it away.
        }
    }

    /** Deletes what processes that were killed left behind: nobody holds a lock on it. */
    private static void sweep(Path file) {
        String start = file.getFileName() + ".";
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                file.getParent(), path -> isPartial(path.getFileName().toString(), start))) {
            for (Path path : left) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    if (lock(channel) != null) {
                        Files.delete(path);
                    }
                }
            }
        } catch (IOException e) {
            // Then it stays; it is in nobody's way.
        }
    }

    private static boolean isPartial(String name, String start) {
        return name.startsWith(start) && name.substring(start.length()).matches("\\d+-\\d+\\.partial");
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process is writing it
        }
    }

    private static GymException alreadyThere(Path file, String hint, Throwable cause) {
        return new GymException(Kind.CONFLICT, file + " is there already", hint, cause);
    }

    private static GymException refusal(Path file, IOException e) {
        String reason = reason(e);
        return new GymException(
                Kind.INVALID,
                "cannot write " + file + ": " + reason,
                reason.contains("No space left") ? "free some space, or name a file on another disk" : null,
                e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        return e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
    }

    /** Says which file cannot be written, and why. */
    private static final class Explaining extends FilterOutputStream {
        private final Path file;

        Explaining(Path file, OutputStream out) {
            super(out);
            this.file = file;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw refusal(file, e);
            }
        }
    }
}
