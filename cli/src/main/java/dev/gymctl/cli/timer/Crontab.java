package dev.gymctl.cli.timer;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The user's crontab, of which only the part between two marks is ours. */
final class Crontab {
    private static final String BEGIN = "# gymctl timer: begin\n";
    private static final String END = "# gymctl timer: end\n";

    private final Map<String, String> environment;

    Crontab(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Puts the lines into it, in place of those of before; false when they are there already. */
    boolean install(String lines) {
        String before = run("-l", "", true);
        String after = with(before, lines);
        if (after.equals(before)) {
            return false;
        }
        run("-", after, false);
        return true;
    }

    /** A crontab with our lines in it. */
    static String with(String crontab, String lines) {
        String part = BEGIN + lines + END;
        int begin = crontab.indexOf(BEGIN);
        int end = crontab.indexOf(END);
        if (begin >= 0 && end > begin) {
            return crontab.substring(0, begin) + part + crontab.substring(end + END.length());
        }
        return crontab + (crontab.isEmpty() || crontab.endsWith("\n") ? "" : "\n") + part;
    }

    /** What it says; nothing when it fails and may, as without a crontab. */
    private String run(String argument, String input, boolean mayFail) {
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "exec crontab \"$1\"", "crontab", argument)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                return output;
            } else if (mayFail) {
                return "";
            }
        } catch (IOException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(e);
        }
        throw refused(null);
    }

    private static GymException refused(Exception cause) {
        return new GymException(
                Kind.INVALID,
                "the program crontab is not there, or did not take it",
                "gymctl timer show --cron prints the lines; or gymctl timer install --systemd",
                cause);
    }
}
