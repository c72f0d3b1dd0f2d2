package dev.gymctl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How large the terminal is: {@code COLUMNS} and {@code LINES}, else what {@code stty} says, else 80 and 24. */
final class TerminalWidth {
    private static final int DEFAULT = 80;
    private static final int DEFAULT_HEIGHT = 24;

    private TerminalWidth() {}

    static int of(Map<String, String> environment) {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        return columns > 0 ? columns : asked(1, DEFAULT);
    }

    /** Its rows. */
    static int height(Map<String, String> environment) {
        int rows = number(environment.getOrDefault("LINES", ""));
        return rows > 0 ? rows : asked(0, DEFAULT_HEIGHT);
    }

    /** The first (0) or second (1) word of what {@code stty size} says: rows and columns. */
    private static int asked(int word, int otherwise) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int blank = answer.indexOf(' ');
            int size = number(word == 1 ? answer.substring(blank + 1) : answer.substring(0, Math.max(0, blank)));
            return size > 0 ? size : otherwise;
        } catch (IOException e) {
            return otherwise;
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
