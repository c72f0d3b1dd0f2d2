package dev.gymctl.core.csv;

/** Text from a file as a message may show it: short, and without anything that acts on a terminal. */
public final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    /** At most about 60 characters of the text, an ellipsis in place of the rest; never half a character. */
    static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }

    /** The text with control characters, line separators and bidi controls escaped. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (actsOnTerminal(c)) {
                        shown.append(String.format("\\u%04x", (int) c));
                    } else {
                        shown.append(c);
                    }
                }
            }
        }
        return shown.toString();
    }

    /**
     * Whether a character acts on a terminal instead of being shown: control characters, bidi controls, line and
     * paragraph separator, byte order mark.
     */
    public static boolean actsOnTerminal(char c) {
        return Character.isISOControl(c)
                || c == '\u061c'
                || (c >= '\u200e' && c <= '\u200f')
                || (c >= '\u2028' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\ufeff';
    }
}
