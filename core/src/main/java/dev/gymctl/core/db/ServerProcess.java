package dev.gymctl.core.db;

import dev.gymctl.core.GymException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs PostgreSQL's programs with a bare environment, and when this process is root as somebody else, for PostgreSQL
 * refuses to run as root.
 */
final class ServerProcess {
    private static final int NOBODY = 65534;
    /** In a user namespace without mappings root looks unprivileged, and still owns its files. */
    private static final List<String> UNSHARE = List.of("unshare", "--user");
    /** As nobody, with the one right it takes to reach a directory below root's home. */
    private static final List<String> SETPRIV = List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--securebits=+no_setuid_fixup",
            "--ambient-caps=+dac_override");

    private final List<String> prefix;

    private ServerProcess(List<String> prefix) {
        this.prefix = prefix;
    }

    /** How an ended program ended. */
    record Ended(int exitCode, String output) {
        String lastLines() {
            return ServerProcess.lastLines(output);
        }
    }

    /**
     * The way to run them here.
     *
     * @param data the data directory; if it exists, its owner says how it was made
     * @throws GymException UNAVAILABLE when root has no way to be somebody else
     */
    static ServerProcess choose(Path data) throws IOException {
        if (PrivateFiles.userId() != 0) {
            // A number without a name, as containers give: initdb wants a name, and finds nobody's.
            boolean nameless = System.getProperty("user.name").equals("?");
            ServerProcess unshared = new ServerProcess(UNSHARE);
            return nameless && unshared.works() ? unshared : new ServerProcess(List.of());
        }
        List<List<String>> ways = List.of(UNSHARE, SETPRIV);
        if (Files.exists(data)) {
            ways = List.of((Integer) Files.getAttribute(data, "unix:uid") == NOBODY ? SETPRIV : UNSHARE);
        }
        for (List<String> prefix : ways) {
            ServerProcess process = new ServerProcess(prefix);
            if (process.works()) {
                return process;
            }
        }
        throw new GymException(
                GymException.Kind.UNAVAILABLE,
                "PostgreSQL does not run as root, and neither unshare nor setpriv can change that here",
                "run gymctl as an ordinary user, or name a server in GYMCTL_URL");
    }

    private boolean works() {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        return works(command);
    }

    /** Whether this command is there and ends well. */
    static boolean works(List<String> command) {
        try {
            return await(new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start())
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts a program that may leave a server behind: it gets no pipe of ours. */
    Process start(Path directory, List<String> command) throws IOException {
        return builder(directory, command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs a program to its end. */
    Ended run(Path directory, List<String> command, String input) throws IOException {
        Process process = builder(directory, command).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading; its output says why.
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(await(process), output);
    }

    /** Writes a file as the one who runs the server. */
    void write(Path directory, String file, String content) throws IOException {
        Ended ended = run(directory, List.of("sh", "-c", "cat > " + file), content);
        if (ended.exitCode() != 0) {
            throw new IOException(ended.lastLines());
        }
    }

    private ProcessBuilder builder(Path directory, List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(whole).directory(directory.toFile()).redirectErrorStream(true);
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GymException(
                    GymException.Kind.UNAVAILABLE, "interrupted while waiting for the embedded PostgreSQL", null, e);
        }
    }

    /** Whether this process lives and is the server of this data directory: numbers of processes are used again. */
    static boolean serves(long pid, Path data) {
        Path process = Path.of("/proc/" + pid);
        if (!Files.exists(Path.of("/proc/self"))) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(handle -> handle.info().command().orElse("postgres").endsWith("postgres"))
                    .orElse(false);
        }
        try {
            String stat = Files.readString(process.resolve("stat"));
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            if (state == 'Z' || state == 'X' || !name.equals("postgres")) {
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(data.toRealPath());
        } catch (IOException e) {
            return true; // some containers do not let even root look; its name must do
        }
    }

    /** The last lines of a program's output, as one line. */
    static String lastLines(String output) {
        List<String> lines = output.lines()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
