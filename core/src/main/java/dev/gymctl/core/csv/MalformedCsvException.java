package dev.gymctl.core.csv;

import java.io.IOException;

/** Characters that are no CSV; the message is the reason, the {@link ExactParser} knows the place. */
final class MalformedCsvException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedCsvException(String reason) {
        super(reason);
    }
}
