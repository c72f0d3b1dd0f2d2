package dev.gymctl.core.csv;

import dev.gymctl.core.GymException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Where CSV comes from and what the person said about it ({@code --encoding}, {@code --map}). */
public final class CsvSource {

    /** Opens the bytes; closing them is the reader's duty. */
    private interface Opener {
        InputStream open() throws IOException;
    }

    private final String name;
    private final Opener opener;
    private final Charset encoding;
    private final Map<String, String> mapping;

    private CsvSource(String name, Opener opener, Charset encoding, Map<String, String> mapping) {
        this.name = name;
        this.opener = opener;
        this.encoding = encoding;
        this.mapping = mapping;
    }

    /** What a command line names: a file, or {@code -} for the standard input. */
    public static CsvSource named(String argument, InputStream standardInput) {
        if (argument.equals("-")) {
            return of("stdin", standardInput);
        }
        try {
            return of(Path.of(argument));
        } catch (InvalidPathException e) {
            throw new GymException(GymException.Kind.INVALID, Shown.text(argument) + ": not a file name", null, e);
        }
    }

    /** A file; whether it is there shows when it is opened. */
    public static CsvSource of(Path file) {
        return new CsvSource(file.toString(), () -> open(file), null, Map.of());
    }

    /** A stream that somebody else closes; it can be read once. */
    public static CsvSource of(String name, InputStream stream) {
        Opener opener = () -> new FilterInputStream(stream) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return in.read(bytes, from, length);
            }

            @Override
            public void close() {
                // It is not ours.
            }
        };
        return new CsvSource(name, opener, null, Map.of());
    }

    /**
     * The same source in an encoding other than UTF-8 or UTF-16 with byte order mark.
     *
     * @param charset as in {@code --encoding}, for example {@code windows-1252}; null detects it
     * @throws GymException INVALID when this Java knows no such encoding
     */
    public CsvSource encoding(String charset) {
        try {
            return new CsvSource(name, opener, charset == null ? null : Charset.forName(charset), mapping);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new GymException(
                    GymException.Kind.INVALID,
                    "encoding \"" + Shown.text(charset) + "\" is not known",
                    "for example windows-1252, iso-8859-15 or utf-16le",
                    e);
        }
    }

    /**
     * The same source with columns under other headers.
     *
     * @param oursToTheirs as in {@code --map ours=theirs}: the import's column name to the file's header
     */
    public CsvSource mapped(Map<String, String> oursToTheirs) {
        return new CsvSource(name, opener, encoding, Map.copyOf(oursToTheirs));
    }

    /** The file as the person named it, or {@code stdin}. */
    public String name() {
        return name;
    }

    /** The encoding given, or null. */
    Charset encoding() {
        return encoding;
    }

    Map<String, String> mapping() {
        return mapping;
    }

    InputStream open() throws IOException {
        return opener.open();
    }

    private static InputStream open(Path file) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw refused(file, "is a directory", null);
            }
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw refused(file, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw refused(file, "may not be read", e);
        }
    }

    private static GymException refused(Path file, String reason, Throwable cause) {
        return new GymException(GymException.Kind.INVALID, Shown.text(file.toString()) + ": " + reason, null, cause);
    }
}
