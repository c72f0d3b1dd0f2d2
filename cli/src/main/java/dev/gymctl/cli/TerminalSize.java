package dev.gymctl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How large the terminal is: {@code COLUMNS} and {@code LINES}, else what {@code stty} says, else 80 by 24. */
final class TerminalSize {
    private static final int DEFAULT_WIDTH = 80;
    private static final int DEFAULT_ROWS = 24;

    private TerminalSize() {}

    static int columns(Map<String, String> environment) {
        return known(environment, "COLUMNS", 1, DEFAULT_WIDTH);
    }

    static int rows(Map<String, String> environment) {
        return known(environment, "LINES", 0, DEFAULT_ROWS);
    }

    private static int known(Map<String, String> environment, String variable, int place, int otherwise) {
        int given = number(environment.getOrDefault(variable, ""));
        if (given > 0) {
            return given;
        }
        String[] size = size().split(" ", -1);
        int asked = size.length == 2 ? number(size[place]) : 0;
        return asked > 0 ? asked : otherwise;
    }

    /** Rows and columns; empty when no terminal says. */
    private static String size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "";
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
