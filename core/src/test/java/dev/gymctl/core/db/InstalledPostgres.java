package dev.gymctl.core.db;

import dev.gymctl.core.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL that the machine has installed, with pg_dump and the rest, started in a temporary directory. */
public final class InstalledPostgres implements AutoCloseable {
    private static final Path PARENT = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path directory;
    private final ServerProcess process;
    private final int port;

    private InstalledPostgres(Path programs, Path directory, ServerProcess process, int port) {
        this.programs = programs;
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /** The programs' directory; empty when none are installed. */
    public static Optional<Path> programs() {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(PARENT)) {
            List<Path> found = new ArrayList<>();
            for (Path version : versions) {
                Path bin = version.resolve("bin");
                if (Files.isExecutable(bin.resolve("initdb"))
                        && Files.isExecutable(bin.resolve("pg_dump"))
                        && Files.isExecutable(bin.resolve("psql"))) {
                    found.add(bin);
                }
            }
            return found.stream().sorted().reduce((one, other) -> other);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Starts it; its superuser is {@code postgres} with the password {@code test}. */
    public static InstalledPostgres start() {
        try {
            Path programs = programs().orElseThrow();
            Path directory = TestDirectories.create("gymctl-installed");
            ServerProcess process = ServerProcess.choose(directory.resolve("data"));
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            InstalledPostgres server = new InstalledPostgres(programs, directory, process, port);
            process.write(directory, "password", "test\n");
            server.run(
                    "initdb",
                    "-D",
                    "data",
                    "-U",
                    "postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=password",
                    "-E",
                    "UTF8");
            server.run(
                    "pg_ctl",
                    "start",
                    "-D",
                    "data",
                    "-w",
                    "-l",
                    "log",
                    "-o",
                    "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String program, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
        command.addAll(List.of(options));
        boolean starts = program.equals("pg_ctl");
        int exit = starts
                ? ServerProcess.await(process.start(directory, command))
                : process.run(directory, command, "").exitCode();
        if (exit != 0) {
            throw new IOException(program + " ended with " + exit);
        }
    }

    /** For {@code GYMCTL_URL}, as superuser. */
    public String url(String database) {
        return "postgresql://postgres:test@127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        try {
            run("pg_ctl", "stop", "-D", "data", "-m", "immediate", "-w");
            PrivateFiles.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
