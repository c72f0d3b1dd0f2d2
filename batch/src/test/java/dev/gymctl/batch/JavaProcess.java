package dev.gymctl.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A Java process of its own, to be killed. It says {@code here} on stdout where it waits for a line on stdin. */
final class JavaProcess implements AutoCloseable {
    private final Process process;
    private final Path stderr;
    private final BufferedReader stdout;

    private JavaProcess(Process process, Path stderr) {
        this.process = process;
        this.stderr = stderr;
        this.stdout = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a main class of these tests, which finds the database in GYMCTL_URL. */
    static JavaProcess start(String url, Class<?> main, String argument, String... jvmOptions) throws IOException {
        Path stderr = Files.createTempFile("gymctl", ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(stderr.toFile());
        builder.environment().put("GYMCTL_URL", url);
        return new JavaProcess(builder.start(), stderr);
    }

    /** In the process itself: says {@code here} and waits for {@link #goOn}. */
    static void hereUntilGoOn() {
        System.out.println("here");
        try {
            if (System.in.read() == -1) {
                throw new IllegalStateException("nobody says go on");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JavaProcess awaitHere() throws IOException {
        assertThat(line()).as(this::stderr).isEqualTo("here");
        return this;
    }

    /** The next line of stdout; null at its end. */
    String line() throws IOException {
        return stdout.readLine();
    }

    /** All further lines of stdout. */
    List<String> lines() {
        return stdout.lines().toList();
    }

    void goOn() {
        try {
            process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits until the server has noticed, too: a killed process holds its locks until then. */
    static void awaitNoticed(Supplier<JobRun.Status> status) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (status.get() == JobRun.Status.RUNNING && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    /** As {@code kill}. */
    void terminate() {
        process.toHandle().destroy(); // Process.destroy would close stdout too
    }

    long pid() {
        return process.pid();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    String stderr() {
        try {
            return Files.readString(stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        stdout.close();
        Files.delete(stderr);
    }
}
