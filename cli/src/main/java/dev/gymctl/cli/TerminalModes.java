package dev.gymctl.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * All the modes that a terminal had, as {@code stty -g} says them: more than JLine keeps.
 *
 * @param saved empty when they are not known
 */
public record TerminalModes(String saved) {
    /** Of no terminal. */
    private static final TerminalModes NONE = new TerminalModes("");

    private static final File TERMINAL = new File("/dev/tty");

    /** Those that the terminal has now, if the program's own stdin is read; none where there is no {@code stty}. */
    public static TerminalModes of(InputStream in) {
        return in == System.in ? now() : NONE;
    }

    private static TerminalModes now() {
        try {
            Process stty = stty("-g");
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return stty.waitFor() == 0 ? new TerminalModes(answer) : NONE;
        } catch (IOException e) {
            return NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }

    /** Gives the terminal these modes again. */
    public void restore() {
        if (saved.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            stty(saved).waitFor();
        } catch (IOException e) {
            // It was there when it was asked: JLine has restored what it knows.
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process stty(String argument) throws IOException {
        return new ProcessBuilder("stty", argument)
                .redirectInput(TERMINAL)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
