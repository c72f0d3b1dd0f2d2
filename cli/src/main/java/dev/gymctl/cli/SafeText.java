package dev.gymctl.cli;

import dev.gymctl.core.csv.Shown;

/**
 * Text that came from outside, made safe for a terminal: control characters cannot move the cursor or recolour the
 * screen, and bidirectional overrides cannot make one name look like another; they are shown by their number, as
 * JSON would.
 */
public final class SafeText {
    private SafeText() {}

    /** The text with what is unsafe shown escaped; line breaks included. */
    public static String of(String text) {
        return escape(text, false);
    }

    /** The same, but line breaks stay: for a message of several lines. */
    public static String lines(String text) {
        return escape(text, true);
    }

    /** Appends the character by its number: a backslash, a u and four hexadecimal digits. */
    static void appendEscaped(StringBuilder out, char c) {
        out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
    }

    private static String escape(String text, boolean keepLines) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean unsafe = Shown.actsOnTerminal(c) && !(keepLines && c == '\n');
            if (unsafe && safe == null) {
                safe = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (unsafe) {
                appendEscaped(safe, c);
            } else if (safe != null) {
                safe.append(c);
            }
        }
        return safe == null ? text : safe.toString();
    }
}
