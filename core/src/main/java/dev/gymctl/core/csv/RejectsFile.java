package dev.gymctl.core.csv;

import dev.gymctl.core.GymException;
import dev.gymctl.core.file.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the rows go that an import could not take: the columns of the file, with the line and the reason before them, so
 * that it can be mended and imported.
 *
 * <p>The two come first because a row may have more or fewer fields than the header.
 */
public final class RejectsFile implements AutoCloseable {
    /** The columns before those of the file; an import leaves them alone. */
    static final List<String> COLUMNS = List.of("line", "reason");

    private final Path place;
    private final boolean overwrites;
    private WholeFile file;
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
        Path place = WholeFile.named(file);
        WholeFile.check(place, overwrites);
        return new RejectsFile(place, overwrites);
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
            file = WholeFile.begin(place, overwrites);
            out = new BufferedWriter(new OutputStreamWriter(file.out(), StandardCharsets.UTF_8));
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
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts what was written in its place, once the rest is in the database.
     *
     * @throws GymException CONFLICT when a file has come there meanwhile; it says where the rejected rows are
     */
    public void keep() {
        if (file != null) {
            file.finishOrKeep();
        }
    }

    /** Leaves nothing behind but what was {@linkplain #keep kept}. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
