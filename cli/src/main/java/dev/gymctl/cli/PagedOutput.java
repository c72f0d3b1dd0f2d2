package dev.gymctl.cli;

import dev.gymctl.core.Programs;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A terminal that shows what is more than a screen in a pager. Output is held back until it is that much, or ends; what
 * is flushed before is to be seen at once, and then nothing is paged.
 */
final class PagedOutput extends OutputStream {
    /** Quits at once when all fits, shows colours, and leaves on the screen what was read. */
    private static final String OPTIONS_OF_LESS = "FRX";

    private static final Pattern PLAIN_PROGRAM = Pattern.compile("[\\w./+-]+");

    private final OutputStream terminal;
    private final Map<String, String> environment;
    private final Supplier<Optional<String>> command;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final ByteArrayOutputStream heldErrors = new ByteArrayOutputStream();
    private int rows = -1;
    private int lines;
    private boolean direct;
    private boolean keeping;
    private Process pager;
    private Thread hook;

    /**
     * Nothing is held back yet.
     *
     * @param command for a shell, that the pager is run by; empty: none is wanted
     */
    PagedOutput(OutputStream terminal, Map<String, String> environment, Supplier<Optional<String>> command) {
        this.terminal = terminal;
        this.environment = environment;
        this.command = command;
    }

    /** What the environment alone says: {@code PAGER}, else less where there is one. */
    static Optional<String> ofEnvironment(Map<String, String> environment) {
        String given = environment.get("PAGER");
        return given != null
                ? Optional.of(given)
                : isThere("less", environment) ? Optional.of("less") : Optional.empty();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (pager != null) {
            page(bytes, from, length);
        } else if (direct) {
            terminal.write(bytes, from, length);
        } else {
            held.write(bytes, from, length);
            for (int i = from; i < from + length; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
            if (lines >= rows()) {
                begin();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (pager != null) {
            pager.getOutputStream().flush();
        } else if (!keeping) {
            release();
        }
    }

    /** Flushes something to here that is not to be seen at once. */
    void take(Flushable buffer) throws IOException {
        keeping = true;
        try {
            buffer.flush();
        } finally {
            keeping = false;
        }
    }

    /** Shows what is left, and waits for the person to leave the pager. */
    void end() throws IOException {
        if (pager == null) {
            release();
            return;
        }
        try {
            pager.getOutputStream().close();
        } catch (IOException e) {
            // It was left before its end.
        }
        waitForPager();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Ctrl-C was typed meanwhile: the process ends as soon as the pager has.
        }
        pager = null;
        direct = true;
    }

    /** Errors and remarks, which wait for what was to be shown before them, and while the pager has the screen. */
    OutputStream errors(OutputStream err) {
        return new FilterOutputStream(err) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (areToWait()) {
                    heldErrors.write(bytes, from, length);
                    return;
                }
                heldErrors.writeTo(out);
                heldErrors.reset();
                out.write(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                if (!areToWait()) {
                    write(new byte[0], 0, 0);
                    out.flush();
                }
            }
        };
    }

    private boolean areToWait() {
        return pager != null || held.size() > 0;
    }

    private int rows() {
        if (rows < 0) {
            rows = TerminalSize.rows(environment);
        }
        return rows;
    }

    private void release() throws IOException {
        direct = true;
        held.writeTo(terminal);
        held.reset();
        terminal.flush();
    }

    private void begin() throws IOException {
        String line = command.get().orElse("").strip();
        if (line.isEmpty() || line.equals("cat") || "dumb".equals(environment.get("TERM"))) {
            release();
            return;
        }
        if (PLAIN_PROGRAM.matcher(line).matches() && !isThere(line, environment)) {
            heldErrors.writeBytes("gymctl: there is no pager %s\n"
                    .formatted(SafeText.of(line))
                    .getBytes(StandardCharsets.UTF_8));
            release();
            return;
        }
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        // The terminal may change its size under the pager.
        builder.environment().remove("COLUMNS");
        builder.environment().remove("LINES");
        builder.environment().putIfAbsent("LESS", OPTIONS_OF_LESS);
        try {
            pager = builder.start();
        } catch (IOException e) {
            release();
            return;
        }
        // Ctrl-C is for the pager; without this the terminal would be the shell's again while it still has it.
        hook = new Thread(this::waitForPager, "pager");
        Runtime.getRuntime().addShutdownHook(hook);
        byte[] first = held.toByteArray();
        held.reset();
        page(first, 0, first.length);
    }

    private void page(byte[] bytes, int from, int length) throws IOException {
        if (!pager.isAlive()) {
            throw new IOException("broken pipe"); // Java would drop it silently
        }
        pager.getOutputStream().write(bytes, from, length);
    }

    private void waitForPager() {
        boolean interrupted = false;
        while (true) {
            try {
                pager.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isThere(String program, Map<String, String> environment) {
        if (program.contains("/")) {
            return Files.isExecutable(Path.of(program));
        }
        return Programs.onPath(program, environment.get("PATH")).isPresent();
    }
}
