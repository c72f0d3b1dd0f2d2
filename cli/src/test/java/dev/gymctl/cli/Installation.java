package dev.gymctl.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of what {@code package} leaves in {@code target/gymctl}, and the processes that run it. */
record Installation(Path directory) {
    /** What a process said and how it ended. */
    record Run(long pid, int exit, String out, String err) {}

    static Installation copyTo(Path directory) {
        Path packaged = Path.of(System.getProperty("gymctl.installation"));
        try (Stream<Path> files = Files.walk(packaged)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.startsWith(packaged.resolve("lib/archive"))) {
                    Path copy = directory.resolve(packaged.relativize(file).toString());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Installation(directory);
    }

    Path launcher() {
        return directory.resolve("bin/gymctl");
    }

    Path jar() {
        return directory.resolve("lib/gymctl.jar");
    }

    /** The archives that stand ready, and whatever else lies beside them. */
    List<String> archives() throws IOException {
        return names(directory.resolve("lib/archive"));
    }

    static List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    Run run(Map<String, String> environment, String... arguments) {
        return run(launcher(), environment, arguments);
    }

    /**
     * Runs a launcher to its end in the root directory.
     *
     * @param environment what differs from a bare one, which has a {@code PATH}, this JVM in {@code JAVA_HOME} and the
     *     installation's {@code home} as home
     */
    Run run(Path launcher, Map<String, String> environment, String... arguments) {
        try {
            Path out = Files.createTempFile("gymctl", ".out");
            Path err = Files.createTempFile("gymctl", ".err");
            Process process =
                    start(launcher, environment, ProcessBuilder.Redirect.to(out.toFile()), err, List.of(arguments));
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + launcher + " " + List.of(arguments));
            }
            Run run = new Run(process.pid(), process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start(
            Path launcher,
            Map<String, String> environment,
            ProcessBuilder.Redirect out,
            Path err,
            List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(launcher.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out)
                .redirectError(err.toFile());
        Map<String, String> bare = new HashMap<>();
        bare.put("PATH", System.getenv("PATH"));
        bare.put("JAVA_HOME", System.getProperty("java.home"));
        bare.put("HOME", directory.resolve("home").toString());
        bare.putAll(environment);
        builder.environment().clear();
        bare.forEach((name, value) -> {
            if (!value.isEmpty()) {
                builder.environment().put(name, value);
            }
        });
        return builder.start();
    }

    /** A directory that looks like that of a Java, whose {@code java} is the given shell script. */
    static Path java(Path directory, String version, String script) throws IOException {
        return java(directory, "A Vendor", version, script);
    }

    static Path java(Path directory, String vendor, String version, String script) throws IOException {
        Files.createDirectories(directory.resolve("bin"));
        Files.writeString(
                directory.resolve("release"),
                "IMPLEMENTOR=\"" + vendor + "\"\nJAVA_RUNTIME_VERSION=\"" + version + "+1\"\nJAVA_VERSION=\"" + version
                        + "\"\n",
                StandardCharsets.UTF_8);
        program(directory.resolve("bin/java"), script);
        return directory;
    }

    static Path program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n", StandardCharsets.UTF_8);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
        return file;
    }
}
