package dev.gymctl.core.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gymctl.core.GymException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real PostgreSQL that lives in one directory of the user, is started when needed and goes on running when the
 * program ends.
 *
 * <p>The directory (mode 0700) holds {@code postgres-VERSION} (the unpacked program), {@code data}, {@code credentials}
 * (a password file in PostgreSQL's own format), {@code server.log} and {@code lock}. Nobody can log in as the superuser;
 * {@code postgres --single} remains for emergencies.
 */
public final class EmbeddedPostgres {
    /** A system property that, when true, keeps this process from starting a server: what is stopped stays so. */
    public static final String LEAVE_STOPPED = "gymctl.embedded.leave-stopped";

    /** The role that commands run as. */
    static final String APP = "gymctl_app";
    /** The role that owns the database and migrates. */
    static final String OWNER = "gymctl_owner";
    /** The database. */
    static final String DATABASE = "gymctl";

    /** Should somebody else sit on the port of a crashed server, they shall not be told the password. */
    private static final Map<String, String> PARAMETERS = Map.of("requireAuth", "scram-sha-256");

    private static final Object STARTING = new Object();
    /** PostgreSQL's own programs paste names into command lines of a shell, between double quotes. */
    private static final String UNSAFE_IN_NAMES = "\"$`\\\n\r";

    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 60;

    private final Path directory;
    private final Path data;
    private final Path credentials;
    private final Path log;
    private final Path binaries;
    private final List<String> settings;

    /**
     * For tests: with binaries unpacked elsewhere, and with settings of the server's command line.
     *
     * @param settings {@code name=value}
     */
    EmbeddedPostgres(Path directory, Path binaries, List<String> settings) {
        this.directory = directory.toAbsolutePath();
        this.data = this.directory.resolve("data");
        this.credentials = this.directory.resolve("credentials");
        this.log = this.directory.resolve("server.log");
        this.binaries = binaries.toAbsolutePath();
        this.settings = settings;
    }

    /** The server of this directory, which need not exist yet. */
    public static EmbeddedPostgres in(Path directory) {
        return new EmbeddedPostgres(directory, directory, List.of());
    }

    /**
     * What is known of the server.
     *
     * @param pid 0 when it is not running
     * @param port on 127.0.0.1; 0 when it is not running
     * @param version of PostgreSQL, such as {@code 17.11}
     * @param bytes size of the data directory; 0 when there is none
     */
    public record Status(boolean running, long pid, int port, Path data, String version, long bytes) {}

    public Path directory() {
        return directory;
    }

    /**
     * Starts the server unless it runs already; makes it first when there is none.
     *
     * @return true when it was started, false when it was running
     * @throws GymException UNAVAILABLE when it cannot be started
     */
    public boolean start() {
        return guarded("start", () -> {
            if (Boolean.getBoolean(LEAVE_STOPPED)) {
                throw unavailable("start", "it is stopped, and this run leaves it so", "gymctl db start", null);
            }
            if (directory.toString().chars().anyMatch(c -> UNSAFE_IN_NAMES.indexOf(c) >= 0)) {
                throw unavailable("start", "initdb does not take \", $, ` or \\ in a path", "set XDG_DATA_HOME", null);
            }
            PrivateFiles.makeDirectory(directory);
            return locked(() -> {
                if (running(true).isPresent()) {
                    return false;
                }
                Path program = new PostgresBinaries(binaries).unpacked();
                ServerProcess process = ServerProcess.choose(data);
                if (!Files.exists(data)) {
                    make(program, process);
                }
                refuseOtherMajorVersion();
                launch(program, process);
                new PostgresBinaries(binaries).removeOthers();
                return true;
            });
        });
    }

    /**
     * Stops the server at once: its clients are disconnected, their open transactions rolled back.
     *
     * @return false when it was not running
     * @throws GymException UNAVAILABLE when it does not stop
     */
    public boolean stop() {
        return guarded("stop", () -> {
            if (!Files.exists(directory)) {
                return false;
            }
            PrivateFiles.check(directory);
            return locked(() -> {
                if (running(false).isEmpty()) {
                    return false;
                }
                Path program = new PostgresBinaries(binaries).unpacked();
                List<String> command = List.of(
                        program.resolve("bin/pg_ctl").toString(),
                        "stop",
                        "-D",
                        "data",
                        "-m",
                        "fast",
                        "-w",
                        "-t",
                        String.valueOf(STOP_SECONDS));
                ServerProcess.Ended ended = ServerProcess.choose(data).run(directory, command, "");
                if (ended.exitCode() != 0) {
                    throw unavailable("stop", ended.lastLines(), null, null);
                }
                return true;
            });
        });
    }

    /** Whether it runs, where and how big it is; changes nothing. */
    public Status status() {
        return guarded("look at", () -> {
            Optional<PidFile> running = Files.exists(directory) ? running(false) : Optional.empty();
            return new Status(
                    running.isPresent(),
                    running.map(PidFile::pid).orElse(0L),
                    running.map(PidFile::port).orElse(0),
                    data,
                    PostgresBinaries.VERSION,
                    size(data));
        });
    }

    /** The running server for this role; starts it when nothing says that it runs. */
    Server server(String role) {
        Optional<Server> running = seeminglyRunning(role);
        if (running.isEmpty()) {
            start();
            running = seeminglyRunning(role);
        }
        if (running.isEmpty()) {
            throw unavailable("start", "it stopped again", null, null);
        }
        return running.get();
    }

    /**
     * By the look of its files alone, in a fraction of a millisecond: a crash may have left them behind. Every command
     * comes through here, so there are no lambdas: the first one of a JVM costs more than all the rest.
     */
    Optional<Server> seeminglyRunning(String role) {
        Optional<PidFile> file = PidFile.read(data);
        if (file.isEmpty() || !file.get().ready()) {
            return Optional.empty();
        }
        PrivateFiles.check(credentials);
        String hosts = "127.0.0.1:" + file.get().port();
        return Optional.of(new Server(hosts, DATABASE, role, null, PARAMETERS, credentials));
    }

    /** The running server, waiting for one that is just starting or stopping if asked to. */
    private Optional<PidFile> running(boolean wait) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            Optional<PidFile> file = PidFile.read(data).filter(found -> ServerProcess.serves(found.pid(), data));
            if (file.isEmpty() || file.get().ready() || !wait || System.nanoTime() > deadline) {
                return file.filter(PidFile::ready);
            }
            pause();
        }
    }

    private void make(Path program, ServerProcess process) throws IOException {
        Path fresh = directory.resolve("data.new");
        PrivateFiles.delete(fresh);
        String ownerPassword = password();
        String appPassword = password();
        PrivateFiles.write(
                credentials,
                "# The passwords of gymctl's embedded PostgreSQL, as psql's passfile= takes them.\n"
                        + PasswordFile.line("127.0.0.1", APP, appPassword)
                        + PasswordFile.line("127.0.0.1", OWNER, ownerPassword));
        List<String> initdb = new ArrayList<>(List.of(
                program.resolve("bin/initdb").toString(),
                "-D",
                "data.new",
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                // The superuser gets no password and no line in pg_hba.conf: nobody can log in as superuser.
                "--auth=reject"));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=50",
                "shared_buffers=64MB",
                "max_wal_size=512MB",
                "min_wal_size=32MB",
                "jit=off",
                // The statement of a program that was killed ends with it, and with its locks.
                "client_connection_check_interval=2s",
                "timezone=UTC",
                "log_timezone=UTC",
                // Neither refusals nor the statements they were in, which hold people's data.
                "log_min_messages=log",
                "log_min_error_statement=panic",
                "log_checkpoints=off",
                // Iterations slow down guessing; nobody guesses 256 random bits, and every command waits for them.
                "scram_iterations=1")) {
            initdb.add("--set");
            initdb.add(setting);
        }
        ServerProcess.Ended ended = process.run(directory, initdb, "");
        if (ended.exitCode() != 0) {
            throw unavailable("make", ended.lastLines(), null, null);
        }
        String roles = """
                CREATE ROLE gymctl_owner LOGIN CREATEDB PASSWORD '%s';
                CREATE ROLE gymctl_app LOGIN PASSWORD '%s';
                GRANT gymctl_app TO gymctl_owner;
                CREATE DATABASE gymctl OWNER gymctl_owner;
                """.formatted(ownerPassword, appPassword);
        List<String> single = List.of(
                program.resolve("bin/postgres").toString(),
                "--single",
                "-D",
                "data.new",
                "-c",
                "log_min_messages=error",
                "postgres");
        ended = process.run(directory, single, roles);
        if (ended.exitCode() != 0 || ended.output().contains("ERROR:")) {
            throw unavailable("make", ended.lastLines(), null, null);
        }
        process.write(directory, "data.new/pg_hba.conf", """
                # Made by gymctl: its two roles, by password, from this machine; nobody else.
                host all gymctl_owner,gymctl_app 127.0.0.1/32 scram-sha-256
                """);
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void refuseOtherMajorVersion() throws IOException {
        String found = Files.readString(data.resolve("PG_VERSION")).strip();
        String ours = PostgresBinaries.VERSION.substring(0, PostgresBinaries.VERSION.indexOf('.'));
        if (!found.equals(ours)) {
            throw new GymException(
                    GymException.Kind.UNAVAILABLE,
                    "the data in " + data + " was made by PostgreSQL " + found + ", and this gymctl brings PostgreSQL "
                            + ours,
                    "back it up with the gymctl that made it, move the directory away and restore");
        }
    }

    private void launch(Path program, ServerProcess process) throws IOException {
        if (!Files.exists(credentials)) {
            throw unavailable(
                    "start", "the passwords are missing: " + credentials, "restore that file from a backup", null);
        }
        PrivateFiles.check(credentials);
        if (Files.exists(log) && Files.size(log) > 10_000_000) {
            Files.move(log, directory.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        PrivateFiles.touch(log);
        int port = lastPort();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            // Whoever holds the lock and found no server may do this. Should backends of a crashed server be left,
            // PostgreSQL finds them by the shared memory that they are attached to, not by this file.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            port = isFree(port) ? port : freePort();
            long logged = Files.size(log);
            if (launched(program, process, port)) {
                return;
            }
            String why = tail(logged);
            boolean again = why.contains("could not bind") || why.contains("shared memory block");
            if (!again || System.nanoTime() > deadline) {
                throw unavailable("start", why.isBlank() ? "it did not become ready" : why, null, null);
            }
            pause();
        }
    }

    private boolean launched(Path program, ServerProcess process, int port) throws IOException {
        StringBuilder options = new StringBuilder("-p " + port);
        settings.forEach(setting -> options.append(" -c ").append(setting));
        // Relative names, for pg_ctl pastes them into a shell's command line.
        List<String> command = List.of(
                program.resolve("bin/pg_ctl").toString(),
                "start",
                "-D",
                "data",
                "-l",
                "server.log",
                "-w",
                "-t",
                String.valueOf(START_SECONDS),
                "-o",
                options.toString());
        Process starter = process.start(directory, command);
        // pg_ctl looks ten times a second, which is too slow to wait for.
        while (true) {
            if (PidFile.read(data).filter(PidFile::ready).isPresent()) {
                return true;
            }
            if (!starter.isAlive()) {
                return PidFile.read(data).filter(PidFile::ready).isPresent();
            }
            pause();
        }
    }

    private int lastPort() throws IOException {
        Path options = data.resolve("postmaster.opts");
        if (Files.exists(options)) {
            Matcher port = Pattern.compile("\"-p\" \"(\\d{1,5})\"").matcher(Files.readString(options));
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
        }
        return freePort();
    }

    /** Below the range that systems hand out to outgoing connections, so that it stays free while we are away. */
    private static int freePort() throws IOException {
        SecureRandom random = new SecureRandom();
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = 15_000 + random.nextInt(17_000);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port on 127.0.0.1");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static String password() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private String tail(long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int start = (int) Math.min(from, all.length);
        return ServerProcess.lastLines(new String(all, start, all.length - start, UTF_8));
    }

    private static long size(Path tree) throws IOException {
        if (!Files.isReadable(tree)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            return files.mapToLong(file -> {
                        try {
                            return Files.isRegularFile(file) ? Files.size(file) : 0;
                        } catch (IOException e) {
                            return 0; // gone since it was listed
                        }
                    })
                    .sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Waits for other processes that start or stop this server. */
    private <T> T locked(Work<T> work) throws IOException {
        Path file = directory.resolve("lock");
        PrivateFiles.touch(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.lock();
            return work.run();
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T guarded(String verb, Work<T> work) {
        // A file lock is between processes; threads of this one queue here.
        synchronized (STARTING) {
            try {
                return work.run();
            } catch (NoSuchFileException e) {
                throw unavailable(verb, "missing: " + e.getFile(), null, e);
            } catch (AccessDeniedException e) {
                throw unavailable(verb, "no right to use " + e.getFile(), null, e);
            } catch (FileSystemException e) {
                throw unavailable(verb, e.getFile() + ": " + e.getReason(), null, e);
            } catch (IOException e) {
                throw unavailable(verb, String.valueOf(e.getMessage()), null, e);
            }
        }
    }

    private GymException unavailable(String verb, String why, String hint, Throwable cause) {
        return new GymException(
                GymException.Kind.UNAVAILABLE,
                "cannot " + verb + " the embedded PostgreSQL in " + directory + ": " + why,
                hint != null ? hint : "if that cannot be put right, name a PostgreSQL server in GYMCTL_URL",
                cause);
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GymException(
                    GymException.Kind.UNAVAILABLE, "interrupted while waiting for the embedded PostgreSQL", null, e);
        }
    }
}
