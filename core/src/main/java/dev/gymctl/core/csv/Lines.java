package dev.gymctl.core.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * The physical lines of a text, decoded strictly. A line ends with LF, CR LF or CR and <em>keeps its ending</em>: only so
 * can a parser leave line breaks inside quotes as they are. A buffered reader by type because opencsv asks for one; only
 * {@link #readLine} and {@link #close} may be called.
 */
final class Lines extends BufferedReader {
    /** In characters; far above any row of use, and it bounds memory. */
    static final int LONGEST = 8 << 20;

    private static final int BUFFER = 1 << 16;

    private final InputStream input;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes;
    private final CharBuffer characters = CharBuffer.allocate(BUFFER);
    private final char[] buffer = characters.array();
    private int position;
    private int limit;
    private long offset;
    private boolean ended;
    private boolean flushed;
    private long number;
    private final StringBuilder partial = new StringBuilder();

    /**
     * Reads what follows the first bytes.
     *
     * @param first bytes read already, to be decoded before the input
     * @param offset where in the file they begin
     */
    Lines(InputStream input, ByteBuffer first, long offset, Charset encoding) {
        super(Reader.nullReader(), 1);
        this.input = input;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.bytes = ByteBuffer.allocate(Math.max(BUFFER, first.remaining()))
                .put(first)
                .flip();
        this.offset = offset;
    }

    /** How many bytes of the file were taken so far. */
    long taken() {
        return offset + bytes.position();
    }

    /** How many lines were read so far. */
    long number() {
        return number;
    }

    /** What of the line at hand could be decoded, after a {@link MalformedTextException}. */
    String partial() {
        return partial.toString();
    }

    /**
     * The next line with its ending, or null at the end.
     *
     * @throws MalformedTextException when bytes of this line are no characters
     * @throws MalformedCsvException when the line is longer than any row may be
     */
    @Override
    public String readLine() throws IOException {
        partial.setLength(0);
        while (position < limit || fill()) {
            int from = position;
            while (position < limit && buffer[position] != '\n' && buffer[position] != '\r') {
                position++;
            }
            if (position == limit) {
                keep(from);
                continue;
            }
            if (buffer[position++] == '\r') {
                if (position == limit) {
                    keep(from);
                    from = 0;
                    if (lineFeedFollows()) {
                        position++;
                    }
                } else if (buffer[position] == '\n') {
                    position++;
                }
            }
            return line(from);
        }
        return partial.isEmpty() ? null : line(position);
    }

    private void keep(int from) throws IOException {
        partial.append(buffer, from, position - from);
        if (partial.length() > LONGEST) {
            throw new MalformedCsvException("the line is longer than " + (LONGEST >> 20) + " MiB");
        }
    }

    private String line(int from) {
        number++;
        if (partial.isEmpty()) {
            return new String(buffer, from, position - from);
        }
        return partial.append(buffer, from, position - from).toString();
    }

    /** Looks past the buffer's end; bad bytes there belong to the next line, which will say so. */
    private boolean lineFeedFollows() throws IOException {
        try {
            return fill() && buffer[position] == '\n';
        } catch (MalformedTextException e) {
            return false;
        }
    }

    /** Decodes more characters into the empty buffer; false at the end. */
    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        characters.clear();
        while (characters.position() == 0 && !flushed) {
            CoderResult result = decoder.decode(bytes, characters, ended);
            if (result.isError()) {
                if (characters.position() > 0) {
                    break;
                }
                throw malformed(result.length());
            }
            if (result.isUnderflow()) {
                if (ended) {
                    decoder.flush(characters);
                    flushed = true;
                } else {
                    readMore();
                }
            }
        }
        limit = characters.position();
        return limit > 0;
    }

    private void readMore() throws IOException {
        offset += bytes.position();
        bytes.compact();
        int read = input.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + read);
        }
        bytes.flip();
    }

    private MalformedTextException malformed(int length) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < length; i++) {
            shown.append(String.format("\\x%02X", bytes.get(bytes.position() + i)));
        }
        return new MalformedTextException(
                offset + bytes.position(), shown.toString(), decoder.charset().name());
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
