package dev.gymctl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How wide the terminal is: {@code COLUMNS}, else what {@code stty} says, else 80. */
final class TerminalWidth {
    private static final int DEFAULT = 80;

    private TerminalWidth() {}

    static int of(Map<String, String> environment) {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        return columns > 0 ? columns : asked();
    }

    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int columns = number(answer.substring(answer.indexOf(' ') + 1));
            return columns > 0 ? columns : DEFAULT;
        } catch (IOException e) {
            return DEFAULT;
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
