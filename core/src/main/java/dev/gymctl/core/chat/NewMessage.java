package dev.gymctl.core.chat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.nio.charset.StandardCharsets;

/**
 * A message that is to be sent, to the last character as it was written.
 *
 * @param title or null
 * @param content at most {@link #MOST_BYTES} of UTF-8
 */
public record NewMessage(String title, String content) {
    /** How long a message may be. */
    public static final int MOST_BYTES = 1 << 16;

    private static final int LONGEST_TITLE = 200;

    /** Throws GymException INVALID for what cannot be sent. */
    public NewMessage {
        if (content.isEmpty()) {
            throw new GymException(Kind.INVALID, "the message is empty");
        }
        int bytes = content.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new GymException(
                    Kind.INVALID, "the message has %d bytes, and at most %d can be sent".formatted(bytes, MOST_BYTES));
        }
        refuseWhatIsNoText("message", content);
        if (title != null) {
            if (title.isEmpty() || title.codePointCount(0, title.length()) > LONGEST_TITLE) {
                throw new GymException(Kind.INVALID, "a title has 1 to %d characters".formatted(LONGEST_TITLE));
            }
            refuseWhatIsNoText("title", title);
        }
    }

    /** All of Unicode is text but the character 0, which PostgreSQL does not store, and half a surrogate pair. */
    private static void refuseWhatIsNoText(String what, String text) {
        boolean isText = text.indexOf('\0') < 0
                && text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (!isText) {
            throw new GymException(Kind.INVALID, "the %s contains what is no character".formatted(what));
        }
    }
}
