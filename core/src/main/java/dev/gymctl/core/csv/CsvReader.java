package dev.gymctl.core.csv;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import dev.gymctl.core.GymException;
import dev.gymctl.core.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads a CSV file strictly, row by row in constant memory. What is wrong with a value or a row goes to
 * {@link #rejections()} and reading goes on, so that one pass finds everything; what makes the rest unreadable (bytes that
 * are no characters, an open quote) ends it at once with a refusal that lists all found so far.
 *
 * <pre>{@code
 * try (CsvReader csv = CsvReader.open(source, Column.filled("email"), Column.optional("date_of_birth"))) {
 *     for (CsvRow row : csv) {
 *         copy.row(row.line(), row.email("email"), row.date("date_of_birth"));
 *     }
 *     csv.rejections().throwIfAny();
 * }
 * }</pre>
 */
public final class CsvReader implements Iterable<CsvRow>, AutoCloseable {
    private static final int HEAD = 8192;
    private static final int ROWS_BETWEEN_PROGRESS = 10_000;

    private final CsvSource source;
    private final long size;
    private final List<Column> columns;
    private final Rejections rejections;
    private final Lines lines;
    private final Header header;
    /** The columns' names, field by field; without a header the first row tells how many fields there are. */
    private List<String> names;

    private final CsvFormat format;
    private final ExactParser parser;
    private final CSVReader csv;
    private final Map<String, Integer> fields = new HashMap<>();
    private final Map<String, DateColumn> dates = new LinkedHashMap<>();
    private long rowsRead;

    /**
     * Days of a column that were read while it was not settled whether day or month comes first.
     *
     * @param before the line that settled it; rows before it may be concerned
     * @param swapped whether their days and months are the wrong way round; otherwise they are right
     */
    public record DoubtfulDates(String column, long before, boolean swapped) {}

    /**
     * Opens a file and reads its header.
     *
     * @param columns all that the import knows; a file may hold no others
     * @throws GymException INVALID when it cannot be read, is empty, is no text or has not the header it should have
     */
    public static CsvReader open(CsvSource source, Column... columns) {
        InputStream input = null;
        try {
            input = source.open();
            return new CsvReader(source, List.of(columns), input);
        } catch (IOException e) {
            throw closing(input, unreadable(source, e));
        } catch (GymException e) {
            throw closing(input, e);
        }
    }

