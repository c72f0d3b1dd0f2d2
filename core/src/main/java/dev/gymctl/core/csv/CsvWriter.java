package dev.gymctl.core.csv;

import com.opencsv.CSVWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes CSV: comma, LF, and quotes only where something is lost without them: delimiter, quote, CR, LF, blanks at either
 * end, or a row that would look like a blank line. The caller flushes and closes what it writes to.
 */
public final class CsvWriter {
    private final Rows rows;

    /** Writes to what may be the standard output. */
    public CsvWriter(Writer out) {
        this(out, ',');
    }

    /** Writes with another delimiter, as some file had it. */
    CsvWriter(Writer out, char delimiter) {
        rows = new Rows(out, delimiter);
    }

    /**
     * Writes a row, or the header.
     *
     * @param values as their {@code toString} tells; null is empty
     * @throws UncheckedIOException when it cannot be written
     */
    public void row(Object... values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] == null ? "" : values[i].toString();
        }
        try {
            rows.write(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fields as one line, without its end; it may hold line breaks. */
    static String line(char delimiter, List<String> fields) {
        StringWriter out = new StringWriter();
        new CsvWriter(out, delimiter).row(fields.toArray());
        out.getBuffer().setLength(out.getBuffer().length() - 1);
        return out.toString();
    }

    private static final class Rows extends CSVWriter {
        Rows(Writer out, char delimiter) {
            super(out, delimiter, '"', '"', "\n");
        }

        void write(String[] texts) throws IOException {
            boolean looksBlank = texts.length == 1 && texts[0].isBlank();
            writeNext(texts, looksBlank, new StringBuilder());
        }

        @Override
        protected boolean stringContainsSpecialCharacters(String text) {
            return super.stringContainsSpecialCharacters(text)
                    || (!text.isEmpty()
                            && (Character.isWhitespace(text.charAt(0))
                                    || Character.isWhitespace(text.charAt(text.length() - 1))));
        }
    }
}
