package dev.gymctl.core.csv;

import dev.gymctl.core.GymException;
import dev.gymctl.core.Progress;
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
import java.util.List;
import java.util.Map;

/** Where CSV comes from and what the person said about it ({@code --encoding}, {@code --map}, {@code --profile} …). */
public final class CsvSource {

    /** Opens the bytes; closing them is the reader's duty. */
    private interface Opener {
        InputStream open() throws IOException;
    }

    private static final long UNKNOWN = 0;

    private final String name;
    private final Opener opener;
    private final Path file;
    private Charset encoding;
    private Character delimiter;
    private int skippedLines;
    private boolean headerless;
    private Map<String, String> mapping = Map.of();
    private Map<String, String> dateFormats = Map.of();
    private CsvProfile profile;
    private List<CsvProfile> recognizable = List.of();
    private RejectsFile rejects;
    private Progress progress = Progress.NONE;

    private CsvSource(String name, Opener opener, Path file) {
        this.name = name;
        this.opener = opener;
        this.file = file;
    }

    private CsvSource copy() {
        CsvSource copy = new CsvSource(name, opener, file);
        copy.encoding = encoding;
        copy.delimiter = delimiter;
        copy.skippedLines = skippedLines;
        copy.headerless = headerless;
        copy.mapping = mapping;
        copy.dateFormats = dateFormats;
        copy.profile = profile;
        copy.recognizable = recognizable;
        copy.rejects = rejects;
        copy.progress = progress;
        return copy;
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
        return new CsvSource(file.toString(), () -> open(file), file);
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
        return new CsvSource(name, opener, null);
    }

    /**
     * The same source in an encoding other than UTF-8 or UTF-16 with byte order mark.
     *
     * @param charset as in {@code --encoding}, for example {@code windows-1252}; null detects it
     * @throws GymException INVALID when this Java knows no such encoding
     */
    public CsvSource encoding(String charset) {
        CsvSource copy = copy();
        copy.encoding = charset == null ? null : charset(charset);
        return copy;
    }

    /**
     * The encoding of that name.
     *
     * @throws GymException INVALID when this Java knows no such encoding
     */
    public static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new GymException(
                    GymException.Kind.INVALID,
                    "encoding \"" + Shown.text(name) + "\" is not known",
                    "for example windows-1252, iso-8859-15 or utf-16le",
                    e);
        }
    }

    /**
     * The same source with fields separated by this.
     *
     * @param separator null sees it from the header
     */
    public CsvSource delimiter(Character separator) {
        CsvSource copy = copy();
        copy.delimiter = separator;
        return copy;
    }

    /**
     * The same source without its first lines, which are no part of the table.
     *
     * @param lines physical ones, before the header
     */
    public CsvSource skippingLines(int lines) {
        CsvSource copy = copy();
        copy.skippedLines = lines;
        return copy;
    }

    /** The same source, which has no header: its {@linkplain #profile profile} names columns by number, from 1, and the delimiter. */
    public CsvSource headerless() {
        CsvSource copy = copy();
        copy.headerless = true;
        return copy;
    }

    /**
     * The same source with columns under other headers.
     *
     * @param oursToTheirs as in {@code --map ours=theirs}: the import's column name to the file's header
     */
    public CsvSource mapped(Map<String, String> oursToTheirs) {
        CsvSource copy = copy();
        copy.mapping = Map.copyOf(oursToTheirs);
        return copy;
    }

    /**
     * The same source with days written so.
     *
     * @param formats column of ours to a format such as {@code DD/MM/YYYY}; {@link CsvProfile#OTHERS} for all not named
     * @throws GymException INVALID for what is no format
     */
    public CsvSource dateFormats(Map<String, String> formats) {
        formats.values().forEach(DateFormat::of);
        CsvSource copy = copy();
        copy.dateFormats = Map.copyOf(formats);
        return copy;
    }

    /** The same source, read as that system writes it; what was said of this file itself goes before. */
    public CsvSource profile(CsvProfile system) {
        CsvSource copy = copy();
        copy.profile = system;
        return copy;
    }

    /** The same source, read as one of these systems writes it if its header is certainly that one's. */
    public CsvSource recognizing(List<CsvProfile> systems) {
        CsvSource copy = copy();
        copy.recognizable = List.copyOf(systems);
        return copy;
    }

    /** The same source, of which rows that cannot be taken go to a file while the others are taken. */
    public CsvSource skippingInvalid(RejectsFile file) {
        CsvSource copy = copy();
        copy.rejects = file;
        return copy;
    }

    /**
     * The same source, whose reader tells how far it has come.
     *
     * @param told how many rows are read, at the beginning, now and then, and at the end; and about how many there are
     */
    public CsvSource reporting(Progress told) {
        CsvSource copy = copy();
        copy.progress = told;
        return copy;
    }

    /** The file as the person named it, or {@code stdin}. */
    public String name() {
        return name;
    }

    /** The encoding given, or null. */
    Charset encoding() {
        return encoding;
    }

    /** What separates the fields, or null. */
    Character delimiter() {
        return delimiter;
    }

    /** How many lines stand before the header. */
    int skippedLines() {
        return skippedLines;
    }

    boolean isHeaderless() {
        return headerless;
    }

    Map<String, String> mapping() {
        return mapping;
    }

    Map<String, String> dateFormats() {
        return dateFormats;
    }

    /** The profile chosen, or null. */
    CsvProfile profile() {
        return profile;
    }

    List<CsvProfile> recognizable() {
        return recognizable;
    }

    /** Where rows go that cannot be taken, or null when one such row refuses the file. */
    public RejectsFile rejects() {
        return rejects;
    }

    /** Told how many rows are read. */
    Progress progress() {
        return progress;
    }

    InputStream open() throws IOException {
        return opener.open();
    }

    /** How many bytes there are; 0 when that is not known. */
    long size() {
        try {
            return file == null ? UNKNOWN : Files.size(file);
        } catch (IOException e) {
            return UNKNOWN; // opening says what is wrong
        }
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