    private CsvReader(CsvSource source, List<Column> columns, InputStream input) throws IOException {
        this.source = source;
        this.size = source.size();
        this.columns = columns;
        this.rejections = new Rejections(source.name());

        ByteBuffer head = ByteBuffer.wrap(input.readNBytes(HEAD));
        Charset marked = markedEncoding(head);
        Charset encoding = encoding(head, marked);
        this.lines = new Lines(input, head, head.position(), encoding);
        this.header = readHeader();
        this.names = header.names();
        this.format = new CsvFormat(encoding, marked != null, header.delimiter());
        columns.forEach(column -> fields.put(column.name(), -1));
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) != null) {
                fields.put(names.get(i), i);
            }
        }

        this.parser = new ExactParser(header.delimiter());
        this.csv = new CSVReaderBuilder(lines)
                .withCSVParser(parser)
                // Otherwise a stream that breaks reads as the end of the file.
                .withVerifyReader(false)
                .build();
    }

    /** How the file turned out to be written, to be shown. */
    public CsvFormat format() {
        return format;
    }

    /** The profile by which the file is read, or null. */
    public CsvProfile profile() {
        return header.profile();
    }

    /** The headers of the file that nothing was read of, because a profile does not name them. */
    public List<String> leftAlone() {
        return header.leftAlone();
    }

    /** How many rows were read so far, those that were rejected and left out included. */
    public long rowsRead() {
        return rowsRead;
    }

    /** Begins the file of rejected rows, of which there are some. */
    public void beginRejects() {
        Charset given = givenEncoding();
        boolean mark = given != null && !given.equals(StandardCharsets.UTF_8);
        source.rejects().begin(format.delimiter(), header.own(), mark);
    }

    /**
     * Once all is read: rejects columns whose days have two readings.
     *
     * @return whether the days of some column cannot be trusted, so that no row can be taken
     */
    public boolean rejectDoubtfulDates() {
        boolean doubtful = false;
        for (DateColumn column : dates.values()) {
            doubtful |= column.rejectIfDoubtful(rejections) || column.isContradicted();
        }
        return doubtful;
    }

    /** Once all is read: which days were read before it was settled how. */
    public List<DoubtfulDates> doubtfulDates() {
        return dates.entrySet().stream()
                .filter(column -> column.getValue().doubtfulBefore() > 0)
                .map(column -> new DoubtfulDates(
                        column.getKey(),
                        column.getValue().doubtfulBefore(),
                        column.getValue().swappedBefore() > 0))
                .toList();
    }

    /** Once all is read: how the days of each column turned out to be written; without those that any format reads alike. */
    public Map<String, String> dateFormats() {
        Map<String, String> formats = new HashMap<>();
        dates.forEach((column, written) -> {
            if (written.format() != null) {
                formats.put(column, written.format().toString());
            }
        });
        return formats;
    }

    /** All that was found wrong so far; the caller adds its own and ends with {@link Rejections#throwIfAny}. */
    public Rejections rejections() {
        return rejections;
    }

    /**
     * The rows still to be read: there is one pass. A row whose number of fields is not the header's is rejected and
     * left out; or given as {@linkplain CsvRow#isRagged ragged} when the source {@linkplain CsvSource#rejects skips} rows.
     */
    @Override
    public Iterator<CsvRow> iterator() {
        return new Iterator<>() {
            private CsvRow next;
            private boolean ended;

            @Override
            public boolean hasNext() {
                if (next == null && !ended) {
                    if (rowsRead % ROWS_BETWEEN_PROGRESS == 0) {
                        source.progress().at("rows read", rowsRead, Progress.about(rowsRead, lines.taken(), size));
                    }
                    next = read();
                    ended = next == null;
                    if (ended) {
                        source.progress().at("%d rows read, now being checked".formatted(rowsRead), 0);
                    }
                }
                return next != null;
            }

            @Override
            public CsvRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                CsvRow row = next;
                next = null;
                return row;
            }
        };
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    /** Where the column stands in a row, or -1 when the file has it not. */
    int field(String column) {
        Integer field = fields.get(column);
        if (field != null) {
            return field;
        }
        throw new IllegalArgumentException("column " + column + " is not among " + Header.names(columns));
    }

    /** How the days of a column are written. */
    DateColumn dates(String column) {
        return dates.computeIfAbsent(column, name -> new DateColumn(name, givenFormat(name)));
    }

    /** What the file's system calls the values of a column, in lower case, and what we call them; may be empty. */
    Map<String, String> values(String column) {
        return header.profile() == null ? Map.of() : header.profile().values().getOrDefault(column, Map.of());
    }

    /** Where the file's own fields begin in a row. */
    int ownFrom() {
        return header.ownFrom();
    }

    private DateFormat givenFormat(String column) {
        Map<String, String> said = source.dateFormats();
        Map<String, String> profiled =
                header.profile() == null ? Map.of() : header.profile().dateFormats();
        for (Map<String, String> formats : List.of(said, profiled)) {
            String format = formats.getOrDefault(column, formats.get(CsvProfile.OTHERS));
            if (format != null) {
                return DateFormat.of(format);
            }
        }
        return null;
    }

    private Charset givenEncoding() {
        CsvProfile profile = source.profile();
        return source.encoding() != null || profile == null ? source.encoding() : profile.encoding();
    }

    private CsvRow read() {
        while (true) {
            long line = lines.number() + 1;
            String[] values = values(line);
            if (values == null) {
                requireSomething();
                return null;
            }
            if (values.length == 1 && values[0].isBlank() && !parser.sawQuotes()) {
                continue;
            }
            if (source.isHeaderless() && rowsRead == 0) {
                widen(values.length);
            }
            rowsRead++;
            if (values.length != names.size()) {
                String reason = rejectRagged(line, values);
                if (source.rejects() != null) {
                    return new CsvRow(this, line, values).ragged(reason);
                }
                continue;
            }
            CsvRow row = new CsvRow(this, line, values);
            row.check(columns, names);
            return row;
        }
    }

    /** The first row of a file without header tells how many fields each must have. */
    private void widen(int width) {
        List<String> wide = new ArrayList<>(names);
        while (wide.size() < width) {
            wide.add(null);
        }
        names = wide;
    }

    /** Without a header, a file without a row is one in which nothing is. */
    private void requireSomething() {
        if (source.isHeaderless() && rowsRead == 0) {
            rejections.add(0, null, null, "is empty");
            throw rejections.refusal();
        }
    }

    private String rejectRagged(long line, String[] values) {
        String delimiter = String.valueOf(format.delimiter());
        String reason = "has " + values.length + (values.length == 1 ? " field" : " fields")
                + (source.isHeaderless() ? ", there should be " : ", the header has ") + names.size();
        rejections.add(line, null, String.join(delimiter, values), reason);
        if (values.length > names.size()) {
            rejections.hint("a value that contains \"" + Shown.text(delimiter) + "\" belongs in double quotes");
        }
        return reason;
    }

    /** The next row's fields, or null at the end of the file. */
    private String[] values(long line) {
        try {
            return csv.readNextSilently();
        } catch (CsvMalformedLineException e) {
            rejectOpenField(line, parser.getPendingText().strip(), "a quote is opened but never closed");
            rejections.hint("close it, or double a quote that is part of the text");
        } catch (MalformedCsvException e) {
            int read = parser.fields().size();
            if (parser.isPending()) {
                rejectOpenField(line, parser.getPendingText(), e.getMessage());
            } else if (read > 0) {
                rejections.add(
                        lines.number(), columnAt(read - 1), parser.fields().get(read - 1), e.getMessage());
            } else {
                rejections.add(line, null, null, e.getMessage());
            }
        } catch (MalformedTextException e) {
            rejectBytes(e);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
        throw rejections.refusal();
    }

    private void rejectOpenField(long line, String value, String reason) {
        rejections.add(line + parser.openedOn(), columnAt(parser.fields().size()), value, reason);
    }

    /** Finds the column that the bytes are in, by parsing what stands before them. */
    private void rejectBytes(MalformedTextException e) {
        int field = 0;
        String before = lines.partial();
        try {
            String[] read = parser.parseLineMulti(before);
            field = parser.isPending() ? parser.fields().size() : read.length - 1;
            before = parser.isPending() ? parser.getPendingText() : read[field];
        } catch (IOException ignored) {
            // Then the row is no CSV either; the bytes come first.
        }
        rejections.add(lines.number() + 1, columnAt(field), before + e.bytes, e.getMessage());
        hintEncoding();
    }

    private void hintEncoding() {
        rejections.hint(
                givenEncoding() == null
                        ? "say which encoding it is, for example --encoding windows-1252"
                        : "it is in another encoding than --encoding says");
    }

    private String columnAt(int field) {
        return field < names.size() ? names.get(field) : null;
    }

    private Header readHeader() throws IOException {
        try {
            for (int i = 0; i < source.skippedLines(); i++) {
                lines.readLine();
            }
            if (source.isHeaderless()) {
                return Header.numbered(source.profile());
            }
            String line = lines.readLine();
            while (line != null && line.isBlank()) {
                line = lines.readLine();
            }
            if (line == null) {
                int skipped = source.skippedLines();
                boolean empty = skipped == 0 || lines.number() == 0;
                rejections.add(
                        0, null, null, empty ? "is empty" : "ends before line " + (skipped + 1) + ", the header");
                rejections.hint("the first line names the columns: " + Header.names(columns));
                throw rejections.refusal();
            }
            Header read = Header.read(line, lines.number(), columns, source, rejections);
            for (String column : source.dateFormats().keySet()) {
                if (!column.equals(CsvProfile.OTHERS)
                        && columns.stream().noneMatch(known -> known.name().equals(column))) {
                    rejections.add(0, null, column, "has a date format, but is not a column of this import");
                    rejections.hint("the columns are " + Header.names(columns));
                }
            }
            rejections.throwIfAny();
            return read;
        } catch (MalformedTextException e) {
            rejections.add(lines.number() + 1, null, lines.partial() + e.bytes, e.getMessage());
            hintEncoding();
        } catch (MalformedCsvException e) {
            rejections.add(lines.number() + 1, null, lines.partial(), e.getMessage());
        }
        throw rejections.refusal();
    }

    /** The encoding that a byte order mark tells, which is then skipped; or null. */
    private static Charset markedEncoding(ByteBuffer head) {
        int first = head.remaining() < 2 ? 0 : (head.getShort(0) & 0xFFFF);
        if (first == 0xEFBB && head.remaining() > 2 && head.get(2) == (byte) 0xBF) {
            head.position(3);
            return StandardCharsets.UTF_8;
        }
        if (first == 0xFFFE || first == 0xFEFF) {
            head.position(2);
            return first == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        return null;
    }

    private Charset encoding(ByteBuffer head, Charset marked) {
        Charset given = givenEncoding();
        if (marked != null) {
            if (source.encoding() != null && !marked.name().startsWith(given.name())) {
                rejections.add(
                        0,
                        null,
                        null,
                        "begins with the byte order mark of " + marked.name() + ", it is not " + given.name());
                rejections.hint("leave out --encoding");
                throw rejections.refusal();
            }
            return marked;
        }
        if (given != null) {
            return given;
        }
        for (int i = 0; i < head.limit() && head.get(i) != '\n' && head.get(i) != '\r'; i++) {
            if (head.get(i) == 0) {
                rejections.add(0, null, null, "is not a text file (NUL at byte " + i + ")");
                rejections.hint("save the table as CSV; for UTF-16 without byte order mark say --encoding utf-16le");
                throw rejections.refusal();
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static GymException unreadable(CsvSource source, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new GymException(
                GymException.Kind.INVALID,
                Shown.text(source.name()) + ": cannot be read: " + Shown.text(reason),
                null,
                e);
    }

    private static GymException closing(InputStream input, GymException refusal) {
        if (input != null) {
            try {
                input.close();
            } catch (IOException e) {
                refusal.addSuppressed(e);
            }
        }
        return refusal;
    }
}
