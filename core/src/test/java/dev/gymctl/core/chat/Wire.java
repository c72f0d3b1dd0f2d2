package dev.gymctl.core.chat;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a PostgreSQL server: it can be cut and mended, and keep notifications back as a pooler does. */
final class Wire implements Closeable {
    private final int target;
    private final boolean notifications;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    Wire(int target, boolean notifications) throws IOException {
        this.target = target;
        this.notifications = notifications;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = server.getLocalPort();
        accept(server);
    }

    int port() {
        return port;
    }

    /** As if the server had gone: who is connected is cut off, and nobody gets in. */
    void cut() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    void mend() throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        accept(server);
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private void accept(ServerSocket accepting) {
        start(() -> {
            while (!accepting.isClosed()) {
                Socket client = accepting.accept();
                Socket postgres = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(postgres);
                start(() -> client.getInputStream().transferTo(postgres.getOutputStream()), client, postgres);
                start(() -> answers(postgres.getInputStream(), client.getOutputStream()), client, postgres);
            }
        });
    }

    /** Message by message: its type, its length and the rest. */
    private void answers(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        DataOutputStream out = new DataOutputStream(to);
        for (int type = in.read(); type >= 0; type = in.read()) {
            int length = in.readInt();
            byte[] rest = in.readNBytes(length - 4);
            if (type != 'A' || notifications) {
                out.writeByte(type);
                out.writeInt(length);
                out.write(rest);
                out.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work, Socket... both) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // Cut off, which is what this is for.
            }
            for (Socket socket : both) {
                close(socket);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
