package dev.gymctl.core.csv;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where the rows go that an import could not take: the columns of the file, with the line and the reason before them, so
 * that it can be mended and imported. It is written beside its place under a temporary name and moved there at the end.
 *
 * <p>The two come first because a row may have more or fewer fields than the header.
 */
public final class RejectsFile implements AutoCloseable {
    /** The columns before those of the file; an import leaves them alone. */
    static final List<String> COLUMNS = List.of("line", "reason");

    private final Path place;
    private final boolean overwrites;
    private Path temporary;
    private Writer out;
    private char delimiter;

    private RejectsFile(Path place, boolean overwrites) {
        this.place = place;
        this.overwrites = overwrites;
    }

    /**
     * A file that is not there yet.
     *
     * @param overwrites it may be there
     * @throws GymException CONFLICT when it is there, INVALID when it cannot be
     */
    public static RejectsFile at(String file, boolean overwrites) {
        Path place;
        try {
            place = Path.of(file).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new GymException(Kind.INVALID, Shown.text(file) + ": not a file name", null, e);
        }
        if (Files.isDirectory(place)) {
            throw new GymException(Kind.INVALID, Shown.text(file) + ": is a directory");
        }
        if (Files.exists(place) && !overwrites) {
            throw thereAlready(place, null);
        }
        if (!Files.isDirectory(place.getParent())) {
            throw new GymException(
                    Kind.INVALID, Shown.text(place.getParent().toString()) + ": there is no such directory");
        }
        return new RejectsFile(place, overwrites);
    }

    /** The file. */
    public Path place() {
        return place;
    }

    /**
     * Begins with the header.
     *
     * @param header the file's own columns
     * @param markEncoding whether to begin with a byte order mark, so that nobody reads it in the file's own encoding
     */
    void begin(char separator, List<String> header, boolean markEncoding) {
        delimiter = separator;
        try {
            temporary = Files.createTempFile(place.getParent(), "." + place.getFileName() + ".", ".tmp");
            out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
            if (markEncoding) {
                out.write('\ufeff');
            }
            out.append(CsvWriter.line(delimiter, COLUMNS)).append(delimiter).append(CsvWriter.line(delimiter, header));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a row.
     *
     * @param text the fields as they were, as {@link CsvRow#asText} writes them
     */
    public void row(long line, String reason, String text) {
        try {
            out.append(CsvWriter.line(delimiter, List.of(String.valueOf(line), reason)))
                    .append(delimiter)
                    .append(text);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the writing: from here on it is all there, but not yet in its place. */
    public void end() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts what was written in its place, once the rest is in the database.
     *
     * @throws GymException CONFLICT when a file has come there meanwhile; what was written stays under its temporary name
     */
    public void keep() {
        if (temporary == null) {
            return;
        }
        try {
            if (overwrites) {
                move(StandardCopyOption.REPLACE_EXISTING);
            } else {
                move();
            }
            temporary = null;
        } catch (FileAlreadyExistsException e) {
            Path kept = temporary;
            temporary = null;
            throw thereAlready(place, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void move(StandardCopyOption... options) throws IOException {
        if (options.length > 0) {
            try {
                Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AtomicMoveNotSupportedException e) {
                // Then as well as can be.
            }
        }
        Files.move(temporary, place, options);
    }

    private static GymException thereAlready(Path place, Path kept) {
        return new GymException(
                Kind.CONFLICT,
                Shown.text(place.toString()) + ": is there already",
                kept == null ? "--force overwrites it" : "the rejected rows are in " + Shown.text(kept.toString()));
    }

    /** Leaves nothing behind but what was {@linkplain #keep kept}. */
    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
