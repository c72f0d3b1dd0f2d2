package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gymctl.core.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A command at a terminal of its own, made by util-linux's script. It is ended after a while, so that what waits in vain
 * fails with what was shown.
 */
final class PseudoTerminal implements AutoCloseable {
    private static final int SECONDS = 100;

    private final Process process;

    /** Each character is a byte. */
    private final StringBuilder unread = new StringBuilder();

    /**
     * Starts it; the test is skipped where nothing makes terminals.
     *
     * @param environment added to the test's own
     * @param command for a shell
     */
    PseudoTerminal(Path directory, Map<String, String> environment, String command) throws IOException {
        assumeThat(System.getProperty("os.name")).as("script is util-linux's").isEqualTo("Linux");
        assumeThat(Programs.onPath("script", System.getenv("PATH")))
                .as("script is installed")
                .isPresent();
        ProcessBuilder builder = new ProcessBuilder("script", "-q", "-E", "never", "-c", command, "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(this::close);
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Reads on until it has shown this; what stands behind it is there to be read next. */
    void until(String text) throws IOException {
        String wanted = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        while (unread.indexOf(wanted) < 0) {
            read();
        }
        unread.delete(0, unread.indexOf(wanted) + wanted.length());
    }

    /** Reads on until what it draws on an empty screen of this size has such a row, and tells all rows. */
    List<String> until(int columns, int rows, Predicate<String> row) throws IOException {
        List<String> shown = Sitting.screen(columns, rows, utf8(unread.toString()));
        while (shown.stream().noneMatch(row)) {
            read();
            shown = Sitting.screen(columns, rows, utf8(unread.toString()));
        }
        unread.setLength(0);
        return shown;
    }

    private void read() throws IOException {
        byte[] piece = new byte[8192];
        int read = process.getInputStream().read(piece);
        assertThat(read).as("ended after %s", utf8(unread.toString())).isPositive();
        unread.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** All it shows until it ends. */
    String rest() throws IOException {
        byte[] rest = process.getInputStream().readAllBytes();
        return utf8(unread + new String(rest, StandardCharsets.ISO_8859_1));
    }

    /** Changes the size, as one does by pulling at a window's corner. */
    void resize(int columns, int rows) throws IOException, InterruptedException {
        long command = process.children().findFirst().orElseThrow().pid();
        Path device = Files.readSymbolicLink(Path.of("/proc", String.valueOf(command), "fd", "0"));
        Process stty = new ProcessBuilder(
                        "stty", "-F", device.toString(), "cols", String.valueOf(columns), "rows", String.valueOf(rows))
                .inheritIO()
                .start();
        assertThat(stty.waitFor()).isZero();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
