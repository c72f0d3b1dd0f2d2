package dev.gymctl.core.csv;

import java.io.IOException;

/** Bytes that are no characters in the encoding of the file. */
final class MalformedTextException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Counted from the start of the file, from 0. */
    final long offset;
    /** As {@code \xFC}, one or several. */
    final String bytes;

    MalformedTextException(long offset, String bytes, String encoding) {
        super("byte " + bytes.replace("\\x", " 0x").strip() + " at offset " + offset + " is not " + encoding);
        this.offset = offset;
        this.bytes = bytes;
    }
}
