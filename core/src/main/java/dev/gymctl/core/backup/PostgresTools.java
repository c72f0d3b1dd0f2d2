package dev.gymctl.core.backup;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.Programs;
import dev.gymctl.core.db.DatabaseAddress;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own pg_dump, pg_restore and psql, of one version. A password reaches them by the environment or a password
 * file, never on the command line.
 *
 * @param major the oldest one's major version
 */
record PostgresTools(Path pgDump, Path pgRestore, Path psql, int major, Map<String, String> environment) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /** Those on the PATH; empty unless all three are there. */
    static Optional<PostgresTools> find(Map<String, String> environment) {
        List<Path> found = new ArrayList<>();
        int major = Integer.MAX_VALUE;
        for (String name : List.of("pg_dump", "pg_restore", "psql")) {
            Optional<Path> program = Programs.onPath(name, environment.get("PATH"));
            if (program.isEmpty()) {
                return Optional.empty();
            }
            found.add(program.get());
            major = Math.min(major, major(program.get(), environment));
        }
        return Optional.of(new PostgresTools(found.get(0), found.get(1), found.get(2), major, environment));
    }

    /** 0 when the program cannot say. */
    private static int major(Path program, Map<String, String> environment) {
        try {
            Process process = builder(List.of(program.toString(), "--version"), environment)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(said);
            return await(process) == 0 && version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Starts pg_dump, which writes its file to stdout. */
    Running dump(DatabaseAddress address, String snapshot) {
        return run(
                address,
                pgDump,
                "--format=custom",
                "--compress=0", // the zip compresses
                "--snapshot=" + snapshot,
                "--schema=gymctl",
                "--schema=batch",
                "--schema=compat",
                "--extension=btree_gist",
                "--no-password",
                "--dbname=" + address.psqlUrlOfOwner());
    }

    /** Starts pg_restore, which reads pg_dump's file from stdin and writes SQL to stdout. */
    Running script(DatabaseAddress address) {
        return run(address, pgRestore, "--no-owner", "--no-comments", "--exit-on-error", "--file=-");
    }

    /** Starts psql, which takes SQL from stdin and ends at the first error. */
    Running session(DatabaseAddress address) {
        return run(
                address,
                psql,
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--no-password",
                "--set=ON_ERROR_STOP=1",
                "--dbname=" + address.psqlUrlOfOwner());
    }

    private Running run(DatabaseAddress address, Path program, String... options) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(options));
        try {
            File stderr = File.createTempFile("gymctl", ".err");
            ProcessBuilder builder = builder(command, environment).redirectError(stderr);
            builder.environment().putAll(address.psqlEnvironment());
            return new Running(program.getFileName().toString(), builder.start(), stderr);
        } catch (IOException e) {
            throw new GymException(Kind.UNAVAILABLE, "cannot run " + program + ": " + e.getMessage(), null, e);
        }
    }

    /** With our environment, except what would lead them to another server or another behaviour. */
    private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        environment.forEach((name, value) -> {
            if (!name.startsWith("PG")) {
                builder.environment().put(name, value);
            }
        });
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("PGCLIENTENCODING", "UTF8");
        return builder;
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GymException(Kind.UNAVAILABLE, "interrupted while waiting for a program", null, e);
        }
    }

    /** One of them at work. */
    record Running(String name, Process process, File stderr) implements AutoCloseable {
        /** Gives it all of this, beside whatever the caller does. */
        void feed(InputStream input) {
            Thread feeding = new Thread(
                    () -> {
                        try (input;
                                OutputStream in = process.getOutputStream()) {
                            input.transferTo(in);
                        } catch (IOException e) {
                            // It ended early, and says why.
                        }
                    },
                    "input of " + name);
            feeding.setDaemon(true);
            feeding.start();
        }

        /** Waits for its end, which must be a good one. */
        void succeed() {
            if (await(process) != 0) {
                throw failure(null);
            }
        }

        /** What it said when it failed. */
        GymException failure(IOException cause) {
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroy();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            String said;
            try {
                said = Files.readString(stderr.toPath());
            } catch (IOException e) {
                said = e.getMessage();
            }
            String last = String.join(
                    "; ",
                    said.lines()
                            .filter(line -> !line.isBlank())
                            .map(String::strip)
                            .limit(3)
                            .toList());
            return new GymException(Kind.UNAVAILABLE, name + " failed: " + last, "--way=copy does without it", cause);
        }

        @Override
        public void close() {
            process.destroy();
            await(process);
            stderr.delete();
        }
    }
}
