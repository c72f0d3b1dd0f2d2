package dev.gymctl.core.csv;

import com.opencsv.AbstractCSVParser;
import com.opencsv.enums.CSVReaderNullFieldIndicator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * RFC 4180 exactly, where opencsv's own parser is not: a quote opens only at a field's start and a stray one later is
 * data; line breaks inside quotes stay as they are; nothing may follow a closing quote. It takes {@link Lines}, which keep
 * their endings, and looks at each character once, however many lines a field has.
 */
final class ExactParser extends AbstractCSVParser {
    /** In characters. */
    static final int LONGEST_FIELD = 1 << 20;

    private static final String[] NOTHING_YET = {};

    private final List<String> fields = new ArrayList<>();
    private final StringBuilder quoted = new StringBuilder();
    private boolean open;
    private boolean sawQuotes;
    private int lines;
    private int openedOn;
    private long size;

    ExactParser(char delimiter) {
        super(delimiter, '"', CSVReaderNullFieldIndicator.NEITHER);
    }

    /** Whether a quote is open, so that the row goes on in the next line. */
    @Override
    public boolean isPending() {
        return open;
    }

    @Override
    public String getPendingText() {
        return quoted.toString();
    }

    /** The fields of a row that is not complete yet, or was refused; without one that is still open. */
    List<String> fields() {
        return fields;
    }

    /** Whether any field of the row is in quotes. */
    boolean sawQuotes() {
        return sawQuotes;
    }

    /** On which line of the row, from 0, the last quoted field began. */
    int openedOn() {
        return openedOn;
    }

    /** The fields of the row, or none yet while it goes on in the next line. */
    @Override
    protected String[] parseLine(String line, boolean multi) throws IOException {
        if (!open) {
            sawQuotes = false;
            lines = 0;
            size = 0;
        }
        size += line.length();
        if (size > Lines.LONGEST) {
            throw new MalformedCsvException("the row is longer than " + (Lines.LONGEST >> 20) + " MiB");
        }
        int end = endOfContent(line);
        int at = 0;
        boolean inside = open;
        while (true) {
            if (inside || (at < end && line.charAt(at) == '"')) {
                if (!inside) {
                    sawQuotes = true;
                    openedOn = lines;
                }
                at = quotedField(line, inside ? at : at + 1);
                if (open) {
                    lines++;
                    return NOTHING_YET;
                }
                if (at < end && line.charAt(at) != separator) {
                    throw new MalformedCsvException("text follows the closing quote; a quote within quotes is doubled");
                }
                inside = false;
            } else {
                int delimiter = line.indexOf(separator, at);
                int stop = delimiter < 0 ? end : delimiter;
                add(line.substring(at, stop));
                at = stop;
            }
            if (at == end) {
                String[] row = fields.toArray(String[]::new);
                fields.clear();
                return row;
            }
            at++;
        }
    }

    /** It only reads; {@link CsvWriter} writes. */
    @Override
    protected String convertToCsvValue(String value, boolean applyQuotesToAll) {
        throw new UnsupportedOperationException();
    }

    /** Its messages are in one language. */
    @Override
    public void setErrorLocale(Locale errorLocale) {}

    private static int endOfContent(String line) {
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return end;
    }

    /** Reads on inside quotes and returns where it stopped: behind the closing quote, or at the line's end. */
    private int quotedField(String line, int start) throws IOException {
        int from = start;
        while (true) {
            int quote = line.indexOf('"', from);
            open = quote < 0;
            quoted.append(line, from, open ? line.length() : quote);
            if (open) {
                if (quoted.length() > LONGEST_FIELD) {
                    throw new MalformedCsvException(
                            "the quoted field is longer than 1 MiB; is its closing quote missing?");
                }
                return line.length();
            }
            if (quote + 1 == line.length() || line.charAt(quote + 1) != '"') {
                add(quoted.toString());
                quoted.setLength(0);
                return quote + 1;
            }
            quoted.append('"');
            from = quote + 2;
        }
    }

    private void add(String field) throws IOException {
        fields.add(field);
        if (field.length() > LONGEST_FIELD) {
            throw new MalformedCsvException("the field is longer than 1 MiB");
        }
    }
}
