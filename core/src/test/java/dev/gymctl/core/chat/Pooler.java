package dev.gymctl.core.chat;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gymctl.core.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PgBouncer before a database, which hands its connections out for a transaction each. */
final class Pooler implements AutoCloseable {
    private static final int SECONDS = 20;

    private final Path settings;
    private final Process process;
    private final String url;

    /**
     * Starts it; the test is skipped where it is not installed.
     *
     * @param direct the database's address, with user and password
     * @param ignored which parameters of a start-up packet it passes over
     * @param connections how many of the server it has
     */
    Pooler(String direct, String ignored, int connections) throws IOException, InterruptedException {
        assumeThat(Programs.onPath("pgbouncer", System.getenv("PATH") + ":/usr/sbin"))
                .as("pgbouncer is installed")
                .isPresent();
        URI server = URI.create(direct);
        String[] user = server.getUserInfo().split(":", 2);
        int port = freePort();
        url = direct.replace(server.getAuthority(), "anybody@127.0.0.1:" + port);
        settings = Files.createTempFile("pgbouncer", ".ini");
        Files.writeString(settings, """
                [databases]
                * = host=%s port=%d user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = %d
                ignore_startup_parameters = extra_float_digits,%s
                """.formatted(
                        server.getHost(), server.getPort(), user[0], user[1], port, connections, ignored));
        List<String> command = new ArrayList<>(List.of("pgbouncer", "-q", settings.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody")); // it does not run as root
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        process = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IOException("pgbouncer does not answer");
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    /** With a user that it does not ask for, and without a password. */
    String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.delete(settings);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
