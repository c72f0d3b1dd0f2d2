package dev.gymctl.core.csv;

/**
 * Text that a spreadsheet would run as a formula when it opens a CSV file: an export puts an apostrophe before it, and an
 * import takes that away again. Text that begins with apostrophes before such a character gets one more, so that every
 * text comes back as it was; {@code 't Hooft} is no such text.
 */
public final class Formulas {
    private static final String STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private Formulas() {}

    /** What an export writes for a text of ours; null stays null. */
    public static String neutralized(String text) {
        return text != null && isFormula(text) ? "'" + text : text;
    }

    /** The text of ours that an export wrote so. */
    static String restored(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && isFormula(text) ? text.substring(1) : text;
    }

    private static boolean isFormula(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == '\'') {
            i++;
        }
        return i < text.length() && STARTS.indexOf(text.charAt(i)) >= 0;
    }
}
