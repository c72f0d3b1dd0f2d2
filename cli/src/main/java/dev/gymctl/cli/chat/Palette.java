package dev.gymctl.cli.chat;

/** The styles of a conversation, as a terminal takes them between {@code ESC [} and {@code m}; all empty without colour. */
final class Palette {
    /** Of the 256 colours, those whose contrast to white and to black is at least 4 to 1. */
    static final int[] COLORS = {28, 161, 31, 130, 97, 64, 164, 30, 131, 63, 133, 129};

    /** The six that every terminal has; what they look like is the terminal's. */
    private static final int[] FEW = {31, 32, 33, 34, 35, 36};

    private final boolean colors;
    private final boolean many;

    /**
     * Styles for a terminal.
     *
     * @param colors whether it may be coloured at all
     * @param many whether it knows 256 colours
     */
    Palette(boolean colors, boolean many) {
        this.colors = colors;
        this.many = many;
    }

    /** A user's name: always the same for the same user. */
    String name(long userId) {
        int[] from = many ? COLORS : FEW;
        int color = from[Math.floorMod(Long.hashCode(userId * 0x9E3779B97F4A7C15L), from.length)];
        return style(many ? "1;38;5;" + color : "1;" + color);
    }

    String title() {
        return style("7");
    }

    String strong() {
        return style("1");
    }

    String faint() {
        return style("2");
    }

    String warning() {
        return style("1;31");
    }

    private String style(String codes) {
        return colors ? codes : "";
    }
}
